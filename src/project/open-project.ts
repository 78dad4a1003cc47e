/** Opens a project: its files, its packages, and what its configurations say of them. */
import type { Config } from './config/config.ts';
import { loadConfig, type ConfigChoice } from './config/load.ts';
import { ownCheck } from './config/own-check.ts';
import { discover, type Discovery } from './discover.ts';
import { UsageError } from './errors.ts';
import { readConfigs, type ProjectConfig } from './package-info.ts';

/** A project, ready to be analysed. */
export interface Project {
  readonly discovery: Discovery;
  readonly build: ProjectConfig;
  readonly config: Config;
}

/** What to open. */
export interface ProjectInput {
  /** Absolute; what relative paths start from. */
  readonly cwd: string;
  /** Files and folders to report on; none for the current folder. */
  readonly paths: readonly string[];
  /** Default: the configurations of the project. */
  readonly config?: ConfigChoice;
  /** The rules a configuration may name. */
  readonly ruleIds: readonly string[];
}

/**
 * Finds the project around some paths and reads what it says of itself. Runs nothing.
 * @throws {UsageError} where a path doesn't exist, or nothing is left to report on
 * @throws {ConfigError} where a configuration can't be used
 */
export function openProject(input: ProjectInput): Project {
  const found = discover(input.cwd, input.paths);
  const config = loadConfig(found, input.config ?? { kind: 'project' }, ownCheck(input.ruleIds));
  const discovery = config.layers.length === 0 ? found : narrow(found, config);
  return { discovery, config, build: readConfigs(discovery.root, discovery.configs) };
}

/** Leaves out what the configurations leave out. */
function narrow(found: Discovery, config: Config): Discovery {
  const isKept = keeper(found.named, config);
  const program = found.program.filter(isKept);
  const wanted = found.reported === 'all' ? program : program.filter((path) => inside(found.reported, path));
  const reported = wanted.filter((path) => config.unreportedBy(path) === undefined);
  if (reported.length === 0) throw nothingLeft(found, config);
  return {
    ...found,
    program,
    reported: reported.length === program.length ? 'all' : new Set(reported),
    configs: found.configs.filter(isKept),
  };
}

function inside(reported: Discovery['reported'], path: string): boolean {
  return reported === 'all' || reported.has(path);
}

/** Tells the files that are not ignored. What the user names is meant, whatever is said of it. */
function keeper(named: readonly string[], config: Config): (path: string) => boolean {
  const meant = named.filter(
    (path) => config.ignoredBy(path, 'file') !== undefined || config.ignoredBy(path, 'folder') !== undefined,
  );
  return (path) =>
    config.ignoredBy(path, 'file') === undefined || meant.some((at) => path === at || path.startsWith(`${at}/`));
}

function nothingLeft({ program, reported }: Discovery, config: Config): UsageError {
  const [first = ''] = reported === 'all' ? program : reported;
  const by = config.ignoredBy(first, 'file') ?? config.unreportedBy(first);
  return new UsageError(
    `nothing to report on: the configuration leaves out every file named (${first} by '${by?.value ?? ''}', ` +
      `${by?.from ?? ''}); --no-config takes them all`,
  );
}
