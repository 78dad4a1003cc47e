/** Lets somebody choose among the units of a plan. */
import type { Plan, Unit } from '../../contracts.ts';
import { filesOf } from '../plan/changes.ts';
import { clashing } from '../plan/conflicts.ts';
import { diffOf } from '../plan/diff.ts';
import { refuseUnit } from '../plan/refuse.ts';
import type { Answer, Answers } from './answers.ts';

/** One unit to be asked about. */
export interface Offer {
  readonly unit: Unit;
  /** Of this unit alone. */
  readonly diff: string;
  /** What was said to it in a run that was left. */
  readonly answer: Answer | undefined;
  /** Ids of units that change the same code: of these and itself only one can be made now. */
  readonly clashesWith: ReadonlySet<string>;
  /** Files it has in common with others that are made anew, and how many others each. */
  readonly shares: ReadonlyMap<string, number>;
}

/** What came of the questions. */
export interface Choice {
  /** Ids of the units to make. */
  readonly accepted: ReadonlySet<string>;
  /** Ids of those nobody was asked about. */
  readonly undecided: ReadonlySet<string>;
}

/** What is to be asked. */
export interface Questions {
  /** The project, relative to the current folder; `.` for itself. */
  readonly root: string;
  readonly offers: readonly Offer[];
  /** Keeps an answer at once; undefined takes one back. */
  readonly keep: (unit: Unit, answer: Answer | undefined) => void;
}

/** Asks somebody. */
export type Chooser = (questions: Questions) => Promise<Choice>;

/** Refused for reasons that somebody who has seen the unit may set aside. */
const FOR_SOMEBODY_TO_JUDGE = ['conflict/overlap', 'left/not-worth-it'];

/** The units with those planned that were chosen, and the others left. */
export async function chooseUnits(
  units: readonly Unit[],
  derive: (units: readonly Unit[]) => Plan,
  { answers, choose, root }: { readonly answers: Answers; readonly choose: Chooser; readonly root: string },
): Promise<readonly Unit[]> {
  const candidates = units.filter(isForSomebody);
  answers.forgetBut(candidates);
  const { accepted, undecided } = await choose({
    root,
    offers: offersOf(candidates, derive, answers),
    keep: (unit, answer) => {
      answers.keep(unit, answer);
    },
  });
  if (undecided.size === 0) answers.complete();
  return units.map((unit) => {
    if (accepted.has(unit.id)) return planned(unit);
    if (unit.status !== 'planned') return unit;
    const message = undecided.has(unit.id) ? 'not asked about yet' : 'left on request';
    return refuseUnit(unit, { code: 'left/skipped', message, hint: 'run it again and say yes' });
  });
}

function isForSomebody({ status, refusal, changes }: Unit): boolean {
  if (status === 'planned') return true;
  return status === 'refused' && changes.length > 0 && FOR_SOMEBODY_TO_JUDGE.includes(refusal?.code ?? '');
}

function planned({ refusal: _, ...unit }: Unit): Unit {
  return { ...unit, status: 'planned' };
}

function offersOf(
  units: readonly Unit[],
  derive: (units: readonly Unit[]) => Plan,
  answers: Answers,
): readonly Offer[] {
  return units.map((unit) => {
    const others = units.filter(({ id }) => id !== unit.id);
    const made = unit.changes.filter(({ kind }) => kind === 'create').map(({ path }) => path);
    const sharing = made.map((path) => [path, others.filter((one) => filesOf(one).includes(path)).length] as const);
    return {
      unit,
      diff: diffOf(derive([planned(unit)])),
      answer: answers.of(unit),
      clashesWith: new Set(others.filter((other) => clashing(unit, other)).map(({ id }) => id)),
      shares: new Map(sharing.filter(([, count]) => count > 0)),
    };
  });
}
