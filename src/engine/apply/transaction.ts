/** One apply: files are written, perhaps several times, and in the end all stay or all are as they were. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Unit } from '../../contracts.ts';
import { TreeError } from '../../project/errors.ts';
import { fromRoot } from '../../project/paths.ts';
import type { OriginalFiles } from '../plan/original.ts';
import { hashOf } from '../plan/original.ts';
import type { FileSystem } from './file-system.ts';
import { Journal, type JournalEntry, type JournalFile } from './journal.ts';
import { restoreEntry, temporaryOf, type Restored } from './restore.ts';
import { hashAt, modeOf, realTarget } from './target.ts';
import { makeFolders, removeIfThere, replaceFile, syncFolder } from './write.ts';

/** What a file is to hold; null removes it. */
export type Contents = ReadonlyMap<string, Uint8Array | null>;

export interface TransactionPlace {
  readonly fs: FileSystem;
  /** Absolute path of `.perfmig`. */
  readonly state: string;
  /** Absolute root of the project, which plans' paths are relative to. */
  readonly root: string;
}

/** What the journal says of the run. */
export interface TransactionInfo {
  readonly codemods: readonly string[];
  readonly units: readonly Unit[];
}

export class Transaction {
  readonly #place: TransactionPlace;
  readonly #journal: Journal;
  /** The folder in which `.perfmig` lies: the journal's paths are relative to it. */
  readonly #top: string;
  #entry: JournalEntry;
  /** Rolled back, perhaps by a signal in the middle of the work; nothing is to be written any more. */
  #isOver = false;

  private constructor(place: TransactionPlace, journal: Journal, entry: JournalEntry) {
    this.#place = place;
    this.#journal = journal;
    this.#top = dirname(place.state);
    this.#entry = entry;
  }

  /**
   * Keeps the originals of all files that may be written. Nothing of the project is changed yet.
   * @throws {TreeError} where a file is no longer what the plan was made from
   */
  static begin(
    place: TransactionPlace,
    info: TransactionInfo,
    paths: readonly string[],
    originals: OriginalFiles,
  ): Transaction {
    const top = dirname(place.state);
    const entry: JournalEntry = {
      version: 1,
      id: newId(),
      started: new Date().toISOString(),
      root: fromRoot(top, place.root),
      codemods: info.codemods,
      status: 'writing',
      files: paths.map((path) => journalFile(place.root, top, path, originals)),
      folders: [...new Set(paths.flatMap((path) => missingFolders(top, realTarget(place.root, path))))],
      units: info.units,
    };
    const journal = new Journal(place.fs, place.state);
    journal.begin(
      entry,
      entry.files.map((file) => bytesOf(top, file)),
    );
    return new Transaction(place, journal, entry);
  }

  /** Goes on with an apply that is in the journal. */
  static resume(place: TransactionPlace, entry: JournalEntry): Transaction {
    return new Transaction(place, new Journal(place.fs, place.state), entry);
  }

  /**
   * Writes files, one by one; yields after each. What it is about to write is in the journal first.
   * @param force overwrites also what somebody else has written meanwhile
   * @throws {TreeError} where somebody has, without `force`
   */
  *write(contents: Contents, force = false): Generator<void> {
    const wanted = [...contents].map(([path, bytes]) => ({ file: this.#fileOf(path), bytes }));
    const changed = wanted.filter(({ file, bytes }) => force || this.#current(file) !== hashOrNull(bytes));
    this.#expect(new Map(changed.map(({ file, bytes }) => [file.path, hashOrNull(bytes)])));
    for (const { file, bytes } of changed) {
      if (this.#isOver) return;
      this.#put(this.#fileAt(file.path), bytes, force);
      yield;
    }
  }

  /** All is well: the entry stays, for `undo`. */
  finish(units: readonly Unit[]): void {
    this.#entry = { ...this.#entry, status: 'applied', units };
    this.#journal.save(this.#entry);
  }

  /**
   * Puts everything back and forgets the entry, where that is not done already. Files that somebody else has written
   * meanwhile are left and named, and the entry stays.
   */
  rollBack(): Restored {
    if (this.#isOver) return { restored: [], left: [] };
    this.#isOver = true;
    const result = restoreEntry(this.#place.fs, this.#journal, this.#top, this.#entry, false);
    if (result.left.length === 0) this.#journal.remove(this.#entry);
    return result;
  }

  #put(file: JournalFile, bytes: Uint8Array | null, force: boolean): void {
    const { fs } = this.#place;
    const path = join(this.#top, file.path);
    const current = hashAt(path);
    if (!force && current !== file.before && !file.written.includes(current)) throw changed(file.path);
    if (bytes === null) {
      if (removeIfThere(fs, path)) syncFolder(fs, dirname(path));
      return;
    }
    makeFolders(fs, dirname(path));
    replaceFile(fs, path, temporaryOf(this.#top, this.#entry, file), bytes, file.mode);
  }

  #expect(hashes: ReadonlyMap<string, string | null>): void {
    if (hashes.size === 0) return;
    const files = this.#entry.files.map((file) => {
      const hash = hashes.get(file.path);
      if (hash === undefined) return file;
      return { ...file, written: [...file.written.filter((known) => known !== hash), hash] };
    });
    this.#entry = { ...this.#entry, files };
    this.#journal.save(this.#entry);
  }

  #fileOf(path: string): JournalFile {
    return this.#fileAt(fromRoot(this.#top, realTarget(this.#place.root, path)));
  }

  #fileAt(path: string): JournalFile {
    const file = this.#entry.files.find((candidate) => candidate.path === path);
    if (!file) throw new Error(`${path} is not in the journal`);
    return file;
  }

  #current(file: JournalFile): string | null {
    return file.written.length === 0 ? file.before : (file.written.at(-1) ?? null);
  }
}

function hashOrNull(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : hashOf(bytes);
}

function changed(path: string): TreeError {
  return new TreeError(`${path} was changed while perfmig was at work; run it again`);
}

function journalFile(root: string, top: string, path: string, originals: OriginalFiles): JournalFile {
  const target = realTarget(root, path);
  const original = originals.get(path);
  const before = original?.hash ?? null;
  if (hashAt(target) !== before) throw changed(path);
  const { encoding = 'utf8', bom = false } = original ?? {};
  return { path: fromRoot(top, target), before, written: [], encoding, bom, mode: modeOf(target) ?? { mode: 0o644 } };
}

function bytesOf(top: string, { path, before }: JournalFile): Buffer | undefined {
  if (before === null) return undefined;
  const bytes = readFileSync(join(top, path));
  if (hashOf(bytes) !== before) throw changed(path);
  return bytes;
}

function missingFolders(top: string, target: string): readonly string[] {
  const folder = dirname(target);
  if (modeOf(folder) !== undefined) return [];
  return [...missingFolders(top, folder), fromRoot(top, folder)];
}

/** Names sort by time; the number of the process keeps two in one millisecond apart. */
function newId(): string {
  return `${new Date().toISOString().replace(/[-:.]/g, '')}-${process.pid}`;
}
