/** Finds and reads the configurations of a project. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { ConfigError, UsageError } from '../errors.ts';
import { isObject, readJson } from '../json-file.ts';
import { fromRoot, isInside } from '../paths.ts';
import { upToGitRoot } from '../root.ts';
import { CONFIG_NAMES } from '../source-names.ts';
import type { Check } from './check.ts';
import { Config } from './config.ts';
import { configPathsIn, PACKAGE_KEY, readLayer, type ConfigLayer, type ConfigSource } from './layer.ts';

/** Which configurations hold: those of the project, one file instead of them (absolute), or none. */
export type ConfigChoice =
  { readonly kind: 'project' } | { readonly kind: 'file'; readonly path: string } | { readonly kind: 'none' };

/** What of a project is needed. */
export interface ConfigPlace {
  /** Absolute. */
  readonly root: string;
  /** Files of the project that configure something, relative to the root. */
  readonly configs: readonly string[];
}

/**
 * Reads the configurations that hold in a project: those of its folders, and of the folders above it up to the
 * repository's. What an outer one ignores is not looked at.
 * @throws {ConfigError} where one can't be used, or a folder has two
 * @throws {UsageError} where the chosen file isn't there
 */
export function loadConfig(place: ConfigPlace, choice: ConfigChoice, check: Check): Config {
  if (choice.kind === 'none') return new Config(place.root, []);
  if (choice.kind === 'file') return new Config(place.root, [readLayer(chosen(place.root, choice.path), check)]);
  let config = new Config(place.root, []);
  for (const folder of [...upToGitRoot(place.root).filter((at) => at !== place.root), ...ownFolders(place)]) {
    const layer = layerIn(folder, place.root, config, check);
    if (layer === undefined) continue;
    config = new Config(place.root, [...config.layers, layer]);
  }
  return config;
}

function chosen(root: string, path: string): ConfigSource {
  if (!existsSync(path)) throw new UsageError(`no such configuration file: ${path}`);
  const folder = dirname(realpathSync.native(path));
  // A file that lies elsewhere is meant for the project, whose paths its globs are.
  return { path, name: nameFor(root, path), folder: isInside(root, folder) ? folder : root };
}

/** The folders of the project that may hold a configuration, absolute, the outer before the inner. */
function ownFolders({ root, configs }: ConfigPlace): readonly string[] {
  const names = new Set([...CONFIG_NAMES, 'package.json']);
  const folders = new Set(configs.filter((path) => names.has(posix.basename(path))).map((path) => posix.dirname(path)));
  return [...folders].map((folder) => resolve(root, folder)).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

function layerIn(folder: string, root: string, outer: Config, check: Check): ConfigLayer | undefined {
  if (isInside(root, folder) && folder !== root && outer.ignoredBy(fromRoot(root, folder), 'folder')) return undefined;
  const paths = configPathsIn(folder, holdsKey(folder));
  const [path, second] = paths;
  if (path === undefined) return undefined;
  const name = nameFor(root, path);
  if (second !== undefined) {
    throw new ConfigError(`two configurations in one folder: ${name} and ${nameFor(root, second)}; keep one of them`);
  }
  // Links may lead anywhere on the machine.
  if (!isInside(realpathSync.native(folder), realpathSync.native(path))) {
    throw new ConfigError(`${name} is a link that leads out of its folder; name it with --config if you trust it`);
  }
  return readLayer({ path, name }, check);
}

/** The configuration file of a folder, absolute; the first where there are two. */
export function configPathIn(folder: string): string | undefined {
  return configPathsIn(folder, holdsKey(folder))[0];
}

function holdsKey(folder: string): boolean {
  if (!existsSync(join(folder, 'package.json'))) return false;
  const file = readJson(folder, 'package.json', 'strict');
  return file.kind === 'value' && isObject(file.value) && PACKAGE_KEY in file.value;
}

function nameFor(root: string, path: string): string {
  return fromRoot(root, path);
}
