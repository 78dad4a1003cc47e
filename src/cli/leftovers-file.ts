/** The file in which people tick off what a migration has left to them. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CodemodEntry, Migration } from '../contracts.ts';
import { disk } from '../engine/apply/file-system.ts';
import { makeStateFolder, stateFolder } from '../engine/apply/state-folder.ts';
import { OutputError, reasonOf, UsageError } from '../project/errors.ts';
import { fromRoot, isInside } from '../project/paths.ts';
import { LEFTOVERS_NAME } from '../project/tree-state.ts';
import { parseList, formatList, type ListFile } from '../reporters/leftovers/entries.ts';
import { updateList } from '../reporters/leftovers/update.ts';
import { count } from '../reporters/words.ts';
import { checkFolders } from './outputs.ts';
import { writeFileAtomically } from './write-file.ts';

/** The absolute path that `--leftovers` asks for; undefined where it is not given. */
export function askedPath(flag: string | true | undefined): string | undefined {
  return flag === undefined ? undefined : resolve(flag === true ? LEFTOVERS_NAME : flag);
}

/**
 * Makes sure, before the work, that the list can be brought up to date.
 * @throws {UsageError} where the path is of something else
 * @throws {OutputError} where it can't be read
 */
export function checkList(path: string | undefined): void {
  if (path === undefined) return;
  checkFolders([{ path }]);
  readList(path);
}

/**
 * Writes the list and says where it is; without leftovers no file is begun. An apply that names no file keeps it in
 * `.perfmig`, where it is in nobody's way.
 * @throws {OutputError}
 */
export function writeLeftovers(
  migration: Migration,
  asked: string | undefined,
  isWhole: boolean,
  catalog: readonly CodemodEntry[],
): readonly string[] {
  const { root, dryRun, leftovers, reported } = migration;
  const path = asked ?? (dryRun ? undefined : standardPath(resolve(root)));
  if (path === undefined || (leftovers.length === 0 && !existsSync(path))) return [];
  if (isInside(stateFolder(resolve(root)), path)) makeStateFolder(disk, stateFolder(resolve(root)));
  const codemods = new Set(isWhole ? seenBy(migration.codemods, catalog) : []);
  const files = reported === 'all' ? 'all' : new Set(reported);
  const list = updateList(readList(path), leftovers, { codemods, files });
  writeFileAtomically(path, formatList(list));
  return [summaryOf(list, fromRoot(process.cwd(), path))];
}

/** That of the project, where somebody has asked for one before; else one that is in nobody's way. */
function standardPath(root: string): string {
  const own = join(root, LEFTOVERS_NAME);
  return existsSync(own) ? own : join(stateFolder(root), 'leftovers.md');
}

function summaryOf({ entries }: ListFile, path: string): string {
  const decided = entries.filter(({ isTicked }) => isTicked).length;
  if (entries.length === 0) return `Nothing is left for you to decide; ${path} says so.`;
  const ticked = decided === 0 ? '' : `, ${decided} of them ticked off`;
  return `${count(entries.length, 'call is', 'calls are')} left for you to decide${ticked}: ${path} lists them to be ticked off.`;
}

/** The codemods whose calls a run has seen: `async` sees all that `async-fs` sees. */
export function seenBy(ran: readonly string[], catalog: readonly CodemodEntry[]): readonly string[] {
  const rules = new Set(catalog.filter(({ id }) => ran.includes(id)).flatMap((entry) => entry.rules));
  const seen = catalog.filter((entry) => entry.rules.every((rule) => rules.has(rule))).map(({ id }) => id);
  return [...ran, ...seen];
}

function readList(path: string): ListFile | undefined {
  if (!existsSync(path)) return undefined;
  let raw: string;
  try {
    raw = readFileSync(path, 'utf8');
  } catch (error) {
    throw new OutputError(`can't read ${path}: ${reasonOf(error)}`, { cause: error });
  }
  const list = raw.trim() === '' ? undefined : parseList(raw);
  if (list === undefined && raw.trim() !== '') {
    throw new UsageError(`${path} is there already and is no list of leftovers; name another file with --leftovers`);
  }
  return list;
}
