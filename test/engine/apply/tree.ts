/** Trees on disk as values, to be compared byte by byte. */
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Every file, folder and link with its mode and content; `.git` and the inside of `.perfmig` are left out. */
export function snapshot(root: string, withTimes = false): Readonly<Record<string, string>> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !/^\.(?:git|perfmig)(?:\/|$)/.test(name),
  );
  return Object.fromEntries(names.sort().map((name) => [name, describe(join(root, name), withTimes)]));
}

function describe(path: string, withTimes: boolean): string {
  const stats = lstatSync(path);
  const content = stats.isSymbolicLink()
    ? `-> ${readlinkSync(path)}`
    : stats.isFile()
      ? readFileSync(path).toString('latin1')
      : 'folder';
  return `${stats.mode.toString(8)} ${stats.uid}:${stats.gid} ${withTimes ? stats.mtimeMs : ''} ${content}`;
}
