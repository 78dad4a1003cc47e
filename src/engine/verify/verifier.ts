/** `--verify`: the user's own command before and after; units that make it fail more are found and rolled back. */
import type { Unit } from '../../contracts.ts';
import type { Verifier } from '../apply/commit.ts';
import { refuseUnit } from '../plan/refuse.ts';
import type { CommandRun } from './run-command.ts';

/** Runs the command on the tree as it is. */
export type RunTree = () => Promise<CommandRun>;

/** What is known to fail without any unit. */
interface Baseline {
  /** Some run before ended well. */
  readonly isGreen: boolean;
  readonly failed: ReadonlySet<string>;
}

/** Says what is going on, since commands may take long. */
export type Tell = (line: string) => void;

/**
 * A verifier by a command. The command runs twice before, so that tests which fail now and then are known, and twice
 * where it seems worse after, so that one such failure costs nothing.
 * @param command as shown to people
 */
export function commandVerifier(command: string, run: RunTree, tell: Tell): Verifier {
  let baseline: Baseline = { isGreen: true, failed: new Set() };
  return {
    async before() {
      tell(`running \`${command}\` twice, before anything is written`);
      const runs = [await run(), await run()];
      const failed = new Set(runs.flatMap((one) => [...one.failed]));
      baseline = { isGreen: runs.some(({ exitCode }) => exitCode === 0), failed };
      if (!baseline.isGreen) tell(`\`${command}\` fails already${failed.size > 0 ? `, in ${failed.size} tests` : ''}`);
    },
    async settle(units, tryUnits) {
      tell(`running \`${command}\` on the changed files`);
      const first = await worseBy(run, baseline);
      if (first === undefined) return units;
      const guilty = new Map<string, string>();
      const check = async (ids: ReadonlySet<string>): Promise<string | undefined> => {
        await tryUnits(without(units, (id) => !ids.has(id)));
        return worseBy(run, baseline);
      };
      await findGuilty(plannedIds(units), first, check, (id, why) => {
        tell(`unit ${id} makes it fail: ${why}`);
        guilty.set(id, why);
      });
      const settled = units.map((unit) => rollBack(unit, guilty.get(unit.id), command));
      await tryUnits(settled);
      return settled;
    },
  };
}

function plannedIds(units: readonly Unit[]): readonly string[] {
  return units.filter(({ status }) => status === 'planned').map(({ id }) => id);
}

/** The units with those planned ones put aside that `isOut` names. */
function without(units: readonly Unit[], isOut: (id: string) => boolean): readonly Unit[] {
  return units.map((unit) => (unit.status === 'planned' && isOut(unit.id) ? { ...unit, status: 'rolled-back' } : unit));
}

function rollBack(unit: Unit, why: string | undefined, command: string): Unit {
  if (why === undefined) return unit;
  const message = `\`${command}\` fails with it: ${why}`;
  return refuseUnit(unit, { code: 'gate/verify', message, hint: 'mend the test or the code by hand' }, 'rolled-back');
}

/** What fails more than before, in words; undefined where nothing does, or not each time. */
async function worseBy(run: RunTree, baseline: Baseline): Promise<string | undefined> {
  const first = judge(await run(), baseline);
  return first === undefined ? undefined : judge(await run(), baseline);
}

/** Names of tests in a message. */
const MOST_NAMED = 3;

function judge({ exitCode, failed }: CommandRun, baseline: Baseline): string | undefined {
  if (exitCode === 0) return undefined;
  const added = [...failed].filter((name) => !baseline.failed.has(name));
  if (added.length > 0) {
    const more = added.length > MOST_NAMED ? ` and ${added.length - MOST_NAMED} more` : '';
    return `${added.slice(0, MOST_NAMED).join(', ')}${more}`;
  }
  const ended = exitCode === null ? 'it was killed' : `exit code ${exitCode}`;
  if (failed.size === 0 && baseline.failed.size > 0) return `${ended}, before the tests could tell their names`;
  return failed.size === 0 && baseline.isGreen ? ended : undefined;
}

/**
 * Finds units without which the rest is no worse than before: the shortest run of units from the first that is worse
 * ends in a guilty one; that is left out, and the search goes on until what is left is good.
 */
async function findGuilty(
  ids: readonly string[],
  first: string,
  check: (ids: ReadonlySet<string>) => Promise<string | undefined>,
  found: (id: string, why: string) => void,
): Promise<void> {
  let left = ids;
  for (let worse: string | undefined = first; worse !== undefined && left.length > 0;) {
    let [good, bad, why] = [0, left.length, worse];
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      const result = await check(new Set(left.slice(0, middle)));
      if (result === undefined) good = middle;
      else [bad, why] = [middle, result];
    }
    const guilty = left[bad - 1] ?? '';
    found(guilty, why);
    left = left.filter((id) => id !== guilty);
    worse = left.length === 0 ? undefined : await check(new Set(left));
  }
}
