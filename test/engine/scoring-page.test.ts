/** docs/scoring.md says what the engine does: every constant, and the examples worked out by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Context, Cost } from '../../src/contracts.ts';
import { factorsOf, gradeOf, scoreOf, severityOf, type Circumstances } from '../../src/engine/score.ts';
import * as scoring from '../../src/engine/scoring.ts';
import { factorWords } from '../../src/reporters/words.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/scoring.md'), 'utf8');

/** The rows of the table whose head begins with `first`, as cells without code marks. */
function tableOf(first: string): readonly (readonly string[])[] {
  const lines = page.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${first} `));
  const rest = lines.slice(head + 2);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  const rows = end === -1 ? rest : rest.slice(0, end);
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** `NAME`, `NAME[0]`, `NAME.key`, or `NAME.label` of a list of steps, each with its number. */
function constantsOf(name: string, value: unknown): readonly (readonly [string, number])[] {
  if (typeof value === 'number') return [[name, value]];
  if (!Array.isArray(value))
    return Object.entries(value as Record<string, number>).map(([key, at]) => [`${name}.${key}`, at]);
  return value.map((step: number | readonly [number, string], i) =>
    typeof step === 'number' ? [`${name}[${i}]`, step] : [`${name}.${step[1]}`, step[0]],
  );
}

function withoutMarks(cell: string | undefined): string {
  return (cell ?? '').replace(/^`|`$/g, '');
}

function isText(cell: string | undefined): cell is string {
  return cell !== undefined && cell !== '';
}

describe('the table of constants', () => {
  const rows = tableOf('constant');

  it('has each constant with its value, and no other', () => {
    const written = rows.map(([name, value]) => [withoutMarks(name), Number(value)] as const);
    const expected = Object.entries(scoring).flatMap(([name, value]) => constantsOf(name, value));
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(expected));
    expect(written).toHaveLength(expected.length);
  });

  it.each(rows.map(([name, , reason]) => [withoutMarks(name), reason]))('gives a reason for %s', (_, reason) => {
    expect(isText(reason)).toBe(true);
  });
});

interface Example {
  /** How the row of the page begins. */
  readonly code: string;
  readonly cost: Cost;
  readonly context: Context;
  readonly loops?: number;
  readonly guessed?: true;
  readonly rare?: true;
  readonly service?: true;
}

const EXAMPLES: readonly Example[] = [
  { code: '`readFileSync` in a handler', cost: { points: 5 }, context: 'request' },
  { code: '`existsSync` in a handler', cost: { points: 1 }, context: 'request' },
  { code: '`pbkdf2Sync` in a handler', cost: { points: 100 }, context: 'request' },
  { code: '`names.map(', cost: { points: 5 }, context: 'request', loops: 1 },
  { code: 'the same, where the handler', cost: { points: 5 }, context: 'request', loops: 1, guessed: true },
  { code: '`readFileSync` in three loops', cost: { points: 5 }, context: 'request', loops: 3 },
  { code: 'a busy-wait in a handler', cost: { points: 100, confidence: 0.9 }, context: 'request' },
  { code: '`terms ??=', cost: { points: 5, once: true }, context: 'request', loops: 1 },
  { code: '`pbkdf2Sync` at log-in', cost: { points: 100 }, context: 'request', rare: true },
  { code: '`readFileSync` at log-in', cost: { points: 5 }, context: 'request', rare: true },
  { code: '`gzipSync` in an exported function', cost: { points: 50 }, context: 'unknown' },
  { code: 'the same in a service', cost: { points: 50 }, context: 'unknown', service: true },
  { code: '`readFileSync` in a loop of an exported', cost: { points: 5 }, context: 'loop', loops: 1 },
  { code: '`gzipSync` in a worker', cost: { points: 50 }, context: 'worker' },
  { code: '`execSync` at the top', cost: { points: 100 }, context: 'startup' },
  { code: '`brotliCompressSync` for each file', cost: { points: 100 }, context: 'build', loops: 1 },
  { code: '`readFileSync` in a test', cost: { points: 5 }, context: 'test' },
];

function shownAs({
  cost,
  context,
  loops = 0,
  guessed,
  rare,
  service,
}: Example): readonly [line: string, severity: string] {
  const circumstances: Circumstances = {
    context,
    loopDepth: loops,
    proved: guessed !== true,
    rare: rare === true,
    isService: service === true || context === 'request',
  };
  const factors = factorsOf(cost, circumstances);
  const score = scoreOf(factors);
  return [factorWords({ factors, context, score }), severityOf(score, context)];
}

describe('the examples', () => {
  const rows = tableOf('code');

  it('are all held against the engine', () => {
    expect(rows).toHaveLength(EXAMPLES.length);
  });

  it.each(EXAMPLES)('$code', (example) => {
    const [, line, severity] = rows.find(([code]) => code?.startsWith(example.code)) ?? [];
    expect([withoutMarks(line), severity]).toEqual(shownAs(example));
  });
});

describe('the examples of grades', () => {
  it.each(tableOf('request points'))('%s points in %s lines: %s', (points, lines, grade) => {
    expect(gradeOf(Number(points), Number(lines.replace(',', '')))).toBe(grade);
  });
});
