/** Writing a file whole or not at all. */
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { isNotFoundError, withPath } from './errors.ts';
import type { Data, Io } from './io.ts';
import { renameOver } from './rename.ts';

/** What may be written: all at once, or in pieces as they come. */
export type Content = Data | Iterable<Data> | AsyncIterable<Data>;

/** How a file is written. */
export interface WriteOptions {
  /**
   * Whether readers see the old content or the new, and never a part, even after the process was killed; yes by
   * default. A link that leads to the file stays one; a second name of it (hard link) keeps the old content.
   */
  readonly atomic?: boolean | undefined;
  /** Whether it is on the disk, and not only with the system, when the write ends; yes by default. */
  readonly sync?: boolean | undefined;
  /** Permissions of a file that is new, 0o666 by default, less those the process leaves out; one that is there keeps its own. */
  readonly mode?: number | undefined;
  /** Gives up. What was there stays, where the write is atomic. */
  readonly signal?: AbortSignal | undefined;
}

const NEW_FILE_MODE = 0o666;
const PERMISSIONS = 0o7777;

/**
 * Writes a file: to a temporary one beside it, brought to the disk, and renamed over it. What isn't a plain file, such
 * as a pipe or a device, is written to as it is.
 * @returns how many bytes were written
 * @throws what the system says, with the path, and the signal's reason
 */
export async function writeWhole(io: Io, path: string, content: Content, options: WriteOptions = {}): Promise<number> {
  const { atomic = true, signal } = options;
  signal?.throwIfAborted();
  try {
    if (!atomic) return await fill(io, await io.open(path, 'w', options.mode), content, options);
    const { target, mode } = await targetOf(io, path);
    if (mode === 'special') return await fill(io, await io.open(path, 'w'), content, { ...options, sync: false });
    return await replace(io, target, mode, content, options);
  } catch (error) {
    throw withPath(error, path);
  }
}

interface Target {
  /** Where links lead in the end. */
  readonly target: string;
  /** The permissions it has; undefined where it is new, and `special` where it can't be replaced. */
  readonly mode: number | 'special' | undefined;
}

async function targetOf(io: Io, path: string): Promise<Target> {
  try {
    const stats = await io.stat(path);
    if (!stats.isFile()) return { target: path, mode: 'special' };
    return { target: await io.realpath(path), mode: stats.mode & PERMISSIONS };
  } catch (error) {
    if (!isNotFoundError(error)) throw error;
    // A link that leads nowhere yet: what it names is made.
    const isLink = await io.lstat(path).then(
      (stats) => stats.isSymbolicLink(),
      () => false,
    );
    return { target: path, mode: isLink ? 'special' : undefined };
  }
}

async function replace(
  io: Io,
  target: string,
  mode: number | undefined,
  content: Content,
  options: WriteOptions,
): Promise<number> {
  const folder = dirname(target);
  // The process is part of the name, so that what a killed one left behind can be told from what is being written.
  const temporary = join(folder, `.${basename(target)}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);
  const file = await io.open(temporary, 'wx', mode ?? options.mode ?? NEW_FILE_MODE);
  try {
    // What the process leaves out of new files' permissions, it must not leave out of this one's.
    if (mode !== undefined) await io.chmod(file, mode).catch(ignore);
    const size = await fill(io, file, content, options);
    options.signal?.throwIfAborted();
    await renameOver(io, temporary, target);
    if (options.sync !== false) await syncFolder(io, folder);
    return size;
  } catch (error) {
    await io.unlink(temporary).catch(ignore);
    throw error;
  }
}

/** Writes all to an open file and closes it, however that ends. */
async function fill(io: Io, file: number, content: Content, { sync = true, signal }: WriteOptions): Promise<number> {
  try {
    let size = 0;
    for await (const data of piecesOf(content)) {
      signal?.throwIfAborted();
      await io.write(file, data);
      size += Buffer.byteLength(data);
    }
    if (sync) await io.sync(file);
    return size;
  } finally {
    await io.close(file);
  }
}

function piecesOf(content: Content): Iterable<Data> | AsyncIterable<Data> {
  return typeof content === 'string' || ArrayBuffer.isView(content) ? [content] : content;
}

/** A new name is on the disk when its folder is. Windows can't open folders, and does it by itself. */
async function syncFolder(io: Io, folder: string): Promise<void> {
  try {
    const file = await io.open(folder, 'r');
    await io.sync(file).finally(() => io.close(file));
  } catch {
    // The file is written and in its place; some file systems take no more than that.
  }
}

function ignore(): void {
  // Nothing is lost: there is an error to tell of already, or none at all.
}
