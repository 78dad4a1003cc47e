/** Gates: what a plan must pass before anything of it is written. A fault costs the units it is charged to. */
import type { Plan, Unit } from '../../contracts.ts';
import { refuseUnit, type Reason } from '../plan/refuse.ts';

/** Something that a plan would break. */
export interface Fault {
  /** Ids of the units that may be at fault; where it can't be told, all of the plan. */
  readonly units: readonly string[];
  readonly reason: Reason;
}

/** Finds the faults of a plan. */
export type Gate = (plan: Plan) => readonly Fault[] | Promise<readonly Fault[]>;

/** More dropped units than these are not tried again. */
const MOST_TRIED_AGAIN = 40;

/**
 * Drops units until the plan has no fault, deriving the rest again each time. Where a fault was charged to several
 * units, each is then tried again on its own, so that one guilty unit doesn't cost its neighbours.
 */
export async function passGates(
  units: readonly Unit[],
  derive: (units: readonly Unit[]) => Plan,
  gates: readonly Gate[],
): Promise<Plan> {
  const suspects = new Map<string, Unit>();
  let plan = derive(units);
  for (let faults = await faultsOf(plan, gates); faults.length > 0; faults = await faultsOf(plan, gates)) {
    for (const unit of plan.units) if (isCharged(unit, faults) && isShared(unit, faults)) suspects.set(unit.id, unit);
    plan = derive(plan.units.map((unit) => charge(unit, faults)));
  }
  if (suspects.size < 2) return plan;
  for (const suspect of [...suspects.values()].slice(0, MOST_TRIED_AGAIN)) {
    const tried = derive(plan.units.map((unit) => (unit.id === suspect.id ? suspect : unit)));
    const isBack = tried.units.some(({ id, status }) => id === suspect.id && status === 'planned');
    if (isBack && (await faultsOf(tried, gates)).length === 0) plan = tried;
  }
  return plan;
}

/** The faults of the first gate that finds any. */
async function faultsOf(plan: Plan, gates: readonly Gate[]): Promise<readonly Fault[]> {
  if (plan.files.length === 0) return [];
  const all = plan.units.filter(({ status }) => status === 'planned').map(({ id }) => id);
  for (const gate of gates) {
    const faults = await gate(plan);
    if (faults.length === 0) continue;
    return faults.map((fault) => (fault.units.some((id) => all.includes(id)) ? fault : { ...fault, units: all }));
  }
  return [];
}

function isCharged({ id, status }: Unit, faults: readonly Fault[]): boolean {
  return status === 'planned' && faults.some((fault) => fault.units.includes(id));
}

/** Whether somebody else may be to blame for all that the unit is charged with. */
function isShared({ id }: Unit, faults: readonly Fault[]): boolean {
  return faults.every(({ units }) => !units.includes(id) || units.length > 1);
}

function charge(unit: Unit, faults: readonly Fault[]): Unit {
  const fault = faults.find(({ units }) => units.includes(unit.id));
  return fault && unit.status === 'planned' ? refuseUnit(unit, fault.reason, 'rolled-back') : unit;
}
