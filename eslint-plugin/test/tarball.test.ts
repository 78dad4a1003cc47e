/** The package as people get it, by the real npm: what is in it, and that it works in an empty project. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('is packed with its licence, installed, configured as the README says, reports and fixes', () => {
  const script = join(import.meta.dirname, '../../test/smoke/eslint-plugin.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [script, '--linked'], { encoding: 'utf8' });
  expect(stderr).not.toContain('Error');
  expect(stdout).toBe('ok: packed and installed\nok: one finding in a text from standard input\nok: one fix\n');
});
