/** What `Files` may be told. */
import type { Switch } from '../settings/parts.ts';
import type { Unwritten } from './errors.ts';

/** How files are read and written. */
export interface FilesOptions {
  /** How many files are written at once; 10 by default. The writes of one file always come one after the other. */
  readonly writeConcurrency?: number | undefined;
  /** How many `batch` visits at once; 5 by default. */
  readonly batchConcurrency?: number | undefined;
  /** Bytes of the files whose contents are kept for as long as they don't change; 32 MiB by default, 0 keeps none. */
  readonly cacheMaxBytes?: number | undefined;
  /** How many writes may wait until `writeSoon` asks for patience; 100 by default. */
  readonly highWaterMark?: number | undefined;
  /** Told of each file that `writeSoon` could not write. Without it `flush` and `close` reject with these. */
  readonly onWriteError?: ((failure: Unwritten) => void) | undefined;
  /** `off` does everything at once and one after the other, and keeps nothing; `on` by default. */
  readonly mode?: Switch | undefined;
}

/** What a read may be told. */
export interface ReadOptions {
  /** Gives up. */
  readonly signal?: AbortSignal | undefined;
  /** Whether an unchanged file may be given as it was read before; yes by default. */
  readonly cache?: boolean | undefined;
  /** `off` reads at once, by a call that blocks, and keeps nothing; by default that of the object. */
  readonly mode?: Switch | undefined;
}

/** What JSON is written with. */
export interface JsonFormat {
  /** As in `JSON.stringify`; none by default, as files for machines need none. */
  readonly indent?: number | string | undefined;
}

/** Counts since the beginning, and what is under way. */
export interface FilesStats {
  /** Reads that were asked for. */
  readonly reads: number;
  /** Reads that were answered with what was kept. */
  readonly cacheHits: number;
  /** Bytes that came from files. */
  readonly bytesRead: number;
  /** Bytes of the files whose contents are kept. */
  readonly cachedBytes: number;
  /** Writes that were begun. */
  readonly writes: number;
  /** Bytes that went into files. */
  readonly bytesWritten: number;
  /** Reads and writes that failed. */
  readonly failures: number;
  /** Files that are written now. */
  readonly writing: number;
  /** Writes that wait. */
  readonly queued: number;
}
