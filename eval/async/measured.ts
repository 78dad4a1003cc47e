/** Runs a command and measures the CPU time of all processes it starts. */
import { spawn } from 'node:child_process';

export interface Measured {
  /** Null where it took too long. */
  readonly exitCode: number | null;
  /** Both streams, as they came. */
  readonly output: string;
  /** User and system time, of the command and of what it waited for. */
  readonly cpuSeconds: number;
}

/** How long a command may take before it is ended. */
const MILLISECONDS = 20 * 60_000;

/** Runs a command in the shell, whose `times` tells what its children took. */
export async function measured(command: string, cwd: string): Promise<Measured> {
  const script = `( ${command}\n)\ncode=$?\necho\ntimes\nexit $code`;
  const child = spawn(script, { cwd, shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid), MILLISECONDS);
  let output = '';
  const keep = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) =>
      child.on('error', reject).on('close', resolve),
    );
    return { exitCode, ...splitTimes(output) };
  } finally {
    clearTimeout(timer);
  }
}

/** The last of the two lines is about the children: `0m1.25s 0m0.5s`. */
function splitTimes(output: string): Pick<Measured, 'output' | 'cpuSeconds'> {
  const found = /\n?[^\n]+\n(\d+)m([\d.]+)s (\d+)m([\d.]+)s\n$/.exec(output);
  if (!found) return { output, cpuSeconds: 0 };
  const [minutes = 0, seconds = 0, systemMinutes = 0, systemSeconds = 0] = found.slice(1).map(Number);
  const cpuSeconds = (minutes + systemMinutes) * 60 + seconds + systemSeconds;
  return { output: output.slice(0, found.index), cpuSeconds };
}
