/** What the package.json files of a project say. */
import { posix } from 'node:path';
import type { Failure } from '../contracts.ts';
import { isObject, readJson, stringIn, stringsIn, type JsonObject } from './json-file.ts';
import { CONFIG_NAMES, isTsconfigName } from './source-names.ts';
import { outerTsconfigs, tsconfigInfo, type TsconfigInfo } from './tsconfig.ts';

/** One package.json. Paths are relative to the root, with `/`, and may lead to nothing. */
export interface PackageInfo {
  /** The folder it lies in; `.` for the root. */
  readonly folder: string;
  readonly name: string | undefined;
  /** Not published: nobody outside the project uses it. */
  readonly isPrivate: boolean;
  readonly type: 'module' | 'commonjs';
  readonly main: string | undefined;
  readonly bin: readonly string[];
  /** From `.`, `./errors` or `./*` to every file that may be meant, whatever the condition. */
  readonly exports: Subpaths;
  /** The same for `#names`; what is no path names a package. */
  readonly imports: Subpaths;
  readonly scripts: ReadonlyMap<string, string>;
  /** Names and ranges, of whatever kind of dependency. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** Globs of the folders of its workspaces, relative to its folder. */
  readonly workspaces: readonly string[];
}

/** Patterns, with at most one `*`, and the targets of each in their order. */
export type Subpaths = ReadonlyMap<string, readonly string[]>;

/** All that could be read, and one failure for each file that could not. */
export interface ProjectConfig {
  readonly packages: readonly PackageInfo[];
  /** The plainest name first. Those above the root too, as far as the repository goes. */
  readonly tsconfigs: readonly TsconfigInfo[];
  readonly failures: readonly Failure[];
}

/**
 * Reads the configuration files of a project; a broken one is a failure, never an error.
 * @param configs as `discover` finds them
 */
export function readConfigs(root: string, configs: readonly string[]): ProjectConfig {
  const packages: PackageInfo[] = [];
  const tsconfigs = new Map<string, TsconfigInfo>();
  const failures: Failure[] = [];
  for (const path of configs) {
    if (CONFIG_NAMES.includes(posix.basename(path))) continue;
    const isTsconfig = isTsconfigName(posix.basename(path));
    const file = readJson(root, path, isTsconfig ? 'comments' : 'strict');
    if (file.kind === 'failure') failures.push(file.failure);
    else if (!isObject(file.value)) {
      if (file.value !== undefined) failures.push({ path, stage: 'config', message: 'not a JSON object' });
    } else if (isTsconfig) tsconfigs.set(path, tsconfigInfo(root, path, file.value));
    else packages.push(packageInfo(posix.dirname(path), file.value));
  }
  // `tsconfig.json` comes before `tsconfig.build.json`.
  const plainFirst = [...tsconfigs].sort(([a], [b]) => a.length - b.length).map(([, tsconfig]) => tsconfig);
  return { packages, tsconfigs: [...plainFirst, ...outerTsconfigs(root)], failures };
}

const KINDS_OF_DEPENDENCIES = ['devDependencies', 'optionalDependencies', 'peerDependencies', 'dependencies'] as const;

function packageInfo(folder: string, json: JsonObject): PackageInfo {
  const { workspaces } = json;
  const main = stringIn(json, 'main');
  return {
    folder,
    name: stringIn(json, 'name'),
    isPrivate: json['private'] === true,
    type: json['type'] === 'module' ? 'module' : 'commonjs',
    main: main === undefined ? undefined : posix.join(folder, main),
    bin: commandsIn(json, folder),
    exports: subpaths(folder, hasSubpaths(json['exports']) ? json['exports'] : { '.': json['exports'] }),
    imports: subpaths(folder, json['imports']),
    scripts: stringMap(json['scripts']),
    dependencies: new Map(KINDS_OF_DEPENDENCIES.flatMap((kind) => [...stringMap(json[kind])])),
    workspaces: stringsIn(isObject(workspaces) ? workspaces['packages'] : workspaces),
  };
}

/** The files of the commands that a package.json in `folder` installs. */
export function commandsIn(json: unknown, folder: string): readonly string[] {
  return isObject(json) ? stringsIn(json['bin']).map((path) => posix.join(folder, path)) : [];
}

/** `exports` either maps subpaths, or is what `.` stands for. */
function hasSubpaths(exported: unknown): boolean {
  return isObject(exported) && Object.keys(exported).some((key) => key.startsWith('.'));
}

function subpaths(folder: string, json: unknown): Subpaths {
  const targets = (value: unknown): readonly string[] =>
    stringsIn(value).map((target) => (target.startsWith('.') ? posix.join(folder, target) : target));
  return new Map(
    Object.entries(isObject(json) ? json : {}).flatMap(([key, value]) => {
      const found = targets(value);
      return found.length === 0 ? [] : [[key, found]];
    }),
  );
}

function stringMap(value: unknown): ReadonlyMap<string, string> {
  if (!isObject(value)) return new Map();
  return new Map(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
