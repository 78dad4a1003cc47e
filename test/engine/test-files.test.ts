/** Test code has one context alone, so rules that report in others don't look at it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { analyze } from '../../src/index.ts';
import { tempTree } from '../project/temp-tree.ts';

const COPIES = 'exports.copy = (value) => JSON.parse(JSON.stringify(value));\n';
const READS = "exports.read = () => require('fs').readFileSync('a');\n";

it('parses a test only for rules that report in tests', async () => {
  const cwd = tempTree({ 'test/copies.js': COPIES, 'test/reads.js': READS, 'src/copies.js': COPIES });
  const { summary } = await analyze({ cwd });
  expect(summary.parsed).toBe(2);
  expect(summary.byContext).toEqual({ test: 1, unknown: 1 });
});

it('looks again where the configuration says that a file is no test, whatever the cache knows', async () => {
  const cwd = tempTree({ 'test/both.js': `${COPIES}${READS}` });
  expect((await analyze({ cwd, cache: true })).summary.byRule).toEqual({ 'sync-io': 1 });
  const overrides = [{ files: ['/test/'], context: 'unknown' }];
  writeFileSync(join(cwd, 'perfmig.config.json'), JSON.stringify({ overrides }));
  expect((await analyze({ cwd, cache: true })).summary.byRule).toEqual({ 'json-copy': 1, 'sync-io': 1 });
});
