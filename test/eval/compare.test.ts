/** What counts as better and worse than what was judged. */
import { describe, expect, it } from 'vitest';
import { compare, isRegression } from '../../eval/compare.ts';
import { parseVerdicts, type Verdict } from '../../eval/verdicts.ts';
import type { Finding } from '../../src/contracts.ts';
import { finding } from '../reporters/made-report.ts';

const CHAIN = 'GET /orders → loadOrder → fs.readFileSync';

function verdict(changes: Partial<Verdict> = {}): Verdict {
  const { path, line, column, rule, api, context } = finding();
  const place = { path, line, column, rule, api, context };
  return {
    repo: 'a/b',
    commit: 'c0ffee1',
    ...place,
    chain: CHAIN,
    verdict: 'true but minor',
    expected: 'found',
    ...changes,
  };
}

const FALSE = { verdict: 'false' } as const;
const MENDED = { verdict: 'false', expected: 'gone' } as const;

describe('a verdict', () => {
  it.each<[string, Partial<Verdict>, readonly Finding[], string, boolean]>([
    ['true, found alike', {}, [finding()], 'kept', false],
    ['true, found by another way', {}, [finding({ chain: [] })], 'kept', false],
    ['true, not found', {}, [], 'lost', true],
    ['true, found on another line', {}, [finding({ line: 15 })], 'lost', true],
    ['true, found by another rule', {}, [finding({ rule: 'sync-compute' })], 'lost', true],
    ['true, in another context', {}, [finding({ context: 'unknown' })], 'moved', true],
    ['false, not found', FALSE, [], 'gone', false],
    ['false, in another context', FALSE, [finding({ context: 'startup' })], 'gone', false],
    ['false, found by another way', FALSE, [finding({ chain: [] })], 'gone', false],
    ['false, found alike', FALSE, [finding()], 'known', false],
    ['false and mended, not found', MENDED, [], 'gone', false],
    ['false and mended, found alike', MENDED, [finding()], 'back', true],
  ])('%s', (_, changes, findings, fate, isWorse) => {
    const [compared] = compare([verdict(changes)], findings);
    expect(compared?.fate).toBe(fate);
    expect(compared && isRegression(compared)).toBe(isWorse);
  });
});

describe('the table of verdicts', () => {
  const heading = 'repo\tcommit\tpath\tline\tcolumn\trule\tapi\tcontext\tchain\tverdict\texpected';
  const row = 'a/b\tc0ffee1\ta.js\t3\t1\tsync-io\tfs.readFileSync\trequest\t\tfalse\tgone';

  it('is read by its heading', () => {
    expect(parseVerdicts('v.tsv', `${heading}\n${row}\n`)).toMatchObject([{ path: 'a.js', line: 3, verdict: 'false' }]);
  });

  it.each([
    [row.replace('\tgone', ''), 'v.tsv:2: not as many cells'],
    [row.replace('false', 'maybe'), 'v.tsv:2: no verdict: maybe'],
    [row.replace('gone', 'perhaps'), 'v.tsv:2: expected is found or gone'],
    [row.replace('false', 'true but minor'), 'v.tsv:2: only what is false'],
    [row.replace('\t3\t', '\tx\t'), 'v.tsv:2: line and column'],
  ])('with %j: %s', (line, message) => {
    expect(() => parseVerdicts('v.tsv', `${heading}\n${line}`)).toThrow(message);
  });
});
