/** Every program of `fixtures/codemods/async-*`: run before and after the codemod, for both targets, and once more without each await. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { codemod as asyncCompute } from '../../codemods/async-compute/codemod.ts';
import { codemod as asyncFs } from '../../codemods/async-fs/codemod.ts';
import { codemod as asyncProcess } from '../../codemods/async-process/codemod.ts';
import { ensureBuilt } from '../../runtime/test/package/built.ts';
import { rules } from '../../src/catalog/rules.ts';
import type { Codemod, CodemodOptions, Migration } from '../../src/contracts.ts';
import { createTypeGate } from '../../src/engine/gates/types.ts';
import { migrate } from '../../src/engine/migrate.ts';
import { undo } from '../../src/engine/undo.ts';
import { syntaxFault } from '../../src/syntax/parse.ts';
import { quickDisk } from '../engine/apply/faulty-disk.ts';
import { readCase, type Files, type ProgramCase } from './programs/program-case.ts';
import { REFUSED_CODES, ROWS } from './programs/rows.ts';
import { filesIn, placeProgram, runProgram, type Outcome } from './programs/run-program.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/codemods');
const CODEMODS: readonly Codemod[] = [asyncFs, asyncProcess, asyncCompute];
const FEWEST = 120;
const HELPER_FILE = /(?:^|\/)async-helpers\.\w+$/;
/** How many programs run at once. */
const TOGETHER = 4;
const LONGEST_MS = 120_000;

// The programs load the runtime by its name.
beforeAll(ensureBuilt);

const all = CODEMODS.map((codemod) => {
  const folder = join(FIXTURES, codemod.id);
  return {
    codemod,
    cases: readdirSync(folder)
      .sort()
      .map((name) => readCase(join(folder, name))),
  };
});

function run(
  codemod: Codemod,
  program: ProgramCase,
  root: string,
  more: Partial<CodemodOptions> = {},
): Promise<Migration> {
  const options = { target: 'node', publicApi: 'keep', context: 'all', maxFunctions: 25, allowHazards: [] } as const;
  return migrate({
    ...{ cwd: root, paths: [], codemods: [codemod], rules, dryRun: false, allowDirty: true, only: [], fs: quickDisk },
    options: { ...options, ...program.options, ...more },
    ...('tsconfig.json' in program.before && { typeGate: (project) => Promise.resolve(createTypeGate(project)) }),
  });
}

/** `file:line outcome` of each site, sorted. */
function outcomesOf({ units, refusals }: Migration): readonly string[] {
  const converted = units.filter(({ status }) => status === 'applied').flatMap(({ sites }) => sites);
  return [
    ...converted.map(({ path, line }) => `${path}:${line} converted`),
    ...refusals.map(({ path, line, code }) => `${path}:${line} ${code}`),
  ].sort();
}

function expectedOutcomes({ sites, after }: ProgramCase, found: readonly string[]): readonly string[] {
  const expected = sites.map(({ path, line, outcome }) => `${path}:${line} ${outcome}`);
  // Where the text says what is converted, the sites are not listed again.
  return [...expected, ...(after ? found.filter((place) => place.endsWith(' converted')) : [])].sort();
}

function withoutPackages(files: Files): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('node_modules/')));
}

/** The program with one of the awaits of its changed files left out, each in turn. */
function eachWithoutAwait(program: ProgramCase, after: Files): ProgramCase['withoutAwait'] {
  if (program.after) return program.withoutAwait;
  return Object.entries(after).flatMap(([path, text]) => {
    if (text === program.before[path] || !(path in program.before)) return [];
    return [...text.matchAll(/\bawait /g)].map(({ index }) => ({
      at: `${path}:${text.slice(0, index).split('\n').length}`,
      files: { ...after, [path]: text.slice(0, index) + text.slice(index + 'await '.length) },
    }));
  });
}

/** Plans, applies, compares, runs, runs without each await, applies again and undoes. */
async function check(codemod: Codemod, program: ProgramCase): Promise<void> {
  const root = placeProgram(program.before);
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const migration = await run(codemod, program, root);
  const after = filesIn(root);
  const outcomes = outcomesOf(migration);
  expect(outcomes).toEqual(expectedOutcomes(program, outcomes));
  if (program.after) expect(after).toEqual(withoutPackages(program.after));
  expect(faultsIn(after, program.before), 'it parses').toEqual([]);
  const expected = await runProgram(program, program.before);
  expect(expected.output, 'it prints something').not.toBe('');
  expect(expected.code).toBe(program.exit);
  if (migration.summary.converted === 0) return;
  await checkRuns(program, after, expected);

  const again = await run(codemod, program, root);
  expect(again.summary.converted, 'a second run changes nothing').toBe(0);
  expect(filesIn(root)).toEqual(after);
  await undoAll(codemod, program, root);
  if (Object.keys(after).some((path) => HELPER_FILE.test(path))) await checkRuntime(codemod, program, root, expected);
}

/** The same program with the runtime in place of the helper file. */
async function checkRuntime(codemod: Codemod, program: ProgramCase, root: string, expected: Outcome): Promise<void> {
  const migration = await run(codemod, program, root, { target: 'runtime' });
  const after = filesIn(root);
  expect(outcomesOf(migration)).toEqual(expectedOutcomes(program, outcomesOf(migration)));
  expect(Object.keys(after).filter((path) => HELPER_FILE.test(path))).toEqual([]);
  expect(JSON.parse(after['package.json'] ?? '')).toMatchObject({
    dependencies: { '@perfmig/runtime': expect.stringMatching(/^\^\d/) as string },
  });
  expect(migration.notes).toContainEqual(expect.stringMatching(/^Run `npm install`/));
  expect(faultsIn(after, program.before), 'it parses').toEqual([]);
  expect(await runProgram(program, after), 'it does what it did, with the runtime').toEqual(expected);
  const again = await run(codemod, program, root, { target: 'runtime' });
  expect(again.summary.converted, 'a second run changes nothing').toBe(0);
  await undoAll(codemod, program, root);
}

async function undoAll(codemod: Codemod, program: ProgramCase, root: string): Promise<void> {
  await undo({ cwd: root, fs: quickDisk, force: false, codemodsFor: () => Promise.resolve([codemod]) });
  expect(filesIn(root), 'undo restores every byte').toEqual(withoutPackages(program.before));
}

async function checkRuns(program: ProgramCase, after: Files, expected: Outcome): Promise<void> {
  expect(await runProgram(program, after), 'it does what it did').toEqual(expected);
  const mutants = eachWithoutAwait(program, after);
  expect(mutants, 'something is awaited').not.toEqual([]);
  for (let start = 0; start < mutants.length; start += TOGETHER) {
    const group = mutants.slice(start, start + TOGETHER);
    const outcomes = await Promise.all(group.map(({ files }) => runProgram(program, files)));
    for (const [index, { at }] of group.entries()) {
      expect(outcomes[index], `the await at ${at} could be missing`).not.toEqual(expected);
    }
  }
}

function faultsIn(files: Files, before: Files): readonly unknown[] {
  return Object.entries(files).flatMap(([path, text]) =>
    /\.[cm]?[jt]sx?$/.test(path) && text !== before[path] ? (syntaxFault(path, text) ?? []) : [],
  );
}

for (const { codemod, cases } of all) {
  describe(codemod.id, () => {
    for (const program of cases) {
      const { name, wrong } = program;
      // What is known to be wrong turns red as soon as it is mended: its head then loses `wrong`.
      const test = wrong === undefined ? it : it.fails;
      test(wrong === undefined ? name : `${name} (${wrong})`, { timeout: LONGEST_MS }, () => check(codemod, program));
    }
  });
}

describe('the programs', () => {
  const programs = all.flatMap(({ cases }) => cases);
  const isConverting = ({ after, before, sites }: ProgramCase): boolean =>
    after === undefined
      ? sites.some(({ outcome }) => outcome === 'converted')
      : after !== before && JSON.stringify(after) !== JSON.stringify(before);
  const isRefusing = ({ sites }: ProgramCase): boolean => sites.some(({ outcome }) => outcome !== 'converted');

  it(`are at least ${FEWEST}, named after why they are there`, () => {
    expect(programs.length).toBeGreaterThanOrEqual(FEWEST);
    expect(
      programs.map(({ name }) => name).filter((name) => !/^[a-z][\w-]{4,}$/.test(name) || /\d$/.test(name)),
    ).toEqual([]);
  });

  it('cover every row of the hard cases, converted and refused where both can be', () => {
    expect([...new Set(programs.map(({ row }) => row))].sort()).toEqual(Object.keys(ROWS).sort());
    const missing = Object.entries(ROWS).flatMap(([row, { converts, refuses }]) => {
      const ofRow = programs.filter((program) => program.row === row);
      return [
        ...(converts && !ofRow.some(isConverting) ? [`${row}: none converts`] : []),
        ...(refuses && !ofRow.some(isRefusing) ? [`${row}: none is refused`] : []),
      ];
    });
    expect(missing).toEqual([]);
  });

  it('cover every code that a plan can give', () => {
    const codes = new Set(programs.flatMap(({ sites }) => sites.map(({ outcome }) => outcome)));
    codes.delete('converted');
    expect([...codes].sort()).toEqual([...REFUSED_CODES].sort());
  });
});
