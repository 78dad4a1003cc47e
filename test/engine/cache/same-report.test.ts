/** A cache changes no report: not cold, not warm, not after any edit, whatever run it comes from. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze, rules, type AnalyzeInput, type Report } from '../../../src/index.ts';
import { tempTree } from '../../project/temp-tree.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');

/** The report without what no two runs share. */
async function reportOf(input: AnalyzeInput): Promise<Report> {
  const report = await analyze(input);
  return { ...report, summary: { ...report.summary, durationMs: 0 } };
}

/** Holds a run with the cache against one without. */
async function expectSame(input: AnalyzeInput): Promise<Report> {
  const report = await reportOf(input);
  expect(await reportOf({ ...input, cache: true })).toEqual(report);
  return report;
}

/** Numbers that look random and are the same each time. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

const LINES = [
  "export const added = () => require('node:fs').readFileSync('added');",
  "app.get('/added', (req, res) => res.send(JSON.parse(JSON.stringify(req.body))));",
  "module.exports.again = require('node:fs').readFileSync;",
  'for (const each of list) await fetch(`https://example.com/${each}`);',
  '/* perfmig-disable sync-io -- because */',
  '// perfmig-disable-next-line',
  "import '../missing.js';",
  '} {',
  '',
];

/** One change such as people make: a line more, a line less, a file more or gone. */
function edit(root: string, files: readonly string[], random: Generator<number, never>): void {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random.next().value * items.length)] as Item;
  const path = join(root, pick(files));
  const kind = random.next().value;
  if (!existsSync(path) || kind < 0.1) writeFileSync(path, `${pick(LINES)}\n`);
  else if (kind < 0.15) rmSync(path);
  else {
    const lines = readFileSync(path, 'utf8').split('\n');
    const at = Math.floor(random.next().value * lines.length);
    lines.splice(at, kind < 0.5 ? 1 : 0, ...(kind < 0.4 ? [] : [pick(LINES)]));
    writeFileSync(path, lines.join('\n'));
  }
}

function sourcesIn(root: string): readonly string[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => /(?<!\.d)\.[cm]?[jt]sx?$/.test(path) && !path.includes('node_modules'));
}

/** A copy of some fixtures as one program. */
function copyOf(folders: readonly string[]): string {
  const root = tempTree({ 'package.json': '{ "name": "copied", "dependencies": { "express": "5", "next": "15" } }' });
  for (const folder of folders) {
    const to = join(root, folder.replaceAll('/', '-'));
    mkdirSync(to, { recursive: true });
    cpSync(join(FIXTURES, folder), to, { recursive: true });
  }
  return root;
}

const PROGRAMS: readonly (readonly string[])[] = [
  ['projects/orders-service'],
  ['contexts/express', 'contexts/flow', 'contexts/excluded'],
  ['contexts/next', 'contexts/nest', 'contexts/worker', 'contexts/test'],
  ['rules/sync-io', 'rules/connection-per-request', 'rules/query-per-row'],
];

describe('a cache', () => {
  it.each(PROGRAMS)('changes no report on %s', { timeout: 120_000 }, async (...folders) => {
    const cwd = copyOf(folders);
    const files = sourcesIn(cwd);
    const random = numbers(folders.length);
    const first = await expectSame({ cwd });
    expect(first.summary.findings).toBeGreaterThan(0);
    await expectSame({ cwd });
    for (let round = 0; round < 5; round++) {
      edit(cwd, files, random);
      // Runs of which each knows what the others left: some rules, one file, and then everything.
      await reportOf({ cwd, cache: true, rules: rules.filter(() => random.next().value < 0.5) });
      const paths = files.filter((path) => random.next().value < 0.1 && existsSync(join(cwd, path)));
      if (paths.length > 0) await expectSame({ cwd, paths });
      await expectSame({ cwd });
    }
  });
});
