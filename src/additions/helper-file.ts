/** The files of a package that hold what Node has no equal for: one for each kind of help. */
import { posix } from 'node:path';
import type { FileChange, PlanInput } from '../contracts.ts';
import type { ImportNeed } from './import-need.ts';
import { HELPER_NAMES, helperFileText, helperFileOf, type HelperFileName, type HelperStyle } from './helpers/file.ts';
import {
  isCheckedJavaScript,
  isModulePath,
  packagesAround,
  tsconfigFolderBelow,
  type ProjectShape,
} from './project-shape.ts';

/** Where the helper file of a file's package is, how the file imports it, and how it is written. */
export interface HelperUse {
  readonly path: string;
  readonly specifier: string;
  readonly style: HelperStyle;
}

/** The helper file that belongs to a file: one of its own language and module system. */
export function helperFor(shape: ProjectShape, path: string, file: HelperFileName = 'async-helpers'): HelperUse {
  const own = packagesAround(shape, path)[0];
  const isTyped = TYPED.test(path);
  const folder = sourceFolder(shape, own?.folder ?? '.', path);
  const style: HelperStyle = {
    language: isTyped ? 'ts' : 'js',
    isModule: isModulePath(shape, path),
    file,
    isChecked: !isTyped && isCheckedJavaScript(shape, folder),
  };
  const helper = posix.join(folder, nameIn(shape, folder, style, own?.type === 'module'));
  const relative = posix.relative(posix.dirname(path), helper);
  const specifier = relative.startsWith('.') ? relative : `./${relative}`;
  return { path: helper, specifier: writtenAs(shape, path, specifier, style), style };
}

/** Compilers write JavaScript beside TypeScript, so the two may not have one name. */
function nameIn(
  { paths }: ProjectShape,
  folder: string,
  { language, isModule, file }: HelperStyle,
  isAllModules: boolean,
): string {
  if (language === 'ts') return `${file}.ts`;
  const isCompiled = paths.some((path) => TYPED.test(path) && (folder === '.' || path.startsWith(`${folder}/`)));
  const extension = isModule === isAllModules ? 'js' : isModule ? 'mjs' : 'cjs';
  return `${file}${isCompiled ? '-js' : ''}.${extension}`;
}

const TYPED = /\.[cm]?tsx?$/;
const SOURCES = /^(?:src|source|sources|lib|server|app)$/;

/**
 * The first folder below the package's, where its sources are; the compiler may be told of nothing else. Files beside it
 * take the helper from there, where it is the only one. A folder with a configuration of its own has a helper of its own.
 */
function sourceFolder(shape: ProjectShape, folder: string, path: string): string {
  const compiled = tsconfigFolderBelow(shape, folder, path);
  if (compiled !== undefined) return compiled;
  const own = firstFolder(folder, path);
  if (own !== undefined && (TYPED.test(path) || SOURCES.test(own))) return posix.join(folder, own);
  const others = shape.paths.filter((other) => folder === '.' || other.startsWith(`${folder}/`));
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
function writtenAs(shape: ProjectShape, path: string, specifier: string, { language, isModule }: HelperStyle): string {
  if (language === 'js') return isModule || specifier.endsWith('.cjs') ? specifier : specifier.replace(/\.js$/, '');
  const relative = shape.specifiersIn(path).filter((one) => /^\.{1,2}\//.test(one));
  const extension = relative.map((one) => /\.[cm]?[jt]sx?$/.exec(one)?.[0]).find((one) => one !== undefined);
  const base = specifier.replace(/\.ts$/, '');
  if (extension !== undefined) return `${base}${extension.includes('t') ? '.ts' : '.js'}`;
  return isModule && relative.length === 0 ? `${base}.js` : base;
}

/** The changes that make the helper files hold all these needs: the same for every unit, since they share the files. */
export function helperChanges(
  shape: ProjectShape,
  read: PlanInput['read'],
  needs: readonly ImportNeed[],
): ReadonlyMap<string, FileChange> {
  const uses = new Map<string, { readonly use: HelperUse; readonly names: Set<string> }>();
  for (const { twin, path } of needs) {
    if (twin.kind !== 'helper') continue;
    const use = helperFor(shape, path, helperFileOf(twin.name));
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
