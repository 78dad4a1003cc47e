/** The one file of a package that holds what Node has no equal for. */
import { posix } from 'node:path';
import type { FileChange, PlanInput } from '../contracts.ts';
import type { PackageInfo } from '../project/package-info.ts';
import { isEsModule } from './closure/top-level.ts';
import type { ImportNeed } from './decisions.ts';
import type { Analysis } from './flow/analysis.ts';
import { HELPER_NAMES, helperFileText, type HelperStyle } from './helpers/file.ts';

/** Where the helper file of a file's package is, how the file imports it, and how it is written. */
export interface HelperUse {
  readonly path: string;
  readonly specifier: string;
  readonly style: HelperStyle;
}

/** The helper file that belongs to a file: one of its own language and module system. */
export function helperFor(analysis: Analysis, path: string): HelperUse {
  const own = packageAround(analysis, path);
  const isTyped = TYPED.test(path);
  const at = analysis.program.files.get(path);
  const isModule = at !== undefined && isEsModule(analysis, at);
  const style: HelperStyle = { language: isTyped ? 'ts' : 'js', isModule };
  const folder = sourceFolder(analysis, own?.folder ?? '.', path);
  const helper = posix.join(folder, nameIn(analysis, folder, style, own?.type === 'module'));
  const relative = posix.relative(posix.dirname(path), helper);
  const specifier = relative.startsWith('.') ? relative : `./${relative}`;
  return { path: helper, specifier: writtenAs(analysis, path, specifier, style), style };
}

/** Compilers write JavaScript beside TypeScript, so the two may not have one name. */
function nameIn(
  { program }: Analysis,
  folder: string,
  { language, isModule }: HelperStyle,
  isAllModules: boolean,
): string {
  if (language === 'ts') return 'async-helpers.ts';
  const isCompiled = [...program.files.keys()].some(
    (path) => TYPED.test(path) && (folder === '.' || path.startsWith(`${folder}/`)),
  );
  const extension = isModule === isAllModules ? 'js' : isModule ? 'mjs' : 'cjs';
  return `async-helpers${isCompiled ? '-js' : ''}.${extension}`;
}

const TYPED = /\.[cm]?tsx?$/;

function packageAround({ program }: Analysis, path: string): PackageInfo | undefined {
  const around = program.config.packages.filter(({ folder }) => folder === '.' || path.startsWith(`${folder}/`));
  return [...around].sort((a, b) => b.folder.length - a.folder.length)[0];
}

const SOURCES = /^(?:src|source|sources|lib|server|app)$/;

/**
 * The first folder below the package's, where its sources are; the compiler may be told of nothing else. Files beside it
 * take the helper from there, where it is the only one.
 */
function sourceFolder({ program }: Analysis, folder: string, path: string): string {
  const own = firstFolder(folder, path);
  if (own !== undefined && (TYPED.test(path) || SOURCES.test(own))) return posix.join(folder, own);
  const others = [...program.files.keys()].filter((other) => folder === '.' || other.startsWith(`${folder}/`));
  const sources = new Set(
    others.flatMap((other) => firstFolder(folder, other) ?? []).filter((one) => SOURCES.test(one)),
  );
  const [only] = sources;
  return sources.size === 1 && only !== undefined ? posix.join(folder, only) : folder;
}

/** The folder below the package's that a file is in; undefined where it is in the package's own. */
function firstFolder(folder: string, path: string): string | undefined {
  const [first, ...rest] = (folder === '.' ? path : path.slice(folder.length + 1)).split('/');
  return rest.length > 0 ? first : undefined;
}

/** With an extension or without, as the file imports others of the program. */
function writtenAs(
  { program }: Analysis,
  path: string,
  specifier: string,
  { language, isModule }: HelperStyle,
): string {
  if (language === 'js') return isModule || specifier.endsWith('.cjs') ? specifier : specifier.replace(/\.js$/, '');
  const loads = program.files.get(path)?.loads.flatMap((load) => load.specifier ?? []) ?? [];
  const relative = loads.filter((one) => /^\.{1,2}\//.test(one));
  const extension = relative.map((one) => /\.[cm]?[jt]sx?$/.exec(one)?.[0]).find((one) => one !== undefined);
  const base = specifier.replace(/\.ts$/, '');
  if (extension !== undefined) return `${base}${extension.includes('t') ? '.ts' : '.js'}`;
  return isModule && relative.length === 0 ? `${base}.js` : base;
}

/** The changes that make the helper files hold all these needs: the same for every unit, since they share the files. */
export function helperChanges(
  analysis: Analysis,
  read: PlanInput['read'],
  needs: readonly ImportNeed[],
): ReadonlyMap<string, FileChange> {
  const uses = new Map<string, { readonly use: HelperUse; readonly names: Set<string> }>();
  for (const { twin, path } of needs) {
    if (twin.kind !== 'helper') continue;
    const use = helperFor(analysis, path);
    const known = uses.get(use.path);
    if (known) known.names.add(twin.name);
    else uses.set(use.path, { use, names: new Set([twin.name]) });
  }
  return new Map([...uses].map(([path, { use, names }]) => [path, changeOf(use, names, read(path))]));
}

/** A file of an earlier run is written anew, with what it has and what is missing. */
function changeOf({ path, style }: HelperUse, names: ReadonlySet<string>, before: string | undefined): FileChange {
  if (before === undefined) return { kind: 'create', path, text: helperFileText([...names], style) };
  const there = [...HELPER_NAMES].filter((name) => new RegExp(`\\b${name}\\b`).test(before));
  const missing = [...names].filter((name) => !there.includes(name));
  if (missing.length === 0) return { kind: 'edit', path, edits: [] };
  const text = helperFileText([...new Set([...there, ...missing])].sort(), style);
  return { kind: 'edit', path, edits: [{ span: [0, before.length], text, shared: true }] };
}
