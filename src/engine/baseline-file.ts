/** Reads and writes perfmig-baseline.json, which is made to be committed: sorted, and one line for each finding. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '../project/errors.ts';
import { isObject, readJson } from '../project/json-file.ts';
import { fromRoot } from '../project/paths.ts';
import type { Baseline, BaselineEntries } from './baseline.ts';

/** The baseline's name, where no other is given. */
const BASELINE_NAME = 'perfmig-baseline.json';

const VERSION = 1;

/** Where a baseline is, absolute: the file named, relative to `cwd`, or the one in the root. */
export function baselinePath(root: string, cwd: string, named: string | undefined): string {
  return named === undefined ? join(root, BASELINE_NAME) : resolve(cwd, named);
}

/**
 * The baseline a run is held against.
 * @param choice a path, which must exist; true for the one in the root, if there is one; false for none
 * @throws {UsageError} where it is missing or broken
 */
export function chosenBaseline(root: string, cwd: string, choice: string | boolean): Baseline | undefined {
  if (choice === false) return undefined;
  const baseline = readBaseline(root, baselinePath(root, cwd, choice === true ? undefined : choice));
  if (baseline !== undefined || choice === true) return baseline;
  throw new UsageError(`no such baseline: ${choice} (perfmig baseline writes one)`);
}

/**
 * Reads a baseline; undefined where there is none.
 * @param file absolute
 * @throws {UsageError} where it is broken
 */
export function readBaseline(root: string, file: string): Baseline | undefined {
  const path = fromRoot(root, file);
  return existsSync(file) ? { path, entries: readEntries(root, path) } : undefined;
}

function readEntries(root: string, path: string): BaselineEntries {
  const read = readJson(root, path, 'strict');
  if (read.kind === 'failure') throw broken(path, read.failure.message);
  const { value } = read;
  if (!isObject(value) || !isObject(value['findings'])) throw broken(path, 'it has no "findings"');
  if (value['version'] !== VERSION) {
    throw broken(path, `its version is ${JSON.stringify(value['version'])}, this perfmig knows ${VERSION}`);
  }
  return new Map(Object.entries(value['findings']).map(([file, own]) => [file, entriesOf(path, file, own)]));
}

function entriesOf(path: string, file: string, own: unknown): ReadonlyMap<string, string> {
  const entries = isObject(own) ? Object.entries(own) : [];
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (!isObject(own) || texts.length < entries.length) throw broken(path, `the entries of ${file} are no texts`);
  return new Map(texts);
}

function broken(path: string, reason: string): UsageError {
  return new UsageError(`can't use the baseline ${path}: ${reason}; mend it, or delete it and run perfmig baseline`);
}

/** The text of a baseline; Prettier leaves it as it is. Entries are sorted, so that branches that add some merge. */
export function baselineText(entries: BaselineEntries): string {
  const findings = [...entries].sort(byFirst).map(([path, own]): [string, object] => {
    const sorted = [...own].sort((a, b) => compare(a[1], b[1]) || compare(a[0], b[0]));
    return [path, Object.fromEntries(sorted)];
  });
  return `${JSON.stringify({ version: VERSION, findings: Object.fromEntries(findings) }, undefined, 2)}\n`;
}

function byFirst([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return compare(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
