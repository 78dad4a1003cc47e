/** The files to measure on: copies, outside any folder name that tools leave out, so that all see the same ones. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { readSource } from '../src/project/read-source.ts';

export interface Tree {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
}

/** Enough that start-up time hides nothing. */
const WANTED_FILES = 3_000;
/** Larger ones are bundles, which no one keeps in a source folder. */
const LARGEST_BYTES = 512 * 1024;
const SOURCE = /\.[cm]?[jt]sx?$/;
const NOT_SOURCE = /\.d\.([^.]+\.)?[cm]?ts$|[.-]min\.[cm]?js$/;
const KEPT_BESIDE = new Set(['package.json', 'tsconfig.json']);
/** Folders that perfmig leaves out of a project. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'coverage',
  'dist',
]);
/** What people install is mostly built; under another name it is source like any. */
export const INSTALLED_LEFT_OUT: ReadonlySet<string> = new Set(['node_modules']);
const RENAMED: ReadonlyMap<string, string> = new Map([...LEFT_OUT].map((name) => [name, `${name}-code`]));

/** Makes a temporary folder, hands it to `use`, and removes it whatever happens. */
export async function withScratch<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'perfmig-bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Copies whole installed packages until there are enough source files. The
 * order follows a hash of their names, so it is the same on every machine and
 * mixes large and small ones. Throws where too little is installed.
 */
export function copyPackages(nodeModules: string, to: string): Tree {
  let files = 0;
  let bytes = 0;
  for (const name of packagesIn(nodeModules)) {
    if (files >= WANTED_FILES) break;
    const copied = copySources(join(nodeModules, name), join(to, name.replace('/', '-')), INSTALLED_LEFT_OUT);
    files += copied.files;
    bytes += copied.bytes;
  }
  if (files < WANTED_FILES) throw new Error(`${nodeModules} holds ${files} source files, fewer than ${WANTED_FILES}`);
  return { folder: to, files, bytes };
}

/** Copies the sources below a folder, in order of name, with the package.json and tsconfig.json that belong to them. */
export function copySources(from: string, to: string, leftOut = LEFT_OUT): Tree {
  let files = 0;
  let bytes = 0;
  for (const path of sourcesBelow(from, leftOut)) {
    const target = join(to, renamed(path));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(from, path), target);
    if (!SOURCE.test(path)) continue;
    files++;
    bytes += statSync(target).size;
  }
  return { folder: to, files, bytes };
}

/** The names of installed packages, by a hash of their names. */
export function packagesIn(nodeModules: string): readonly string[] {
  const names = readdirSync(nodeModules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(nodeModules, name)).map((inner) => `${name}/${inner}`) : [name],
  );
  const hash = (name: string) => createHash('sha256').update(name).digest('hex');
  return names.filter((name) => !name.startsWith('.')).toSorted((a, b) => (hash(a) < hash(b) ? -1 : 1));
}

function sourcesBelow(folder: string, leftOut: ReadonlySet<string>, prefix = ''): readonly string[] {
  const entries = readdirSync(join(folder, prefix), { withFileTypes: true });
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(prefix, entry.name);
      if (entry.isDirectory())
        return isHidden(entry.name) || leftOut.has(entry.name) ? [] : sourcesBelow(folder, leftOut, path);
      return entry.isFile() && isWanted(join(folder, path), entry.name) ? [path] : [];
    });
}

function renamed(path: string): string {
  return path
    .split(sep)
    .map((part) => RENAMED.get(part) ?? part)
    .join(sep);
}

function isHidden(name: string): boolean {
  return name.startsWith('.');
}

/** What perfmig leaves out as minified would be work for the others only. */
function isWanted(path: string, name: string): boolean {
  if (KEPT_BESIDE.has(name)) return true;
  if (!SOURCE.test(name) || NOT_SOURCE.test(name) || isHidden(name)) return false;
  return statSync(path).size <= LARGEST_BYTES && readSource(path).kind === 'text';
}
