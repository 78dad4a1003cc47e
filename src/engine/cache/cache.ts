/** What a run may take over from earlier ones. It is rebuilt where anything is wrong with it, and changes no result. */
import type { DecodedText } from '../../project/decode.ts';
import { CacheFolder } from './cache-folder.ts';
import { FileRecord } from './file-record.ts';
import { INDEX, indexFrom, indexToBytes, type ProjectIndex } from './project-index.ts';
import { recordsToBytes, StoredRecords } from './records.ts';
import { hashOf, hashOfText } from './stamp.ts';

/** How a cache is to be used. */
export interface CacheChoice {
  /** Told in words, at most once, why there was a cache that could not be used. */
  readonly onRebuild?: (why: string) => void;
  /** The project a root stands for, both absolute; where this is given, nothing is written. */
  readonly homeOf?: (root: string) => string;
}

/** Names of its files. */
const RECORDS = 'records';
const OTHER_RUNS = 'run-';

/** Runs on some paths or with some rules that are kept beside the one on everything. */
const MOST_OTHER_RUNS = 4;

export class Cache {
  readonly #folder: CacheFolder;
  readonly #tables: string;
  readonly #isReadOnly: boolean;
  readonly #stored: StoredRecords | undefined;
  readonly #records = new Map<string, FileRecord>();

  private constructor(folder: CacheFolder, tables: string, isReadOnly: boolean) {
    this.#folder = folder;
    this.#tables = tables;
    this.#isReadOnly = isReadOnly;
    this.#stored = storedIn(folder, tables);
  }

  /**
   * Opens the cache of a project. Never throws.
   * @param root absolute
   * @param apis what its configurations add to the tables of APIs
   */
  static async open(root: string, apis: unknown, { onRebuild, homeOf }: CacheChoice): Promise<Cache> {
    const folder = new CacheFolder(homeOf?.(root) ?? root, onRebuild ?? (() => undefined));
    await folder.check();
    return new Cache(folder, hashOf(JSON.stringify(apis)), homeOf !== undefined);
  }

  /** What is known of a file with this content; a new record where that is nothing. */
  recordOf(path: string, content: Pick<DecodedText, 'text' | 'encoding'>): FileRecord {
    const hash = hashOfText(content);
    const record = this.#stored?.recordOf(path, hash) ?? new FileRecord(hash);
    this.#records.set(path, record);
    return record;
  }

  /** The index an earlier run left, if all that it depends on is as it was then. */
  indexFor(key: string, name: string): ProjectIndex | undefined {
    const content = this.#folder.read(name);
    if (content === undefined) return undefined;
    try {
      const index = indexFrom(content);
      return index.key === key ? index : undefined;
    } catch {
      this.#folder.reject();
      return undefined;
    }
  }

  /** Keeps what this run has learned. Never throws. */
  save(index: ProjectIndex, name: string): void {
    if (this.#isReadOnly) return;
    const records = [...this.#records.values()];
    const isAsStored = this.#stored?.size === records.length && !records.some(({ isNew }) => isNew);
    if (!isAsStored) this.#folder.write(RECORDS, recordsToBytes(this.#records, this.#tables));
    this.#folder.write(name, indexToBytes(index));
    this.#folder.prune(OTHER_RUNS, MOST_OTHER_RUNS);
  }
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
