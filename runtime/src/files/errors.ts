/** What goes wrong with files. What the system says stays Node's own error, with its `code`; its path is always there. */
import { hasCode, RuntimeError } from '../errors/runtime-error.ts';

const FORMAT = 'PERFMIG_FILE_FORMAT';
const UNWRITTEN = 'PERFMIG_UNWRITTEN';

/** Nothing is there: neither the file nor, perhaps, its folder. */
const NOT_THERE: readonly unknown[] = ['ENOENT', 'ENOTDIR'];

/** Whether an error says that nothing is at the path, as opposed to something that can't be read. */
export function isNotFoundError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && NOT_THERE.includes(error.code);
}

/** A file is there and isn't what it should be: no JSON. The cause says where. */
export class FileFormatError extends RuntimeError {
  /** The file. */
  readonly path: string;

  /** @param format what it should have been: `JSON` */
  constructor(path: string, format: string, cause: unknown) {
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    super(FORMAT, `${path} is no ${format}${why}`, { cause });
    this.path = path;
  }
}

/** Whether an error says that a file isn't what it should be. */
export function isFileFormatError(error: unknown): error is FileFormatError {
  return hasCode(error, FORMAT);
}

/** A file that `writeSoon` could not write. */
export interface Unwritten {
  /** Where it should have gone. */
  readonly path: string;
  /** Why it could not be written. */
  readonly error: unknown;
}

/** Files that `writeSoon` could not write, and nobody was told; the cause is the first one's error. */
export class UnwrittenError extends RuntimeError {
  /** Each of them. */
  readonly files: readonly Unwritten[];

  constructor(files: readonly Unwritten[]) {
    const names = files.map(({ path }) => path).join(', ');
    super(UNWRITTEN, `not written: ${names}`, { cause: files[0]?.error });
    this.files = files;
  }
}

/** Whether an error says that files were not written. */
export function isUnwrittenError(error: unknown): error is UnwrittenError {
  return hasCode(error, UNWRITTEN);
}

/** Gives an error of the system its path: what is done to an open file has none. Aborts stay as they are. */
export function withPath(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || 'path' in error) return error;
  error.message += ` '${path}'`;
  return Object.assign(error, { path });
}
