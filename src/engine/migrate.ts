/** `plan` and `apply`, the whole way: find files, plan units, pass the gates, choose, write, verify. */
import type { Migration, Plan } from '../contracts.ts';
import { fromRoot, wayTo } from '../project/paths.ts';
import { commit } from './apply/commit.ts';
import { disk } from './apply/file-system.ts';
import { stateFolder } from './apply/state-folder.ts';
import { Answers } from './migrate/answers.ts';
import { chooseUnits } from './migrate/choose.ts';
import { argumentsFor } from './migrate/command-arguments.ts';
import { installNotes, testCommandOf } from './migrate/package-manager.ts';
import type { MigrateOptions } from './migrate/options.ts';
import { prepare, type Prepared } from './migrate/prepare.ts';
import { withMarks } from './migrate/marks.ts';
import { migrationOf } from './migrate/report.ts';

export type { MigrateOptions, TypeGate } from './migrate/options.ts';

/**
 * Plans the codemods' units over the project around `paths` and, but for a dry run, applies them.
 * @throws {UsageError} for a path or unit that doesn't exist
 * @throws {TreeError} where the tree is dirty or changes meanwhile; nothing is written then
 * @throws {BusyError} where another perfmig is at work
 * @throws {PerfmigError} where a file can't be written; everything is then as it was
 */
export async function migrate(options: MigrateOptions): Promise<Migration> {
  const started = performance.now();
  const prepared = await prepare(options);
  const { root, discovery, originals, planned, typeGate } = prepared;
  const answers = options.choose && answersFor(options, prepared);
  const chosen = await choose(await prepared.pass(prepared.units), prepared, options, answers);
  const marked = options.mark ? await withMarks(chosen, prepared, options) : { plan: chosen, notes: [] };
  const plan = options.dryRun ? marked.plan : await write(marked.plan, prepared, options);
  answers?.end();
  return migrationOf({
    root: wayTo(root, options.cwd),
    codemods: [...prepared.finishers.keys()],
    dryRun: options.dryRun,
    ...{ plan, originals: originals.text, edges: planned.edges, edgeList: planned.edgeList },
    notes: [...planned.notes, ...marked.notes, ...prepared.notes, ...installNotes(root, plan)],
    ...{ commandArguments: argumentsFor(options), testCommand: testCommandOf(root) },
    failures: [...discovery.failures, ...planned.failures, ...originals.failures],
    typeErrors: typeGate?.errors() ?? { before: 0, after: 0 },
    reported: discovery.reported === 'all' ? 'all' : [...discovery.reported],
    lookedAt: discovery.reported === 'all' ? discovery.program.length : discovery.reported.size,
    durationMs: performance.now() - started,
  });
}

/** What was chosen of a plan, past the gates once more: units come back that another had pushed out. */
async function choose(
  plan: Plan,
  { root, derive, pass }: Prepared,
  { choose: chooser, cwd }: MigrateOptions,
  answers: Answers | undefined,
): Promise<Plan> {
  if (!chooser || !answers) return plan;
  return pass(await chooseUnits(plan.units, derive, { answers, choose: chooser, root: wayTo(root, cwd) }));
}

async function write(plan: Plan, prepared: Prepared, options: MigrateOptions): Promise<Plan> {
  if (plan.files.length === 0) return plan;
  const { root, originals, finishers, derive } = prepared;
  const place = { fs: options.fs ?? disk, root, state: stateFolder(root), codemods: [...finishers.keys()] };
  const units = await commit({ ...options, ...place, plan, originals, finishers });
  const made = derive(units.map((unit) => (unit.status === 'applied' ? { ...unit, status: 'planned' } : unit)));
  return { files: made.files, units };
}

/** Answers of earlier runs that asked the same. */
function answersFor({ fs = disk, dryRun, codemods, options }: MigrateOptions, prepared: Prepared): Answers {
  const { root, originals } = prepared;
  const state = stateFolder(root);
  const asked = [fromRoot(state, root), codemods.map(({ id }) => id), options];
  return new Answers({ fs, state, asked, hashOf: (path) => originals.get(path)?.hash, isKept: !dryRun });
}
