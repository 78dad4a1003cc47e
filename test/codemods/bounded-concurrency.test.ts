/** The fixtures of bounded-concurrency as programs: the same output before and after, and another number of calls under way. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FIXTURES = join(import.meta.dirname, '../../fixtures/codemods/bounded-concurrency');
const PROBE = join(import.meta.dirname, 'in-flight.cjs');
const JITI = join(import.meta.dirname, '../../node_modules/jiti/lib/jiti-cli.mjs');

/** The highest limit of the codemod, and a statement beside it in a row. */
const HIGHEST = 16 + 1;

interface Run {
  readonly output: string;
  /** The most calls that were under way at once. */
  readonly inFlight: number;
}

/** Runs a copy of a folder's program, with unhandled rejections ending it. */
function run(folder: string): Promise<Run> {
  const root = mkdtempSync(join(tmpdir(), 'perfmig-program-'));
  cpSync(folder, root, { recursive: true });
  const entry = readdirSync(root).find((name) => name.startsWith('main.')) ?? '';
  const loader = entry.endsWith('.ts') ? [JITI] : [];
  const args = ['--unhandled-rejections=strict', '--require', PROBE, ...loader, entry];
  const env = { PATH: process.env['PATH'], IN_FLIGHT: join(root, 'in-flight'), JITI_FS_CACHE: 'false' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, env }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${folder}: ${stderr}`));
      else resolve({ output: stdout, inFlight: Number(readFileSync(join(root, 'in-flight'), 'utf8')) });
      rmSync(root, { recursive: true, force: true });
    });
  });
}

/** A program that needs packages can't be run alone. */
function isRunnable(name: string): boolean {
  return !existsSync(join(FIXTURES, name, 'before/package.json'));
}

describe('programs', () => {
  const converted = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'after')));

  it.each(converted.filter(isRunnable))('%s', async (name) => {
    const [before, after] = await Promise.all([
      run(join(FIXTURES, name, 'before')),
      run(join(FIXTURES, name, 'after')),
    ]);
    expect(before.output).not.toBe('');
    expect(after.output).toBe(before.output);
    expect(after.inFlight).toBeGreaterThan(1);
    expect(after.inFlight).toBeLessThanOrEqual(HIGHEST);
    expect(after.inFlight, 'a program left as it was is no proof').not.toBe(before.inFlight);
  });
});
