/** `--explain-edges`: every call edge with its reason. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { ApplyJson } from '../../src/reporters/migration-json.ts';
import { tempTree } from '../project/temp-tree.ts';
import { runCli } from './run-cli.ts';

const FILES = {
  'package.json': '{ "name": "edges", "private": true }\n',
  'store.js': `const { readFileSync } = require('fs');
class Store {
  fetchAll() { return readFileSync('a.txt', 'utf8'); }
}
module.exports = { Store };
`,
  'main.js': `const { Store } = require('./store.js');
const other = { fetchAll: () => 1 };
async function known() { return new Store().fetchAll(); }
async function unknown(store) { return store.fetchAll(); }
async function none() { return other.fetchAll(); }
async function all() { await Promise.all([known(), unknown(new Store()), none()]); }
all();
`,
};
const ARGS = ['--codemod', 'async-fs', '--context', 'all', '--no-types'];

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../schema/apply.json'), 'utf8')) as object;

async function run(...args: readonly string[]): Promise<string> {
  const { stdout, exitCode } = await runCli([...args, ...ARGS], { cwd: tempTree(FILES) });
  expect(exitCode).toBe(0);
  return stdout;
}

const CALLEE = { path: 'store.js', line: 3, name: 'fetchAll' };
const EDGES = [
  ['proved', 3, 33, 'a member of what it is kept in'],
  ['possible', 4, 40, "whether this `fetchAll` is the function can't be told from its object"],
  ['excluded', 5, 32, 'the object has a member of this name of its own'],
].map(([kind, line, column, reason]) => ({ kind, path: 'main.js', line, column, callee: CALLEE, reason }));

describe.each(['plan', 'apply'])('%s --explain-edges', (command) => {
  it('lists them in JSON, as many as are counted', async () => {
    const result = JSON.parse(await run(command, '--explain-edges', '--format', 'json')) as ApplyJson;
    expect(new Ajv().validate(schema, result)).toBe(true);
    expect(result.edges).toEqual(EDGES);
    expect(result.summary.edges).toEqual({ proved: 1, possible: 1, excluded: 1 });
  });

  it('lists them for people, what may be wrong first', async () => {
    expect(await run(command, '--explain-edges')).toContain(`1 possible edge
  main.js:4:40 → fetchAll (store.js:3): whether this \`fetchAll\` is the function can't be told from its object

1 proved edge
  main.js:3:33 → fetchAll (store.js:3): a member of what it is kept in

1 read of the same name that means something else
  main.js:5:32 ↛ fetchAll (store.js:3): the object has a member of this name of its own
`);
  });

  it('lists none unless asked', async () => {
    expect(JSON.parse(await run(command, '--format', 'json'))).not.toHaveProperty('edges');
    expect(await run(command)).not.toContain('edge');
  });
});
