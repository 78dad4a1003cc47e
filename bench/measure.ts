/**
 * Runs a command and tells the CPU time and peak memory of it and its
 * descendants, all threads included. CPU time comes from bash's `time`, which
 * asks the kernel (getrusage) and so works for any program; memory from the
 * high-water marks in /proc, sampled until the end. Linux only.
 */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

export interface Measurement {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakBytes: number;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const SAMPLE_MS = 10;
/** A command that runs longer is ended, so that a hang is told instead of waited for. */
const LIMIT_SECONDS = 300;
/** `time` writes to descriptor 3; the command keeps its own stderr and does not see 3 and 4. */
const TIMED = 'TIMEFORMAT="%3U %3S"; { time "$@" 2>&4 3>&- 4>&- ; } 4>&2 2>&3';

/** Runs a command to its end. Rejects where it can't be started or timed; a failing exit code is the caller's to judge. */
export async function measure(command: Command): Promise<Measurement> {
  const started = performance.now();
  const shell = spawn('bash', ['-c', TIMED, 'time', command.program, ...command.args], {
    cwd: command.cwd,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let peakBytes = 0;
  const sampler = setInterval(() => {
    peakBytes = Math.max(peakBytes, shell.pid === undefined ? 0 : bytesOfDescendants(shell.pid));
  }, SAMPLE_MS);
  const limit = setTimeout(() => {
    if (shell.pid !== undefined) end(shell.pid);
  }, LIMIT_SECONDS * 1000);
  try {
    const exited = new Promise<number>((resolve, reject) => {
      shell.once('error', reject);
      shell.once('close', (code) => resolve(code ?? 1));
    });
    const outputs = [shell.stdout, shell.stderr, shell.stdio[3] as Readable].map((stream) => textOf(stream));
    const [exitCode, stdout = '', stderr = '', times = ''] = await Promise.all([exited, ...outputs]);
    const wallSeconds = (performance.now() - started) / 1000;
    if (wallSeconds >= LIMIT_SECONDS) throw new Error(`${command.args.join(' ')}: not done after ${LIMIT_SECONDS} s`);
    return { cpuSeconds: secondsIn(times), wallSeconds, peakBytes, exitCode, stdout, stderr };
  } finally {
    clearInterval(sampler);
    clearTimeout(limit);
  }
}

/** What a stream holds; all of these are pipes, which the types don't know. */
function textOf(stream: Readable | null): Promise<string> {
  return stream === null ? Promise.resolve('') : text(stream);
}

function secondsIn(times: string): number {
  // A command that a signal ended is announced on the lines before.
  const last = times.trim().split('\n').at(-1) ?? '';
  const [user = NaN, system = NaN] = last.split(' ').map(Number);
  const seconds = user + system;
  if (!Number.isFinite(seconds)) throw new Error(`bash did not tell the CPU time, but: ${times}`);
  return seconds;
}

/** Sum of the high-water marks of the living descendants of a process; for a single one this never falls. */
function bytesOfDescendants(pid: number): number {
  let bytes = 0;
  for (const child of childrenOf(pid)) bytes += highWaterMark(child) + bytesOfDescendants(child);
  return bytes;
}

/** Ends the descendants of a process, the deepest first; the process itself then ends by itself. */
function end(pid: number): void {
  for (const child of childrenOf(pid)) {
    end(child);
    unlessGone(() => process.kill(child, 'SIGKILL'), false);
  }
}

function childrenOf(pid: number): readonly number[] {
  const threads = unlessGone(() => readdirSync(`/proc/${pid}/task`), []);
  return threads.flatMap((thread) => {
    const children = unlessGone(() => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'), '');
    return children.split(' ').filter(Boolean).map(Number);
  });
}

function highWaterMark(pid: number): number {
  const status = unlessGone(() => readFileSync(`/proc/${pid}/status`, 'utf8'), '');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

/** A process may end between finding and asking it; that is no fault. */
function unlessGone<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
