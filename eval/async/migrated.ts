/** Migrates one repository in a copy and looks at everything that must hold after. */
import { brokenTests } from './broken-tests.ts';
import type { Checkout } from '../corpus.ts';
import { measured } from './measured.ts';
import { applyAsync, undo, type Applied, type AsyncOptions } from './perfmig.ts';
import { isEmpty, readTestRun, type TestRun } from './test-output.ts';
import { checkTypes, newErrors, type TypeCheck } from './type-errors.ts';
import { WorkingCopy } from './working-copy.ts';

/** What became of one repository. */
export interface Migrated {
  readonly name: string;
  readonly applied: Applied;
  /** Empty where the list names no tests. */
  readonly testsBefore: readonly TestRun[];
  readonly testsAfter: TestRun | undefined;
  readonly brokenTests: readonly string[];
  readonly typesBefore: TypeCheck | undefined;
  readonly typesAfter: TypeCheck | undefined;
  readonly newTypeErrors: readonly string[];
  /** Files that a second run changes. */
  readonly changedAgain: readonly string[];
  /** Files that `undo` doesn't restore. */
  readonly notUndone: readonly string[];
}

/** Runs of the tests before; a test counts that passed in all of them. */
const RUNS_BEFORE = 3;

/** Whether something of the repository is worse than before. */
export function isBroken({ brokenTests, newTypeErrors, changedAgain, notUndone }: Migrated): boolean {
  return [brokenTests, newTypeErrors, changedAgain, notUndone].some(({ length }) => length > 0);
}

/** @throws {Error} where the repository can't be installed, its tests don't run, or perfmig prints no result */
export async function migrateCopy(checkout: Checkout & { kind: 'there' }, options: AsyncOptions): Promise<Migrated> {
  const { name, folder, install, test } = checkout;
  const copy = await WorkingCopy.of(folder, name, install);
  try {
    const testsBefore = await runTests(copy, test, RUNS_BEFORE);
    if (testsBefore.some(isEmpty)) throw new Error(`\`${test ?? ''}\` tells of no test that passes`);
    const typesBefore = await checkTypes(copy.folder);
    const { applied, changedAgain, notUndone } = await applyTwice(copy, options);
    copy.commit('migrated');
    const typesAfter = await checkTypes(copy.folder);
    const [testsAfter] = await runTests(copy, test, 1);
    return {
      ...{ name, applied, testsBefore, testsAfter, typesBefore, typesAfter, changedAgain, notUndone },
      brokenTests: testsAfter ? brokenTests(testsBefore, testsAfter) : [],
      newTypeErrors: newErrors(typesBefore?.errors ?? [], typesAfter?.errors ?? []),
    };
  } finally {
    copy.remove();
  }
}

async function runTests(copy: WorkingCopy, test: string | undefined, times: number): Promise<readonly TestRun[]> {
  const runs: TestRun[] = [];
  for (let run = 0; test !== undefined && run < times; run++) {
    const { output } = await measured(test, copy.folder);
    runs.push(readTestRun(output));
    copy.reset();
  }
  return runs;
}

/** Applies, runs again, takes back, and leaves the tree as the first run made it. */
async function applyTwice(
  copy: WorkingCopy,
  options: AsyncOptions,
): Promise<Pick<Migrated, 'applied' | 'changedAgain' | 'notUndone'>> {
  const applied = await applyAsync(copy.folder, options);
  const made = copy.contents(copy.changed());
  const again = await applyAsync(copy.folder, options, ['--allow-dirty', '--dry-run']);
  const changedAgain = again.result.units.flatMap(({ status, files }) => (status === 'planned' ? files : []));
  if (made.size > 0) await undo(copy.folder);
  const notUndone = copy.changed();
  copy.restore(made);
  return { applied, changedAgain: [...new Set(changedAgain)], notUndone };
}
