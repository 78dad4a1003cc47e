/** What became of the repositories, as text. Pure. */
import { table } from '../../bench/table.ts';
import { isBroken, type Migrated } from './migrated.ts';
import type { TestRun } from './test-output.ts';

/** Names printed of one kind of fault. */
const MOST_NAMED = 20;

/** One table, then for each repository its refusals, and what is broken. */
export function report(all: readonly Migrated[]): string {
  const heading = [
    'repository',
    'sites',
    'converted',
    'tests before',
    'after',
    'broken',
    'types before',
    'new',
    'lines',
    'waste',
    'again',
    'undone',
    'CPU s',
    'of tsc',
  ];
  return [table([heading, ...all.map(row)]), ...all.map(details)].join('\n\n');
}

function row(one: Migrated): readonly string[] {
  const { sites, converted, changedLines, waste } = one.applied.result.summary;
  const { cpuSeconds } = one.applied;
  return [
    ...[one.name, String(sites), String(converted)],
    ...[one.testsBefore.map(counts).join(' '), one.testsAfter ? counts(one.testsAfter) : '-'],
    String(one.brokenTests.length),
    ...[one.typesBefore ? String(one.typesBefore.errors.length) : '-', String(one.newTypeErrors.length)],
    ...[String(changedLines), `${(100 * waste).toFixed(1)} %`],
    one.changedAgain.length === 0 ? 'no change' : `${one.changedAgain.length} files`,
    one.notUndone.length === 0 ? 'yes' : `${one.notUndone.length} not`,
    cpuSeconds.toFixed(1),
    one.typesBefore ? (cpuSeconds / one.typesBefore.cpuSeconds).toFixed(1) : '-',
  ];
}

/** Passed and failed. */
function counts({ passed, failed, passedCount, failedCount }: TestRun): string {
  return `${passedCount ?? passed.size}/${failedCount ?? failed.size}`;
}

function details(one: Migrated): string {
  const { refusedByCode } = one.applied.result.summary;
  const refused = Object.entries(refusedByCode).map(([code, sites]) => `${code} ${sites}`);
  const faults: readonly (readonly [string, readonly string[]])[] = [
    ['broken test', one.brokenTests],
    ['new type error', one.newTypeErrors],
    ['changed by a second run', one.changedAgain],
    ['not restored by undo', one.notUndone],
  ];
  const lines = faults.flatMap(([title, names]) => names.slice(0, MOST_NAMED).map((name) => `  ${title}: ${name}`));
  const failures = one.applied.result.failures.map(({ path, message }) => `  failure: ${path}: ${message}`);
  return [
    `${one.name}${isBroken(one) ? ' is BROKEN' : ''}; refused: ${refused.join(', ') || 'none'}`,
    ...lines,
    ...failures,
  ].join('\n');
}
