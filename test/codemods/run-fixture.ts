/** Runs the program of a codemod's fixture, watched by a script that is loaded before it. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const JITI = join(import.meta.dirname, '../../node_modules/jiti/lib/jiti-cli.mjs');

export interface FixtureRun {
  readonly output: string;
  /** What the script has written when the program ended. */
  readonly measured: string;
}

/**
 * Runs a copy of a folder's `main.*`, with unhandled rejections ending it.
 * @param probe the script, beside this file
 * @param variable how the script learns where to write
 * @throws where the program fails
 */
export function runFixture(folder: string, probe: string, variable: string): Promise<FixtureRun> {
  const root = mkdtempSync(join(tmpdir(), 'perfmig-program-'));
  cpSync(folder, root, { recursive: true });
  const entry = readdirSync(root).find((name) => name.startsWith('main.')) ?? '';
  const loader = entry.endsWith('.ts') ? [JITI] : [];
  const args = ['--unhandled-rejections=strict', '--require', join(import.meta.dirname, probe), ...loader, entry];
  const env = { PATH: process.env['PATH'], [variable]: join(root, 'measured'), JITI_FS_CACHE: 'false' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, env }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${folder}: ${stderr}`));
      else resolve({ output: stdout, measured: readFileSync(join(root, 'measured'), 'utf8') });
      rmSync(root, { recursive: true, force: true });
    });
  });
}
