/**
 * Completes package-lock.json. npm leaves out optional packages of other
 * platforms where the registry at hand doesn't carry them, and `npm ci` then
 * refuses the lock file.
 */

/** What we read and write of one entry of a lock file. */
export interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  /** Of a workspace. */
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly license?: string;
  readonly engines?: unknown;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface LockFile {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** An optional package that the lock file should have and hasn't. */
interface Missing {
  readonly location: string;
  readonly entry: LockEntry;
}

/** The optional packages that `npm ci` would miss. */
export function missingOptional(lock: LockFile): readonly Missing[] {
  return Object.entries(lock.packages).flatMap(([location, parent]) =>
    Object.entries(parent.optionalDependencies ?? {}).flatMap(([name, version]) => {
      if (!/^\d/.test(version) || resolves(lock, location, name)) return [];
      return [{ location: besideOf(lock, location, name, version), entry: entryOf(name, version, parent) }];
    }),
  );
}

/** The lock file with every optional package and without download addresses, its entries sorted as npm sorts them. */
export function completeLock(lock: LockFile): LockFile {
  const missing = missingOptional(lock).map(({ location, entry }) => [location, entry] as const);
  const entries = [...Object.entries(lock.packages), ...missing].map(([location, entry]) => {
    const { resolved, ...rest } = entry;
    // A link's is the folder of a workspace, and no address.
    return [location, entry.link === true ? entry : rest] as const;
  });
  const packages = Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en')));
  return { ...lock, packages };
}

/** Whether Node would find the package from a location, as npm's tree has it. */
function resolves(lock: LockFile, location: string, name: string): boolean {
  for (const folder of foldersUp(location)) {
    if (lock.packages[`${folder}node_modules/${name}`] !== undefined) return true;
  }
  return false;
}

function foldersUp(location: string): readonly string[] {
  const parents = location.split('node_modules/').map((_, index, parts) => parts.slice(0, index).join('node_modules/'));
  return [`${location}/`, ...parents.reverse()];
}

/** At the top if the place is free, as npm hoists, or else beside the package that wants it. */
function besideOf(lock: LockFile, location: string, name: string, version: string): string {
  const parent = location.slice(0, location.lastIndexOf('node_modules/'));
  const isHoisted = parent === '' || lock.packages[`node_modules/${name}`]?.version === version;
  return `${isHoisted ? '' : parent}node_modules/${name}`;
}

function entryOf(name: string, version: string, parent: LockEntry): LockEntry {
  const platform = /(android|darwin|freebsd|linux|openharmony|win32|aix|sunos)-([a-z0-9_]+)(?:-(\w+))?$/.exec(name);
  if (platform === null) throw new Error(`${name}: an optional package that names no platform; add it by hand`);
  const [, os = '', cpu = '', abi] = platform;
  const libc = os !== 'linux' || abi === undefined ? undefined : abi.startsWith('musl') ? 'musl' : 'glibc';
  return {
    version,
    cpu: [cpu],
    ...(parent.dev === true ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc: [libc] }),
    optional: true,
    os: [os],
  };
}
