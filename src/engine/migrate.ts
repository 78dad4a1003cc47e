/** `plan` and `apply`, the whole way: find files, plan units, pass the gates, choose, write, verify. */
import type { Migration, Plan, Types, Unit } from '../contracts.ts';
import type { Discovery } from '../project/discover.ts';
import { openProject } from '../project/open-project.ts';
import { wayTo } from '../project/paths.ts';
import { commit, type Verifier } from './apply/commit.ts';
import { disk, type FileSystem } from './apply/file-system.ts';
import { stateFolder } from './apply/state-folder.ts';
import { reasonNotToWrite } from './apply/target.ts';
import { passGates, type Gate } from './gates/gate.ts';
import { parseGate } from './gates/parse.ts';
import { unawaitedGate } from './gates/unawaited.ts';
import { checkTree } from './migrate/check-tree.ts';
import { planUnits, type PlanUnitsOptions } from './migrate/plan-units.ts';
import { installNotes } from './migrate/install-note.ts';
import { migrationOf } from './migrate/report.ts';
import { selectUnits } from './migrate/select.ts';
import { filesOf } from './plan/changes.ts';
import { derivePlan } from './plan/derive.ts';
import { diffOf } from './plan/diff.ts';
import { OriginalFiles } from './plan/original.ts';
import { refuseUnit } from './plan/refuse.ts';

/** Asks somebody which of the planned units to make; returns the ids of those. */
export type Chooser = (
  offers: readonly { readonly unit: Unit; readonly diff: string }[],
) => Promise<ReadonlySet<string>>;

/** A gate that counts type errors. */
export interface TypeGate {
  readonly check: Gate;
  readonly errors: () => { readonly before: number; readonly after: number };
}

export interface MigrateOptions extends PlanUnitsOptions {
  /** Plans and reports, and writes nothing at all. */
  readonly dryRun: boolean;
  readonly allowDirty: boolean;
  /** Ids of units, or `path:line`; empty takes all. */
  readonly only: readonly string[];
  readonly choose?: Chooser;
  /** Makes what the call graph may ask of types. */
  readonly typesOf?: (discovery: Discovery) => Types;
  /** Makes the type gate, where types are to be checked. */
  readonly typeGate?: (discovery: Discovery) => Promise<TypeGate>;
  readonly verifier?: Verifier;
  readonly fs?: FileSystem;
}

/**
 * Plans the codemods' units over the project around `paths` and, but for a dry run, applies them.
 * @throws {UsageError} for a path or unit that doesn't exist
 * @throws {TreeError} where the tree is dirty or changes meanwhile; nothing is written then
 * @throws {BusyError} where another perfmig is at work
 * @throws {PerfmigError} where a file can't be written; everything is then as it was
 */
export async function migrate(options: MigrateOptions): Promise<Migration> {
  const started = performance.now();
  const project = openProject({ ...options, ruleIds: options.rules.map(({ id }) => id) });
  const { discovery } = project;
  const { root } = discovery;
  const notes = options.dryRun ? [] : await checkTree(root, options.allowDirty);
  const originals = new OriginalFiles(root);
  const finishers = new Map(options.codemods.map((codemod) => [codemod.id, codemod]));
  const derive = (units: readonly Unit[]): Plan => derivePlan(units, originals.text, finishers);
  const typed = options.typesOf && { types: options.typesOf(discovery) };
  const planned = await planUnits(project, originals, { ...options, ...typed });
  const selected = selectUnits(planned.units, options.only, { cwd: options.cwd, root });
  const typeGate = await typeGateFor(selected, discovery, options);
  const unawaited = unawaitedGate({ ...options, ...typed, project: discovery, originals: originals.text });
  const gates = [parseGate, unawaited, ...(typeGate ? [typeGate.check] : [])];
  let plan = await passGates(refuseUnwritable(selected, root), derive, gates);
  if (options.choose) plan = await passGates(await chooseUnits(plan.units, derive, options.choose), derive, gates);
  if (!options.dryRun && plan.files.length > 0) {
    const place = { fs: options.fs ?? disk, root, state: stateFolder(root), codemods: [...finishers.keys()] };
    const units = await commit({ ...options, ...place, plan, originals, finishers });
    const made = derive(units.map((unit) => (unit.status === 'applied' ? { ...unit, status: 'planned' } : unit)));
    plan = { files: made.files, units };
  }
  return migrationOf({
    root: wayTo(root, options.cwd),
    codemods: [...finishers.keys()],
    dryRun: options.dryRun,
    ...{
      plan,
      originals: originals.text,
      edges: planned.edges,
      edgeList: planned.edgeList,
      notes: [...planned.notes, ...notes, ...installNotes(root, plan)],
    },
    failures: [...discovery.failures, ...planned.failures, ...originals.failures],
    typeErrors: typeGate?.errors() ?? { before: 0, after: 0 },
    lookedAt: discovery.reported === 'all' ? discovery.program.length : discovery.reported.size,
    durationMs: performance.now() - started,
  });
}

async function typeGateFor(
  units: readonly Unit[],
  discovery: Discovery,
  { typeGate }: MigrateOptions,
): Promise<TypeGate | undefined> {
  return units.some(({ status }) => status === 'planned') ? typeGate?.(discovery) : undefined;
}

/** Units that touch a file perfmig may not write are refused at once, so that a plan promises nothing else. */
function refuseUnwritable(units: readonly Unit[], root: string): readonly Unit[] {
  return units.map((unit) => {
    if (unit.status !== 'planned') return unit;
    const reason = filesOf(unit).flatMap((path) => reasonNotToWrite(root, path) ?? [])[0];
    return reason ? refuseUnit(unit, reason) : unit;
  });
}

async function chooseUnits(
  units: readonly Unit[],
  derive: (units: readonly Unit[]) => Plan,
  choose: Chooser,
): Promise<readonly Unit[]> {
  const planned = units.filter(({ status }) => status === 'planned');
  const wanted = await choose(planned.map((unit) => ({ unit, diff: diffOf(derive([unit])) })));
  return units.map((unit) => {
    if (unit.status !== 'planned' || wanted.has(unit.id)) return unit;
    const message = 'left on request';
    return refuseUnit(unit, { code: 'left/skipped', message, hint: 'run it again and say yes' });
  });
}
