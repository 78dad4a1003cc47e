/** Runs the built command in a process of its own; `npm run build` comes first. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The command, as npm links it. */
export const BIN = fileURLToPath(new URL('../../bin/perfmig.js', import.meta.url));

/** The user `nobody`: tests run as root read everything otherwise. */
const NOBODY = 65_534;

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs with no more rights than any user has. */
  readonly asNobody?: boolean;
}

/** Starts the command. Its environment has nothing that changes colours or progress but what `env` says. */
export function startCli(args: readonly string[], { cwd, env = {}, asNobody = false }: RunOptions): ChildProcess {
  const user = asNobody && process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const inherited = { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] };
  return spawn(process.execPath, [BIN, ...args], { cwd, env: { ...inherited, ...env }, ...user });
}

/** Runs the command to its end. */
export async function runCli(args: readonly string[], options: RunOptions): Promise<Run> {
  const child = startCli(args, options);
  const [stdout, stderr] = [child.stdout, child.stderr].map(async (stream) => (stream ? text(stream) : ''));
  await once(child, 'close');
  return { stdout: (await stdout) ?? '', stderr: (await stderr) ?? '', exitCode: child.exitCode };
}
