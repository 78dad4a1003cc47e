/** What the package.json files of a project say. */
import { posix } from 'node:path';
import type { Failure } from '../contracts.ts';
import { readJson } from './json-file.ts';
import { isTsconfigName } from './source-names.ts';

/** One package.json. Paths are relative to the root, with `/`, and may lead to nothing. */
export interface PackageInfo {
  /** The folder it lies in; `.` for the root. */
  readonly folder: string;
  readonly name: string | undefined;
  readonly type: 'module' | 'commonjs';
  readonly main: string | undefined;
  readonly bin: readonly string[];
  /** Every file that `exports` leads to, patterns with their `*`. */
  readonly exports: readonly string[];
  readonly scripts: ReadonlyMap<string, string>;
  /** Names and ranges, of whatever kind of dependency. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** Globs of the folders of its workspaces, relative to its folder. */
  readonly workspaces: readonly string[];
}

/** All that could be read, and one failure for each file that could not. */
export interface ProjectConfig {
  readonly packages: readonly PackageInfo[];
  readonly failures: readonly Failure[];
}

/**
 * Reads the configuration files of a project; a broken one is a failure, never an error.
 * @param configs as `discover` finds them
 */
export function readConfigs(root: string, configs: readonly string[]): ProjectConfig {
  const packages: PackageInfo[] = [];
  const failures: Failure[] = [];
  for (const path of configs) {
    const isTsconfig = isTsconfigName(posix.basename(path));
    const file = readJson(root, path, isTsconfig ? 'comments' : 'strict');
    if (file.kind === 'failure') failures.push(file.failure);
    else if (!isObject(file.value)) {
      if (file.value !== undefined) failures.push({ path, stage: 'config', message: 'not a JSON object' });
    } else if (!isTsconfig) packages.push(packageInfo(posix.dirname(path), file.value));
  }
  return { packages, failures };
}

type JsonObject = Readonly<Record<string, unknown>>;

const KINDS_OF_DEPENDENCIES = ['devDependencies', 'optionalDependencies', 'peerDependencies', 'dependencies'] as const;

function packageInfo(folder: string, json: JsonObject): PackageInfo {
  const at = (path: string): string => posix.join(folder, path);
  const { workspaces } = json;
  const main = stringIn(json, 'main');
  return {
    folder,
    name: stringIn(json, 'name'),
    type: json['type'] === 'module' ? 'module' : 'commonjs',
    main: main === undefined ? undefined : at(main),
    bin: stringsIn(json['bin']).map(at),
    exports: stringsIn(json['exports']).map(at),
    scripts: stringMap(json['scripts']),
    dependencies: new Map(KINDS_OF_DEPENDENCIES.flatMap((kind) => [...stringMap(json[kind])])),
    workspaces: stringsIn(isObject(workspaces) ? workspaces['packages'] : workspaces),
  };
}

function stringIn(json: JsonObject, key: string): string | undefined {
  const value = json[key];
  return typeof value === 'string' ? value : undefined;
}

/** Every string in a value, however deep it nests: `exports` maps conditions to targets. */
function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function stringMap(value: unknown): ReadonlyMap<string, string> {
  if (!isObject(value)) return new Map();
  return new Map(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
