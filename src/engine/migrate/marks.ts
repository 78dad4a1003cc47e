/** `--mark`: comments in the code at what is left, as units of their own beside those of the codemods. */
import { createHash } from 'node:crypto';
import type { Edit, Plan, Unit } from '../../contracts.ts';
import { isSourceName } from '../../project/source-names.ts';
import { lineStarts } from '../../program/lines.ts';
import { MARK } from '../../syntax/mark.ts';
import { EditError } from '../plan/splice.ts';
import { readTree } from '../read-tree.ts';
import { isLeft } from './leftovers.ts';
import { marksInFile, type Wanted } from './marks-in-file.ts';
import type { MigrateOptions } from './options.ts';
import type { Prepared } from './prepare.ts';

/** What the units of marks have for a codemod. */
const MARK_UNITS = 'mark';

export interface MarkedPlan {
  readonly plan: Plan;
  readonly notes: readonly string[];
}

/** The plan with a unit for each comment that comes, changes or goes; past the gates. */
export async function withMarks(plan: Plan, prepared: Prepared, options: MigrateOptions): Promise<MarkedPlan> {
  const wanted = wantedMarks(plan, prepared);
  const units: Unit[] = [];
  let unmarked = 0;
  for (const path of filesWithMarks(wanted, prepared)) {
    options.signal?.throwIfAborted();
    const text = prepared.originals.text(path);
    const tree = text === undefined ? undefined : readTree(path, text);
    if (tree?.kind !== 'file') continue;
    const isStale = staleFor(options);
    const { edits, unmarked: left } = marksInFile(tree.file, wanted.get(path) ?? [], ({ codemod }) => isStale(codemod));
    units.push(...edits.map((edit) => unitOf(path, edit)));
    unmarked += left;
  }
  const marked = await passWith(plan, units, prepared);
  const lost = marked.units.filter(({ codemod, status }) => codemod === MARK_UNITS && status !== 'planned').length;
  return { plan: withoutLost(marked), notes: notesFor(unmarked, lost) };
}

function wantedMarks({ units }: Plan, { originals }: Prepared): ReadonlyMap<string, readonly Wanted[]> {
  const wanted = new Map<string, Wanted[]>();
  for (const { codemod, refusal, sites } of units.filter(isLeft)) {
    for (const { path, line, column, api } of sites) {
      const offset = (lineStarts(originals.text(path) ?? '')[line - 1] ?? 0) + column - 1;
      const mark = { code: refusal?.code ?? '', codemod, api, message: refusal?.message ?? '', offset };
      wanted.set(path, [...(wanted.get(path) ?? []), mark]);
    }
  }
  return wanted;
}

/** Files that get marks, and those that have some. */
function filesWithMarks(wanted: ReadonlyMap<string, unknown>, { discovery, originals }: Prepared): readonly string[] {
  const reported = discovery.reported === 'all' ? discovery.program : [...discovery.reported];
  const marked = reported.filter((path) => isSourceName(path) && originals.text(path)?.includes(MARK) === true);
  return [...new Set([...wanted.keys(), ...marked])].sort();
}

/** Of which codemods a run knows that nothing is left where it hasn't left anything. */
function staleFor({ only, codemods, seenCodemods }: MigrateOptions): (codemod: string) => boolean {
  const seen = new Set(seenCodemods ?? codemods.map(({ id }) => id));
  return (codemod) => only.length === 0 && seen.has(codemod);
}

function unitOf(path: string, edit: Edit): Unit {
  const identity = createHash('sha256')
    .update(JSON.stringify([path, edit]))
    .digest('hex');
  return {
    ...{ id: `${MARK_UNITS}-${identity.slice(0, 8)}`, codemod: MARK_UNITS, sites: [], status: 'planned' },
    changes: [{ kind: 'edit', path, edits: [edit] }],
    ...{ safety: 'safe', functionsMadeAsync: [], hazards: [], neededLines: 1 },
  };
}

/** A codemod's own lines of imports may be where a mark wants to be; the code comes first. */
async function passWith(plan: Plan, marks: readonly Unit[], { pass }: Prepared): Promise<Plan> {
  if (marks.length === 0) return plan;
  try {
    return await pass([...plan.units, ...marks]);
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    return { ...plan, units: [...plan.units, ...marks.map((unit) => ({ ...unit, status: 'refused' as const }))] };
  }
}

function withoutLost({ files, units }: Plan): Plan {
  return { files, units: units.filter(({ codemod, status }) => codemod !== MARK_UNITS || status === 'planned') };
}

function notesFor(unmarked: number, lost: number): readonly string[] {
  const told = (count: number, why: string): readonly string[] =>
    count === 0 ? [] : [`${count === 1 ? '1 mark is' : `${count} marks are`} not written: ${why}`];
  return [
    ...told(unmarked, 'no comment can stand before that code, which begins in the middle of a line'),
    ...told(lost, 'the code beside changes too; run it again with --mark'),
  ];
}
