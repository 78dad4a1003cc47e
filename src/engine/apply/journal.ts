/** The journal: what every file was before perfmig changed it, on disk before the first change. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Unit } from '../../contracts.ts';
import { PerfmigError, reasonOf } from '../../project/errors.ts';
import type { Encoding } from '../../project/decode.ts';
import type { FileSystem } from './file-system.ts';
import { makeFolders, removeTree, replaceFile, syncFolder, writeNew, type FileMode } from './write.ts';

/** One file of an entry. Paths are relative to the folder in which `.perfmig` lies, with `/`. */
export interface JournalFile {
  readonly path: string;
  /** Hash of the original; null for a file that was not there. */
  readonly before: string | null;
  /** Hashes of all that perfmig has written or was about to write, the latest last; null stands for no file. */
  readonly written: readonly (string | null)[];
  readonly encoding: Encoding;
  readonly bom: boolean;
  readonly mode: FileMode;
}

/** One apply. */
export interface JournalEntry {
  readonly version: 1;
  readonly id: string;
  /** When it began, ISO 8601. */
  readonly started: string;
  /** The project's root, relative as the files are; empty for the folder itself. */
  readonly root: string;
  readonly codemods: readonly string[];
  /** `writing` until all is done: an entry found so was interrupted. */
  readonly status: 'writing' | 'applied';
  readonly files: readonly JournalFile[];
  /** Folders made for new files, the outermost first. */
  readonly folders: readonly string[];
  readonly units: readonly Unit[];
}

/** The entries under one `.perfmig`. */
export class Journal {
  /** Absolute. */
  readonly #folder: string;
  readonly #fs: FileSystem;

  /** @param stateFolder absolute path of `.perfmig` */
  constructor(fs: FileSystem, stateFolder: string) {
    this.#fs = fs;
    this.#folder = join(stateFolder, 'journal');
  }

  /** All entries, the latest first. */
  entries(): readonly JournalEntry[] {
    if (!existsSync(this.#folder)) return [];
    const ids = readdirSync(this.#folder).filter((name) => !name.startsWith('.'));
    return ids
      .sort()
      .reverse()
      .map((id) => this.#read(id));
  }

  /** The original bytes of a file, as kept. */
  originalOf(entry: JournalEntry, file: JournalFile): Buffer {
    return readFileSync(this.backupOf(entry, file));
  }

  /** Where the original bytes of a file are kept. */
  backupOf(entry: JournalEntry, file: JournalFile): string {
    return join(this.#folder, entry.id, 'before', String(entry.files.indexOf(file)));
  }

  /**
   * Puts an entry and the originals of its files on disk. When this returns, everything can be undone.
   * @param originals for the files that exist, in the order of the entry's
   */
  begin(entry: JournalEntry, originals: readonly (Uint8Array | undefined)[]): void {
    this.sweep();
    makeFolders(this.#fs, this.#folder);
    const draft = join(this.#folder, `.new-${entry.id}`);
    try {
      this.#write(draft, entry, originals);
      this.#fs.rename(draft, join(this.#folder, entry.id));
    } catch (error) {
      this.#tidy(draft);
      throw error;
    }
    syncFolder(this.#fs, this.#folder);
  }

  /** Replaces an entry by what it has become. */
  save(entry: JournalEntry): void {
    const path = join(this.#folder, entry.id, 'entry.json');
    replaceFile(this.#fs, path, `${path}.tmp`, bytesOf(entry));
  }

  /** Forgets an entry, in one step. */
  remove(entry: JournalEntry): void {
    this.#fs.rename(join(this.#folder, entry.id), join(this.#folder, `.old-${entry.id}`));
    syncFolder(this.#fs, this.#folder);
    this.sweep();
  }

  /** Removes what a crash left of entries that never began or are forgotten. Only for whoever holds the lock. */
  sweep(): void {
    if (!existsSync(this.#folder)) return;
    for (const name of readdirSync(this.#folder)) {
      if (name.startsWith('.')) removeTree(this.#fs, join(this.#folder, name));
    }
  }

  #write(draft: string, entry: JournalEntry, originals: readonly (Uint8Array | undefined)[]): void {
    this.#fs.makeFolder(draft);
    this.#fs.makeFolder(join(draft, 'before'));
    for (const [index, bytes] of originals.entries()) {
      const mode = entry.files[index]?.mode;
      if (bytes) writeNew(this.#fs, join(draft, 'before', String(index)), bytes, mode);
    }
    writeNew(this.#fs, join(draft, 'entry.json'), bytesOf(entry));
    syncFolder(this.#fs, join(draft, 'before'));
    syncFolder(this.#fs, draft);
  }

  /** Makes room again on a full disk; what can't be removed now, the next run sweeps. */
  #tidy(draft: string): void {
    try {
      removeTree(this.#fs, draft);
    } catch {
      // The error that led here is the one to tell.
    }
  }

  #read(id: string): JournalEntry {
    const path = join(this.#folder, id, 'entry.json');
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as JournalEntry;
    } catch (error) {
      throw new PerfmigError(`can't read the journal at ${path}: ${reasonOf(error)}`, { cause: error });
    }
  }
}

function bytesOf(entry: JournalEntry): Buffer {
  return Buffer.from(`${JSON.stringify(entry)}\n`);
}
