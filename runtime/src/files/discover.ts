/** Files of the same kind in several folders: the project's, the user's, the system's. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isNotFoundError, withPath } from './errors.ts';
import { depthOf, matches } from './glob.ts';
import type { Io } from './io.ts';

/** A file that was found. */
export interface Discovered {
  /** Below its folder, with slashes. */
  readonly name: string;
  /** Where it is, its folder included. */
  readonly path: string;
  /** The folder it was found in, as it was given. */
  readonly tier: string;
  /** Files of the same name in farther folders, the nearest first. */
  readonly shadowed: readonly string[];
}

/** Which files: a pattern of names, or a function that says so of a name. */
export type Pattern = string | ((name: string) => boolean);

/**
 * The files below some folders, read side by side. Of files with the same name the one of the nearest folder counts.
 * A folder that isn't there holds none; links to files count, links to folders are not followed.
 * @param tiers the folders, the nearest first
 * @returns by name
 * @throws what the system says of a folder that is there and can't be read, and the signal's reason
 */
export async function discoverIn(
  io: Io,
  tiers: readonly string[],
  pattern: Pattern,
  signal?: AbortSignal,
): Promise<Discovered[]> {
  const fits = typeof pattern === 'string' ? (name: string) => matches(pattern, name) : pattern;
  const depth = typeof pattern === 'string' ? depthOf(pattern) : Infinity;
  const found = await Promise.all(tiers.map((tier) => namesIn(io, tier, '', depth, signal)));
  const files = new Map<string, { tier: string; shadowed: string[] }>();
  for (const [index, names] of found.entries()) {
    const tier = tiers[index] ?? '';
    for (const name of names.filter(fits)) {
      const nearer = files.get(name);
      if (nearer) nearer.shadowed.push(join(tier, name));
      else files.set(name, { tier, shadowed: [] });
    }
  }
  return [...files.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { tier, shadowed }]) => ({ name, path: join(tier, name), tier, shadowed }));
}

async function namesIn(io: Io, tier: string, below: string, depth: number, signal?: AbortSignal): Promise<string[]> {
  signal?.throwIfAborted();
  const folder = join(tier, below);
  try {
    const entries = await io.readdir(folder);
    const names = entries.map(async (entry) => {
      const name = below + entry.name;
      if (entry.isDirectory()) return depth > 1 ? namesIn(io, tier, `${name}/`, depth - 1, signal) : [];
      const isFile = entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(io, join(tier, name))));
      return isFile ? [name] : [];
    });
    return (await Promise.all(names)).flat();
  } catch (error) {
    if (isNotFoundError(error)) return [];
    throw withPath(error, folder);
  }
}

function leadsToFile(io: Io, path: string): Promise<boolean> {
  return io.stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

/**
 * Where programs look for their files, the nearest first: `.NAME` in the project, NAME in the user's folder for
 * configurations, and in the system's.
 * @param project the project's folder
 */
export function standardTiers(
  name: string,
  project: string,
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string[] {
  const own = join(project, `.${name}`);
  if (platform === 'win32') {
    const { APPDATA = join(homedir(), 'AppData', 'Roaming'), ProgramData = 'C:\\ProgramData' } = environment;
    return [own, join(APPDATA, name), join(ProgramData, name)];
  }
  // The specification says that an empty one counts as none.
  const user = environment['XDG_CONFIG_HOME'] || join(homedir(), '.config');
  const system = (environment['XDG_CONFIG_DIRS'] || '/etc/xdg').split(':');
  return [own, join(user, name), ...system.map((folder) => join(folder, name))];
}
