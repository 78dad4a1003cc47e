/** Sorts the project's files: tests, build scripts, workers, code for browsers, the rest. */
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import type { Project } from '../project/open-project.ts';
import type { PackageInfo } from '../project/package-info.ts';
import type { FileFacts } from '../program/facts.ts';
import { fileKind, type FileKind } from '../program/file-kinds.ts';
import type { ModuleGraph } from '../program/module-graph.ts';
import { OwnPackages } from '../program/own-packages.ts';
import type { Glance } from './survey.ts';

export interface FileKinds {
  readonly kindOf: (path: string) => FileKind;
  readonly isBrowser: (path: string) => boolean;
}

const BROWSER_FOLDER = /(?:^|\/)(?:public|static|assets|www|browser|client|frontend|web-ui|webui|ui)\//;
const BROWSER_PACKAGE =
  /^(?:react-dom|react-native|vue|svelte|@angular\/|solid-js|preact|jquery|backbone|ember|lit|@mui\/|@chakra-ui\/|antd|d3|alpinejs|react-router|@vueuse\/|pinia|vuex|vue-router|redux|react-redux|zustand|@reduxjs\/)/;
const BUILTIN = new Set(builtinModules);

/** What a file's place and imports say of it, and the configuration. */
export type KindByPlace = (path: string, imports: readonly string[]) => FileKind;

/** What tells the kind of a file by its place. */
interface PlaceSources {
  readonly config: Pick<Project['config'], 'contextOf'>;
  readonly build: Pick<Project['build'], 'packages'>;
}

/** `scripts/` holds tools whether it lies in the root or in a package of a monorepo; what is declared comes first. */
export function kindByPlace({ config, build: { packages } }: PlaceSources): KindByPlace {
  const own = new OwnPackages(packages);
  return (path, imports) => {
    const declared = config.contextOf(path)?.value;
    if (declared === 'build' || declared === 'test' || declared === 'worker') return declared;
    if (declared !== undefined) return 'source';
    const kind = fileKind(path, imports);
    const folder = own.around(posix.dirname(path))?.folder ?? '.';
    return kind !== 'source' || folder === '.' ? kind : fileKind(posix.relative(folder, path), []);
  };
}

interface KindSources {
  readonly facts: ReadonlyMap<string, FileFacts>;
  readonly glances: ReadonlyMap<string, Pick<Glance, 'specifiers' | 'kind'>>;
  readonly modules: ModuleGraph;
  readonly packages: readonly PackageInfo[];
}

export function fileKinds({ facts, glances, modules, packages }: KindSources): FileKinds {
  const workers = new Set(
    [...facts.values()].flatMap(({ path, workerFiles }) =>
      workerFiles.flatMap((specifier) => modules.resolve(path, specifier) ?? []),
    ),
  );
  const scripts = buildScripts(packages);
  const kinds = new Map<string, FileKind>();
  const kindOf = (path: string): FileKind => {
    const known = kinds.get(path);
    if (known !== undefined) return known;
    const byPlace = glances.get(path)?.kind ?? 'source';
    const kind = byPlace !== 'source' ? byPlace : workers.has(path) ? 'worker' : scripts.has(path) ? 'build' : 'source';
    kinds.set(path, kind);
    return kind;
  };
  return { kindOf, isBrowser: (path) => isBrowser(path, glances.get(path)?.specifiers ?? []) };
}

function isBrowser(path: string, imports: readonly string[]): boolean {
  if (imports.some((specifier) => specifier.startsWith('node:') || BUILTIN.has(specifier))) return false;
  return (
    /\.[jt]sx$/.test(path) || BROWSER_FOLDER.test(path) || imports.some((specifier) => BROWSER_PACKAGE.test(specifier))
  );
}

const BUILD_SCRIPT =
  /^(?:pre|post)?(?:build|prepare|prepack|install|postinstall|lint|generate|codegen|release|clean|docs|bundle|compile|migrate|seed)/;

/** Files that package.json runs for the build: `"build": "node make.js"`. */
function buildScripts(packages: readonly PackageInfo[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { folder, scripts } of packages) {
    for (const [name, command] of scripts) {
      if (!BUILD_SCRIPT.test(name)) continue;
      for (const [, file] of command.matchAll(/(?:^|\s)(?:\.\/)?([\w@./-]+\.[cm]?[jt]s)(?=\s|$)/g)) {
        if (file !== undefined) found.add(folder === '.' ? file : `${folder}/${file}`);
      }
    }
  }
  return found;
}
