/** What test runners print for people: which tests passed, which failed, and how many of each. Pure. */
import { failedTests } from '../../src/engine/verify/failures.ts';

/** One run of a repository's tests. */
export interface TestRun {
  /** Names of passed tests with how often each did; empty where the runner prints none. */
  readonly passed: ReadonlyMap<string, number>;
  readonly failed: ReadonlySet<string>;
  /** What the runner says itself; undefined where it says nothing. */
  readonly passedCount: number | undefined;
  readonly failedCount: number | undefined;
}

/** Reads jest, mocha, ava, vitest, node's runner, TAP and nodeunit. */
export function readTestRun(output: string): TestRun {
  const text = output.replace(/\u001b\[[\d;]*[A-Za-z]/g, '').replaceAll('\r\n', '\n');
  return {
    passed: count([...namesBehind(text, /^\s*[✓✔√]\s+(\S.*)$/gm), ...namesBehind(text, /^\s*ok \d+ (?:- )?(.*)$/gm)]),
    failed: failedTests(text),
    passedCount: sum(text, PASSED),
    failedCount: sum(text, FAILED),
  };
}

/** A run of which nothing is told can't be compared with any. */
export function isEmpty({ passed, passedCount = 0 }: TestRun): boolean {
  return passed.size === 0 && passedCount === 0;
}

/** How runners sum up; the first that is found counts. */
const PASSED: readonly RegExp[] = [
  /^Tests:.*?\b(\d+) passed/m,
  /^>> (\d+) assertions passed/m,
  /^\s*(\d+) passing\b/m,
  /^\s*(\d+) tests? passed/m,
  /^[#ℹ] pass (\d+)/m,
  /^\s*Tests\b.*?\b(\d+) passed/m,
];
const FAILED: readonly RegExp[] = [
  /^Tests:.*?\b(\d+) failed/m,
  /\b(\d+)\/\d+ assertions failed/m,
  /^\s*(\d+) failing\b/m,
  /^\s*(\d+) tests? failed/m,
  /^[#ℹ] fail (\d+)/m,
  /^\s*Tests\b.*?\b(\d+) failed/m,
];

function sum(text: string, patterns: readonly RegExp[]): number | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return Number(found);
  }
  return undefined;
}

function namesBehind(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name.replace(/\s*\(?\d[\d.,]*\s?m?s\)?$/, '').trim());
}

function count(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
