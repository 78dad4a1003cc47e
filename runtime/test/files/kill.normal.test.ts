/** A process that writes is killed at many moments: what is there then is always whole. In normal mode only, for time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { ensureBuilt, RUNTIME } from '../package/built.ts';
import { emptyFolder } from './folder.ts';

const SIZE = 2_000_000;
const KILLS = 25;

beforeAll(ensureBuilt);

const SCRIPT = `
  import { Files } from '@perfmig/runtime/files';
  const [path, atomic] = process.argv.slice(1);
  const files = new Files();
  for (let i = 0; ; i = (i + 1) % 10) {
    await files.write(path, String(i).repeat(${SIZE}), { atomic: atomic === 'true', sync: false });
    if (i === 0) process.stdout.write('.');
  }
`;

/** How often the file was not whole after a process that wrote it was killed. */
async function brokenAfterKills(atomic: boolean): Promise<number> {
  const path = join(emptyFolder(), 'file');
  writeFileSync(path, 'x'.repeat(SIZE));
  let broken = 0;
  for (let i = 0; i < KILLS; i++) {
    const args = ['--input-type=module', '-e', SCRIPT, path, String(atomic)];
    const child = spawn(process.execPath, args, { cwd: RUNTIME, stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    // From here on it writes without end; the moment is another each time.
    await new Promise((resolve) => setTimeout(resolve, i % 10));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const text = readFileSync(path, 'utf8');
    if (text.length !== SIZE || text !== text.charAt(0).repeat(SIZE)) broken++;
  }
  return broken;
}

it('leaves the old content or the new', async () => {
  expect(await brokenAfterKills(true)).toBe(0);
});

it('would be seen to fail: writing in place leaves parts', async () => {
  expect(await brokenAfterKills(false)).toBeGreaterThan(0);
});
