/** Reads and writes files: what was read is kept while it doesn't change, what is written is written whole. */
import type { Stats } from 'node:fs';
import { resolve } from 'node:path';
import { mapBounded } from '../executor/map-bounded.ts';
import { settingsFor } from '../settings/settings-for.ts';
import { isOff } from '../settings/switches.ts';
import { ContentCache } from './content-cache.ts';
import { deepFreeze, type Frozen } from './deep-freeze.ts';
import { discoverIn, type Discovered, type Pattern } from './discover.ts';
import { FileFormatError, isNotFoundError, withPath } from './errors.ts';
import { asyncIo, syncIo, type Io } from './io.ts';
import type { FilesOptions, FilesStats, JsonFormat, ReadOptions } from './options.ts';
import { readLines, readPieces, type PiecesOptions } from './read-pieces.ts';
import { writeWhole, type Content, type WriteOptions } from './write-file.ts';
import { WriteQueue } from './write-queue.ts';

const HIGH_WATER_MARK = 100;

/** What all of a program's reads and writes may go through. Close it before the process ends. */
export class Files {
  readonly #io: Io;
  readonly #isOff: boolean;
  readonly #batchConcurrency: number;
  readonly #cache: ContentCache;
  readonly #queue: WriteQueue;
  #counts = { reads: 0, cacheHits: 0, bytesRead: 0, writes: 0, bytesWritten: 0, failures: 0 };

  /** @throws {RangeError} for a number at once that is none from 1 */
  constructor(options: FilesOptions = {}) {
    const settings = settingsFor('files');
    const { writeConcurrency = settings.writeConcurrency, batchConcurrency = settings.batchConcurrency } = options;
    const { cacheMaxBytes = settings.cacheMaxBytes, highWaterMark = HIGH_WATER_MARK, onWriteError } = options;
    this.#isOff = isOff('files', options.mode);
    this.#io = this.#isOff ? syncIo : asyncIo;
    this.#batchConcurrency = this.#isOff ? 1 : batchConcurrency;
    this.#cache = new ContentCache(this.#isOff ? 0 : cacheMaxBytes);
    this.#queue = new WriteQueue(this.#isOff ? 1 : writeConcurrency, highWaterMark, onWriteError);
  }

  /** Counts, for metrics. */
  get stats(): FilesStats {
    const { writing, queued } = this.#queue;
    return { ...this.#counts, cachedBytes: this.#cache.bytes, writing, queued };
  }

  /**
   * Whether something is at the path.
   * @throws what the system says where that can't be told: no right to look, a disk that fails
   */
  async exists(path: string): Promise<boolean> {
    try {
      await this.#io.stat(path);
      return true;
    } catch (error) {
      if (isNotFoundError(error)) return false;
      throw error;
    }
  }

  /**
   * The text of a file in UTF-8.
   * @throws what the system says, with `path`; `isNotFoundError` tells the missing ones
   */
  read(path: string, options?: ReadOptions): Promise<string> {
    return this.#read(path, 'text', (bytes) => bytes.toString('utf8'), options);
  }

  /** The bytes of a file, which are the caller's own. Throws like `read`. */
  async readBytes(path: string, options?: ReadOptions): Promise<Buffer> {
    const bytes = await this.#read(path, 'bytes', (own) => own, options);
    return this.#cache.isOn ? Buffer.from(bytes) : bytes;
  }

  /**
   * The value of a JSON file, made anew for each caller. A byte order mark is left out.
   * @throws {FileFormatError} where it is no JSON; and what the system says
   */
  async readJson<Value = unknown>(path: string, options?: ReadOptions): Promise<Value> {
    return parse(path, await this.read(path, options)) as Value;
  }

  /**
   * The value of a JSON file, frozen all through and shared: of a file that doesn't change it is parsed once.
   * Throws like `readJson`.
   */
  readJsonFrozen<Value = unknown>(path: string, options?: ReadOptions): Promise<Frozen<Value>> {
    const make = (bytes: Buffer): Frozen<Value> => deepFreeze(parse(path, bytes.toString('utf8')) as Value);
    return this.#read(path, 'json', make, options);
  }

  /** The bytes of a file in pieces of 1 MiB, for what is too large to hold; each is read when asked for. */
  readPieces(path: string, options: PiecesOptions = {}): AsyncGenerator<Buffer, void, undefined> {
    return readPieces(this.#io, path, options);
  }

  /** The lines of a file in UTF-8, however long it is. */
  readLines(path: string, options: PiecesOptions = {}): AsyncGenerator<string, void, undefined> {
    return readLines(this.#io, path, options);
  }

  /**
   * Writes a file whole or not at all, after the writes of the same file that were asked for before. What comes in
   * pieces is taken as it is written, so it is never all in memory.
   * @throws what the system says, with `path`; the signal's reason; {ClosedError}
   */
  async write(path: string, content: Content, options: WriteOptions = {}): Promise<void> {
    await this.#queue.add(resolve(path), () => this.#write(path, content, options), options.signal);
  }

  /**
   * Writes a value as JSON, with a line's end. Throws like `write`, and a `TypeError` for what JSON doesn't know.
   */
  async writeJson(path: string, value: unknown, { indent, ...options }: WriteOptions & JsonFormat = {}): Promise<void> {
    await this.write(path, jsonText(path, value, indent), options);
  }

  /**
   * Writes a file some time soon, and returns at once. Of several that wait for the same file the last is written.
   * Failures go to `onWriteError`, or are thrown by `flush` and `close`.
   * @returns whether more may come; where not, wait for `flush` first, or memory fills
   * @throws {ClosedError}
   */
  writeSoon(path: string, content: Content, options: Omit<WriteOptions, 'signal'> = {}): boolean {
    return this.#queue.addSoon(resolve(path), () => this.#write(path, content, options));
  }

  /** Makes a folder, with those above it; one that is there is no error. */
  async mkdir(path: string): Promise<void> {
    await this.#io.mkdir(path);
  }

  /** Makes several folders. */
  async createDirs(paths: Iterable<string>): Promise<void> {
    await this.batch(new Set(paths), (path) => this.mkdir(path));
  }

  /** Visits paths a few at a time; the results in their order. The first failure ends it. */
  batch<Item, Result>(
    items: Iterable<Item> | AsyncIterable<Item>,
    visit: (item: Item, index: number) => Result | PromiseLike<Result>,
    options: { readonly concurrency?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Result[]> {
    const concurrency = this.#isOff ? 1 : (options.concurrency ?? this.#batchConcurrency);
    return mapBounded(items, visit, { concurrency, signal: options.signal });
  }

  /**
   * Files by name from several folders, which are read side by side; of each name the one of the nearest folder.
   * @param tiers the folders, the nearest first: `standardTiers('tool', process.cwd())`
   * @param pattern `*.json`, `rules/**`, or a function of the name
   */
  discover(
    tiers: readonly string[],
    pattern: Pattern,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Discovered[]> {
    return discoverIn(this.#io, tiers, pattern, options.signal);
  }

  /**
   * Resolves when everything that was to be written by now is written.
   * @throws {UnwrittenError} for what `writeSoon` could not write, where there is no `onWriteError`
   */
  flush(): Promise<void> {
    return this.#queue.flush();
  }

  /** Takes no more writes, and ends like `flush`. */
  close(): Promise<void> {
    return this.#queue.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #read<Value>(
    path: string,
    kind: string,
    make: (bytes: Buffer) => Value,
    { signal, cache = true, mode }: ReadOptions = {},
  ): Promise<Value> {
    signal?.throwIfAborted();
    this.#counts.reads++;
    try {
      if (mode !== undefined && isOff('files', mode)) return make(await this.#readNow(path, signal, syncIo));
      if (!cache || !this.#cache.isOn) return make(await this.#readNow(path, signal));
      return await this.#readCached(path, kind, make, signal);
    } catch (error) {
      this.#counts.failures++;
      throw withPath(error, path);
    }
  }

  async #readCached<Value>(
    path: string,
    kind: string,
    make: (bytes: Buffer) => Value,
    signal: AbortSignal | undefined,
  ): Promise<Value> {
    const key = `${kind}:${resolve(path)}`;
    const statsAt = Date.now();
    const stats: Stats = await this.#io.stat(path);
    const known = this.#cache.get(key, stats);
    if (known) {
      this.#counts.cacheHits++;
      return known.value as Value;
    }
    const value = make(await this.#readNow(path, signal));
    if (stats.isFile()) this.#cache.set(key, stats, statsAt, value);
    return value;
  }

  async #readNow(path: string, signal: AbortSignal | undefined, io = this.#io): Promise<Buffer> {
    const bytes = await io.readFile(path, signal);
    this.#counts.bytesRead += bytes.length;
    return bytes;
  }

  async #write(path: string, content: Content, options: WriteOptions): Promise<void> {
    this.#counts.writes++;
    try {
      const size = await writeWhole(this.#io, path, content, options);
      this.#counts.bytesWritten += size;
    } catch (error) {
      this.#counts.failures++;
      throw error;
    }
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) as unknown;
  } catch (error) {
    throw new FileFormatError(path, 'JSON', error);
  }
}

function jsonText(path: string, value: unknown, indent: JsonFormat['indent']): string {
  const text = JSON.stringify(value, undefined, indent) as string | undefined;
  if (text === undefined) throw new TypeError(`${path}: ${typeof value} is nothing that JSON knows`);
  return `${text}\n`;
}
