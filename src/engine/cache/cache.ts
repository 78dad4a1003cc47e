/** What a run may take over from earlier ones. It is rebuilt where anything is wrong with it, and changes no result. */
import { join } from 'node:path';
import type { DecodedText } from '../../project/decode.ts';
import { readSource, type SourceText } from '../../project/read-source.ts';
import { CacheFolder } from './cache-folder.ts';
import { FileRecord } from './file-record.ts';
import { INDEX, indexFrom, indexToBytes, type ProjectIndex } from './project-index.ts';
import { recordsToBytes, StoredRecords } from './records.ts';
import { hashOf, hashOfText } from './stamp.ts';

/** How a cache is to be used. */
export interface CacheChoice {
  /** Told in words, at most once, why there was a cache that could not be used. */
  readonly onRebuild?: (why: string) => void;
  /** The project a root stands for, both absolute; where this is given, nothing is written unless `keeps` says so. */
  readonly homeOf?: (root: string) => string;
  /**
   * The run is of one of several states of the project: its findings are kept beside those of the folder itself, and
   * with `all` what is known of its files too.
   */
  readonly keeps?: 'findings' | 'all';
  /** What earlier runs of this process have read and learned; this run adds to it. */
  readonly shared?: Shared;
  /** Nothing is read or written: there is only `shared`. */
  readonly inMemory?: true;
}

/** Names of its files. */
const RECORDS = 'records';
const OTHER_RUNS = 'run-';
const STATES = 'state-';

/** Runs on some paths or with some rules that are kept beside the one on everything. */
const MOST_OTHER_RUNS = 4;
/** Commits whose findings are kept. */
const MOST_STATES = 4;

/** What runs of one process hand on. */
export interface Shared {
  /** By what each is true for. */
  readonly records: Map<string, FileRecord>;
  /** By the absolute path; of files that have not changed since. */
  readonly sources: Map<string, SourceText>;
}

export class Cache {
  /** Undefined where nothing is on disk. */
  readonly #folder: CacheFolder | undefined;
  readonly #tables: string;
  readonly #choice: CacheChoice;
  readonly #stored: StoredRecords | undefined;
  readonly #records = new Map<string, FileRecord>();

  private constructor(folder: CacheFolder | undefined, tables: string, choice: CacheChoice) {
    this.#folder = folder;
    this.#tables = tables;
    this.#choice = choice;
    this.#stored = folder && storedIn(folder, tables);
  }

  /**
   * Opens the cache of a project. Never throws.
   * @param root absolute
   * @param apis what its configurations add to the tables of APIs
   */
  static async open(root: string, apis: unknown, choice: CacheChoice): Promise<Cache> {
    const { onRebuild, homeOf, inMemory = false } = choice;
    const folder = inMemory ? undefined : new CacheFolder(homeOf?.(root) ?? root, onRebuild ?? (() => undefined));
    await folder?.check();
    return new Cache(folder, hashOf(JSON.stringify(apis)), choice);
  }

  /** Reads a source file, unless that has been done. @param path relative to the root */
  sourceOf(root: string, path: string): SourceText {
    const sources = this.#choice.shared?.sources;
    const absolute = join(root, path);
    const source = sources?.get(absolute) ?? readSource(absolute, path);
    sources?.set(absolute, source);
    return source;
  }

  /** What is known of a file with this content; a new record where that is nothing. */
  recordOf(path: string, content: Pick<DecodedText, 'text' | 'encoding'>): FileRecord {
    const hash = hashOfText(content);
    const { shared } = this.#choice;
    const key = `${this.#tables} ${hash} ${path}`;
    const record = shared?.records.get(key) ?? this.#stored?.recordOf(path, hash) ?? new FileRecord(hash);
    this.#records.set(path, record);
    shared?.records.set(key, record);
    return record;
  }

  /** The index an earlier run left, if all that it depends on is as it was then. */
  indexFor(key: string, name: string): ProjectIndex | undefined {
    const names = this.#choice.keeps ? [stateName(key), name] : [name];
    for (const one of names) {
      const index = this.#readIndex(one);
      if (index?.key === key) return index;
    }
    return undefined;
  }

  #readIndex(name: string): ProjectIndex | undefined {
    const content = this.#folder?.read(name);
    try {
      return content && indexFrom(content);
    } catch {
      this.#folder?.reject();
      return undefined;
    }
  }

  /** Keeps what this run has learned. Never throws. */
  save(index: ProjectIndex, name: string): void {
    const { homeOf, keeps } = this.#choice;
    if (this.#folder === undefined || (homeOf !== undefined && keeps === undefined)) return;
    const records = [...this.#records.values()];
    const isAsStored = this.#stored?.size === records.length && !records.some(({ isNew }) => isNew);
    if (!isAsStored && keeps !== 'findings') this.#folder.write(RECORDS, recordsToBytes(this.#records, this.#tables));
    this.#folder.write(keeps ? stateName(index.key) : name, indexToBytes(index));
    this.#folder.prune(OTHER_RUNS, MOST_OTHER_RUNS);
    this.#folder.prune(STATES, MOST_STATES);
  }
}

/** The file of a state's index. */
function stateName(key: string): string {
  return `${STATES}${key.slice(0, 8)}`;
}

function storedIn(folder: CacheFolder, tables: string): StoredRecords | undefined {
  const content = folder.read(RECORDS);
  if (content === undefined) return undefined;
  try {
    return new StoredRecords(content, tables);
  } catch {
    folder.reject();
    return undefined;
  }
}

/** The file of a run's index; `part` says what was asked, undefined for everything. */
export function indexName(part: string | undefined): string {
  return part === undefined ? INDEX : `${OTHER_RUNS}${hashOf(part).slice(0, 8)}`;
}
