/** The twin of `spawnSync`, on which the others are built. */
import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnSyncOptions, SpawnSyncReturns, StdioOptions } from 'node:child_process';
import type { Readable } from 'node:stream';
import { argsAndOptions } from './args-and-options.ts';

/** Bytes of output after which a child is stopped, unless `maxBuffer` says otherwise. */
const MOST_OUTPUT = 1024 * 1024;

/** Runs a program to its end; never rejects because of it. Resolves to what `spawnSync` returns. */
export async function spawnCommand(
  command: string,
  given?: readonly string[] | SpawnSyncOptions,
  more?: SpawnSyncOptions,
): Promise<SpawnSyncReturns<string | Buffer>> {
  const [args, options] = argsAndOptions(given, more);
  const { input, encoding, timeout = 0, maxBuffer = MOST_OUTPUT, killSignal = 'SIGTERM', stdio, ...rest } = options;
  const child = spawn(command, [...args], { ...rest, stdio: pipes(stdio, input) });
  let failure: Error | undefined;
  const stop = (code: 'ENOBUFS' | 'ETIMEDOUT'): void => {
    failure = failure || stopped(child, code);
    child.kill(killSignal);
    // Its own children may hold the pipes open; nobody waits for those.
    for (const stream of [child.stdout, child.stderr]) if (stream) stream.destroy();
  };
  const timer = timeout > 0 ? setTimeout(() => stop('ETIMEDOUT'), timeout) : undefined;
  const streams = [child.stdout, child.stderr].map((stream) => gathered(stream, maxBuffer, () => stop('ENOBUFS')));
  // What a child that has ended no longer reads is nobody's loss.
  if (child.stdin) child.stdin.on('error', () => undefined);
  if (child.stdin && input !== undefined) child.stdin.end(input);
  const [status, signal] = await ended(child, (error) => {
    failure = failure || error;
  });
  clearTimeout(timer);
  const [stdout = null, stderr = null] = streams.map((chunks) =>
    chunks ? decoded(Buffer.concat(chunks), encoding) : null,
  );
  const isStarted = child.pid !== undefined;
  const output = isStarted
    ? { output: [null, stdout, stderr], stdout, stderr }
    : { output: null, stdout: null, stderr: null };
  const result = { pid: child.pid || 0, ...output, status, signal, ...(failure ? { error: failure } : {}) };
  return result as SpawnSyncReturns<string | Buffer>;
}

/** How a child ended; one that can't be started fails with what `spawnSync` says of it. */
function ended(
  child: ChildProcess,
  failed: (error: Error) => void,
): Promise<[status: number | null, signal: NodeJS.Signals | null]> {
  return new Promise((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      const syscall = `spawnSync ${child.spawnfile}`;
      failed(Object.assign(error, { syscall, message: `${syscall} ${error.code || error.message}` }));
      if (child.pid === undefined) resolve([null, null]);
    });
    child.on('close', (status, signal) => resolve([status, signal]));
  });
}

function stopped({ spawnfile, spawnargs }: ChildProcess, code: 'ENOBUFS' | 'ETIMEDOUT'): Error {
  const syscall = `spawnSync ${spawnfile}`;
  const errno = code === 'ENOBUFS' ? -105 : -110;
  return Object.assign(new Error(`${syscall} ${code}`), {
    errno,
    code,
    syscall,
    path: spawnfile,
    spawnargs: spawnargs.slice(1),
  });
}

/** Collects what a stream gives, and says when it is too much. */
function gathered(stream: Readable | null, most: number, exceed: () => void): Buffer[] | null {
  if (!stream) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size > most) exceed();
  });
  return chunks;
}

/** The child's streams; its input is there only where something is given to it, and ends at once where nothing is. */
function pipes(stdio: StdioOptions | undefined, input: unknown): StdioOptions {
  const [given, stdout, stderr, ...more] = Array.isArray(stdio) ? stdio : [stdio, stdio, stdio];
  const stdin = given === undefined || given === null || given === 'pipe' ? 'ignore' : given;
  const hasInput = input !== undefined && input !== null;
  return [hasInput ? 'pipe' : stdin, stdout || 'pipe', stderr || 'pipe', ...more];
}

function decoded(bytes: Buffer, encoding: string | null | undefined): string | Buffer {
  const isText = encoding !== undefined && encoding !== null && encoding !== 'buffer';
  return isText ? bytes.toString(encoding as BufferEncoding) : bytes;
}
