/** The package as it is built, for the tests that load it by its name. */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the package. */
export const RUNTIME = join(import.meta.dirname, '../..');

/** Builds it, unless what is built is newer than every source. `npm test` has built it before any test runs. */
export function ensureBuilt(): void {
  const built = changedAt(join(RUNTIME, 'dist/cjs/package.json'));
  const sources = readdirSync(join(RUNTIME, 'src'), { recursive: true, encoding: 'utf8' });
  if (sources.every((path) => changedAt(join(RUNTIME, 'src', path)) < built)) return;
  execFileSync('npm', ['run', '-s', 'build'], { cwd: RUNTIME, stdio: 'inherit' });
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
