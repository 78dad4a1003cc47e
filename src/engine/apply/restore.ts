/** Puts original files back. Whatever it is stopped at, it can be done again. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf } from '../../project/errors.ts';
import { hashOf } from '../plan/original.ts';
import type { FileSystem } from './file-system.ts';
import type { Journal, JournalEntry, JournalFile } from './journal.ts';
import { hashAt } from './target.ts';
import { makeFolders, removeIfEmpty, removeIfThere, replaceFile, syncFolder } from './write.ts';

/** What became of the files of an entry; paths as in the journal. */
export interface Restored {
  readonly restored: readonly string[];
  /** Edited since, so left as they are. */
  readonly left: readonly string[];
}

/** The name under which the new state of a file is written, beside it. */
export function temporaryOf(top: string, entry: JournalEntry, file: JournalFile): string {
  return join(top, dirname(file.path), `.perfmig-${entry.id}-${entry.files.indexOf(file)}.tmp`);
}

/**
 * Restores all files of an entry, but those that hold something perfmig never wrote, unless `force`.
 * @param top the folder in which `.perfmig` lies
 */
export function restoreEntry(
  fs: FileSystem,
  journal: Journal,
  top: string,
  entry: JournalEntry,
  force: boolean,
): Restored {
  const [restored, left]: [string[], string[]] = [[], []];
  for (const file of entry.files) {
    removeIfThere(fs, temporaryOf(top, entry, file));
    const current = hashAt(join(top, file.path));
    if (current === file.before) continue;
    if (!force && !file.written.includes(current)) left.push(file.path);
    else {
      restoreFile(fs, journal, top, entry, file);
      restored.push(file.path);
    }
  }
  for (const folder of [...entry.folders].reverse()) {
    if (existsSync(join(top, folder))) removeIfEmpty(fs, join(top, folder));
  }
  return { restored, left };
}

function restoreFile(fs: FileSystem, journal: Journal, top: string, entry: JournalEntry, file: JournalFile): void {
  const path = join(top, file.path);
  if (file.before === null) {
    removeIfThere(fs, path);
    syncFolder(fs, dirname(path));
    return;
  }
  const backup = journal.backupOf(entry, file);
  const bytes = readFileSync(backup);
  if (hashOf(bytes) !== file.before) throw new Error(`the original of ${file.path} in the journal is damaged`);
  makeFolders(fs, dirname(path));
  const temporary = temporaryOf(top, entry, file);
  try {
    replaceFile(fs, path, temporary, bytes, file.mode);
  } catch (error) {
    if (codeOf(error) !== 'ENOSPC' && codeOf(error) !== 'EDQUOT') throw error;
    // The disk is full. The journal's own copy needs no room: it has the same mode and owner.
    fs.link(backup, temporary);
    fs.rename(temporary, path);
    syncFolder(fs, dirname(path));
  }
}
