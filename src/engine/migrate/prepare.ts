/** Everything up to the first plan: the project, its units, and the gates they have to pass. */
import type { Plan, Unit } from '../../contracts.ts';
import type { Discovery } from '../../project/discover.ts';
import { openProject } from '../../project/open-project.ts';
import { reasonNotToWrite } from '../apply/target.ts';
import { passGates, type Gate } from '../gates/gate.ts';
import { parseGate } from '../gates/parse.ts';
import { unawaitedGate } from '../gates/unawaited.ts';
import { filesOf } from '../plan/changes.ts';
import { derivePlan, type Finishers } from '../plan/derive.ts';
import { OriginalFiles } from '../plan/original.ts';
import { refuseUnit } from '../plan/refuse.ts';
import { checkTree } from './check-tree.ts';
import type { MigrateOptions, TypeGate } from './options.ts';
import { planUnits, type PlannedUnits } from './plan-units.ts';
import { selectUnits } from './select.ts';

/** What the later steps of a run build on. */
export interface Prepared {
  /** Absolute. */
  readonly root: string;
  readonly discovery: Discovery;
  readonly originals: OriginalFiles;
  readonly finishers: Finishers;
  readonly planned: PlannedUnits;
  /** Those of the planned units that were asked for. */
  readonly units: readonly Unit[];
  readonly typeGate: TypeGate | undefined;
  /** What the user should know of the tree. */
  readonly notes: readonly string[];
  /** The plan that a set of units comes to. */
  readonly derive: (units: readonly Unit[]) => Plan;
  /** The same with units dropped until all gates let it pass. */
  readonly pass: (units: readonly Unit[]) => Promise<Plan>;
}

/**
 * Opens the project, looks at the tree and asks the codemods for their units.
 * @throws {UsageError} for a path or unit that doesn't exist
 * @throws {TreeError} where the tree is dirty
 */
export async function prepare(options: MigrateOptions): Promise<Prepared> {
  const project = openProject({ ...options, ruleIds: options.rules.map(({ id }) => id) });
  const { discovery } = project;
  const { root } = discovery;
  const notes = options.dryRun ? [] : await checkTree(root, options.allowDirty);
  const originals = new OriginalFiles(root);
  const finishers = new Map(options.codemods.map((codemod) => [codemod.id, codemod]));
  const derive = (units: readonly Unit[]): Plan => derivePlan(units, originals.text, finishers);
  const typed = options.typesOf && { types: options.typesOf(discovery) };
  const planned = await planUnits(project, originals, { ...options, ...typed });
  const units = selectUnits(planned.units, options.only, { cwd: options.cwd, root });
  const typeGate = await typeGateFor(units, discovery, options);
  const unawaited = unawaitedGate({ ...options, ...typed, project: discovery, originals: originals.text });
  const gates: readonly Gate[] = [parseGate, unawaited, ...(typeGate ? [typeGate.check] : [])];
  const pass = (some: readonly Unit[]): Promise<Plan> => passGates(refuseUnwritable(some, root), derive, gates);
  return { root, discovery, originals, finishers, planned, units, typeGate, notes, derive, pass };
}

async function typeGateFor(
  units: readonly Unit[],
  discovery: Discovery,
  { typeGate, choose }: MigrateOptions,
): Promise<TypeGate | undefined> {
  // Somebody who is asked may accept what is refused now.
  const mayBeMade = ({ status, changes }: Unit): boolean =>
    status === 'planned' || (choose && changes.length > 0) === true;
  return units.some(mayBeMade) ? typeGate?.(discovery) : undefined;
}

/** Units that touch a file perfmig may not write are refused at once, so that a plan promises nothing else. */
function refuseUnwritable(units: readonly Unit[], root: string): readonly Unit[] {
  return units.map((unit) => {
    if (unit.status !== 'planned') return unit;
    const reason = filesOf(unit).flatMap((path) => reasonNotToWrite(root, path) ?? [])[0];
    return reason ? refuseUnit(unit, reason) : unit;
  });
}
