/** Keeps two perfmigs from changing the same files at once. */
import { readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { BusyError } from '../../project/errors.ts';
import { isObject, stringIn } from '../../project/json-file.ts';
import type { FileSystem } from './file-system.ts';
import { makeFolders, removeIfThere, writeNew } from './write.ts';

export interface Lock {
  release(): void;
}

/** Whoever holds it, or tries to. */
interface Claim {
  readonly path: string;
  readonly pid: number;
  readonly host: string;
  /** When the process began, as the system counts; empty where that can't be known. */
  readonly born: string;
}

/** How often one tries anew where two began in the same moment. */
const TRIES = 4;

/**
 * Takes the lock. Each process first makes a claim of its own and then looks for others, so at least one of two sees
 * the other. Claims of processes that are gone are taken away.
 * @throws {BusyError} where another perfmig has it
 */
export async function takeLock(fs: FileSystem, folder: string): Promise<Lock> {
  const locks = join(folder, 'locks');
  makeFolders(fs, locks);
  for (let attempt = 1; ; attempt++) {
    const own = claim(fs, locks);
    const other = claimsIn(locks).find(({ path }) => path !== own && !isGone(fs, path));
    if (other === undefined) return { release: () => release(fs, own) };
    removeIfThere(fs, own);
    if (attempt === TRIES) throw new BusyError(busyLine(other));
    await setTimeout(20 + Math.random() * 80);
  }
}

/** A claim that can't be removed is no reason to fail: the next perfmig sees that its process is gone. */
function release(fs: FileSystem, own: string): void {
  try {
    removeIfThere(fs, own);
  } catch {
    // As said.
  }
}

function busyLine({ pid, host, path }: Claim): string {
  if (host === hostname()) return `another perfmig (process ${pid}) is changing files here; wait until it is done`;
  return `another perfmig (process ${pid} on ${host}) is changing files here; if that machine is gone, remove ${path}`;
}

function claim(fs: FileSystem, locks: string): string {
  const path = join(locks, String(process.pid));
  const content = { pid: process.pid, host: hostname(), born: birthOf(process.pid) };
  // Left by an earlier process of the same number.
  removeIfThere(fs, path);
  writeNew(fs, path, Buffer.from(JSON.stringify(content)));
  return path;
}

function claimsIn(locks: string): readonly Claim[] {
  return readdirSync(locks).flatMap((name) => (/^\d+$/.test(name) ? [readClaim(join(locks, name), Number(name))] : []));
}

/** A claim that is just being written has a name, and that is enough. */
function readClaim(path: string, pid: number): Claim {
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isObject(json)) return { path, pid, host: stringIn(json, 'host') ?? '', born: stringIn(json, 'born') ?? '' };
  } catch {
    // Half written, or gone by now.
  }
  return { path, pid, host: hostname(), born: '' };
}

/** Whether nobody stands behind a claim any more; it is then taken away. */
function isGone(fs: FileSystem, path: string): boolean {
  const { pid, host, born } = readClaim(path, Number(/\d+$/.exec(path)?.[0]));
  if (host !== hostname() || isAlive(pid, born)) return false;
  removeIfThere(fs, path);
  return true;
}

/** Numbers of processes are used again: where it can be known, the time of birth must agree. */
function isAlive(pid: number, born: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const current = birthOf(pid);
  return born === '' || current === '' || born === current;
}

/** Clock ticks from the start of the machine to that of the process, on Linux. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
