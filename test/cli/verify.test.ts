/** `apply --verify`: guilty units planted among twelve are named and rolled back, the others stay. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ApplyJson } from '../../src/reporters/migration-json.ts';
import { tempTree } from '../project/temp-tree.ts';
import { runCli } from './run-cli.ts';

const NAMES = Array.from({ length: 12 }, (_, i) => `m${String(i + 1).padStart(2, '0')}`);
const BEFORE = 'module.exports = 1;\n';

/** Adds 1 to every module; the tests of some modules want what was there before. */
const TRANSFORM = `module.exports = (file) => file.source.replace('1', '2');`;

function tests(guilty: readonly string[]): string {
  return `const failed = ${JSON.stringify(guilty)}.filter((name) => require('./src/' + name + '.js') !== 1);
for (const name of failed) console.log('not ok 1 - ' + name + ' is one');
process.exitCode = failed.length > 0 ? 1 : 0;
`;
}

function tree(guilty: readonly string[]): string {
  const modules = Object.fromEntries(NAMES.map((name) => [`src/${name}.js`, BEFORE]));
  return tempTree({
    'package.json': '{ "name": "twelve" }\n',
    't.js': TRANSFORM,
    'test.js': tests(guilty),
    ...modules,
  });
}

describe('apply --verify', () => {
  it.each([[['m05']], [['m02', 'm11']]])('rolls %j back and names it', { timeout: 60_000 }, async (guilty) => {
    const root = tree(guilty);
    const args = ['apply', 'src', '--codemod', './t.js', '--verify', 'node test.js', '--format', 'json'];
    const run = await runCli(args, { cwd: root });
    expect(run.exitCode).toBe(1);
    const { units, summary, refusals } = JSON.parse(run.stdout) as ApplyJson;
    const rolledBack = units.filter(({ status }) => status === 'rolled-back').map(({ sites }) => sites[0]?.path);
    expect(rolledBack).toEqual(guilty.map((name) => `src/${name}.js`));
    expect(summary).toMatchObject({ sites: 12, converted: 12 - guilty.length, rolledBack: guilty.length });
    expect(refusals.map(({ code }) => code)).toEqual(guilty.map(() => 'gate/verify'));
    for (const name of NAMES) {
      const expected = guilty.includes(name) ? BEFORE : BEFORE.replace('1', '2');
      expect(readFileSync(join(root, `src/${name}.js`), 'utf8'), name).toBe(expected);
    }
    await runCli(['undo'], { cwd: root });
    for (const name of NAMES) expect(readFileSync(join(root, `src/${name}.js`), 'utf8')).toBe(BEFORE);
  });
});
