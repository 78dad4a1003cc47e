/** What tsconfig.json and jsconfig.json files say of where modules are: path aliases, and where the build goes. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, posix, resolve } from 'node:path';
import { isObject, readJson, stringIn, stringsIn, type JsonObject } from './json-file.ts';
import { fromRoot } from './paths.ts';
import { upToGitRoot } from './root.ts';

/** One file, what it extends included. Paths are relative to the root and may begin with `..`. */
export interface TsconfigInfo {
  /** The folder it lies in, for whose files it holds. */
  readonly folder: string;
  /** Where names that are no relative path start from. */
  readonly baseUrl: string | undefined;
  /** Patterns with at most one `*`, and where they lead. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /** Where the compiler writes. */
  readonly outDir: string | undefined;
  /** Folders one of which is what the compiler's folder of output mirrors, the likeliest first. */
  readonly sourceRoots: readonly string[];
  /** The compiler looks at JavaScript too. */
  readonly checksJavaScript: boolean;
}

/** The names that hold for a folder without being named by anybody. */
const DEFAULT_NAMES = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json'] as const;

/** What a configuration file says; `path` is relative to the root. Files it extends that can't be read say nothing. */
export function tsconfigInfo(root: string, path: string, json: JsonObject): TsconfigInfo {
  const layers = withExtended(join(root, path), json, new Set());
  const place = (absolute: string): string => fromRoot(root, absolute) || '.';
  const option = (key: string): string | undefined => {
    const absolute = pathOption(layers, key);
    return absolute === undefined ? undefined : place(absolute);
  };
  const folder = posix.dirname(path);
  const rootDir = option('rootDir');
  const mirrored = [...includedFolders(layers).map(place), posix.join(folder, 'src'), folder];
  return {
    folder,
    baseUrl: option('baseUrl'),
    paths: new Map(aliasesOf(layers).map(([pattern, targets]) => [pattern, targets.map(place)])),
    outDir: option('outDir'),
    sourceRoots: rootDir === undefined ? [...new Set(mirrored)] : [rootDir],
    checksJavaScript: layers.map((layer) => optionsOf(layer)['checkJs']).find((value) => value !== undefined) === true,
  };
}

/** The configuration files above the root, up to that of the repository: a package of a monorepo lives by them. */
export function outerTsconfigs(root: string): readonly TsconfigInfo[] {
  const above = upToGitRoot(root).filter((folder) => folder !== root);
  const paths = above.flatMap((folder) => DEFAULT_NAMES.map((name) => join(folder, name)));
  return paths.flatMap((path) => {
    const json = existsSync(path) ? readObject(path) : undefined;
    return json === undefined ? [] : [tsconfigInfo(root, fromRoot(root, path), json)];
  });
}

/** One file of a chain of `extends`; the folder is absolute. */
interface Layer {
  readonly folder: string;
  readonly json: JsonObject;
}

/** The file and those it extends, the nearest first. What packages bring is installed, so outside the program. */
function withExtended(path: string, json: JsonObject, seen: Set<string>): readonly Layer[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const folder = dirname(path);
  const bases = stringsIn(json['extends']).filter((base) => base.startsWith('.'));
  const extended = bases.toReversed().flatMap((base) => {
    const target = resolve(folder, base.endsWith('.json') ? base : `${base}.json`);
    const inherited = readObject(target);
    return inherited === undefined ? [] : withExtended(target, inherited, seen);
  });
  return [{ folder, json }, ...extended];
}

function readObject(path: string): JsonObject | undefined {
  const file = readJson(dirname(path), basename(path), 'comments');
  return file.kind === 'value' && isObject(file.value) ? file.value : undefined;
}

function optionsOf({ json }: Layer): JsonObject {
  const options = json['compilerOptions'];
  return isObject(options) ? options : {};
}

/** A path among the compiler's options, which is relative to the file that gives it; absolute. */
function pathOption(layers: readonly Layer[], key: string): string | undefined {
  for (const layer of layers) {
    const value = stringIn(optionsOf(layer), key);
    if (value !== undefined) return resolve(layer.folder, value);
  }
  return undefined;
}

/** Aliases lead from `baseUrl`, or from the file that gives them where there is none. */
function aliasesOf(layers: readonly Layer[]): readonly [pattern: string, targets: readonly string[]][] {
  for (const layer of layers) {
    const paths = optionsOf(layer)['paths'];
    if (!isObject(paths)) continue;
    const from = pathOption(layers, 'baseUrl') ?? layer.folder;
    return Object.entries(paths).map(([pattern, targets]) => [
      pattern,
      stringsIn(targets).map((target) => resolve(from, target)),
    ]);
  }
  return [];
}

/** The folders that the patterns of `include` start from: `src` of `src/**`. */
function includedFolders(layers: readonly Layer[]): readonly string[] {
  const layer = layers.find(({ json }) => json['include'] !== undefined);
  return stringsIn(layer?.json['include']).map((glob) => {
    const parts = glob.split('/');
    const end = parts.findIndex((part) => /[*?]|\.[cm]?[jt]sx?$/.test(part));
    return resolve(layer?.folder ?? '', ...(end === -1 ? parts : parts.slice(0, end)));
  });
}
