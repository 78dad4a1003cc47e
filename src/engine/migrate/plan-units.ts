/** Asks the codemods for their units. */
import type {
  CallEdge,
  Codemod,
  CodemodOptions,
  EdgeCounts,
  Failure,
  Finding,
  PlanInput,
  Rule,
  SourceFile,
  Types,
  Unit,
} from '../../contracts.ts';
import type { Project } from '../../project/open-project.ts';
import type { Cooperation } from '../cooperate.ts';
import { investigate } from '../investigate.ts';
import type { OriginalFiles } from '../plan/original.ts';
import { readTree } from '../read-tree.ts';

export interface PlanUnitsOptions extends Cooperation {
  /** Absolute; what relative paths start from. */
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly codemods: readonly Codemod[];
  /** All rules; each codemod's are taken from these. */
  readonly rules: readonly Rule[];
  readonly options: CodemodOptions;
  readonly types?: Types;
}

export interface PlannedUnits {
  readonly units: readonly Unit[];
  readonly failures: readonly Failure[];
  readonly edges: EdgeCounts;
  /** Undefined where nobody asked for it. */
  readonly edgeList: readonly CallEdge[] | undefined;
  readonly notes: readonly string[];
}

/** All units, in the order of the codemods. A codemod that throws is a failure of its own; the others go on. */
export async function planUnits(
  project: Project,
  originals: OriginalFiles,
  options: PlanUnitsOptions,
): Promise<PlannedUnits> {
  const units: Unit[] = [];
  const failures: Failure[] = [];
  const notes: string[] = [];
  const edgeList: CallEdge[] = [];
  const edges = { proved: 0, possible: 0, excluded: 0 };
  for (const codemod of options.codemods) {
    try {
      const planned = await codemod.plan(inputFor(codemod, project, originals, options, failures));
      units.push(...planned.units);
      failures.push(...planned.failures);
      notes.push(...(planned.notes ?? []));
      for (const edge of planned.edgeList ?? []) edgeList.push(edge);
      for (const kind of ['proved', 'possible', 'excluded'] as const) edges[kind] += planned.edges?.[kind] ?? 0;
    } catch (error) {
      options.signal?.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      failures.push({ path: '.', stage: 'plan', message: `codemod ${codemod.id} failed: ${reason}` });
    }
  }
  return { units, failures, edges, edgeList: options.options.explainEdges === true ? edgeList : undefined, notes };
}

function inputFor(
  codemod: Codemod,
  project: Project,
  originals: OriginalFiles,
  options: PlanUnitsOptions,
  failures: Failure[],
): PlanInput {
  return {
    project: project.discovery,
    options: options.options,
    read: originals.text,
    parse: (path) => parse(path, originals, failures),
    findings: () => findings(codemod, project, options, failures),
    ...(options.types && { types: options.types }),
    ...(options.signal && { signal: options.signal }),
  };
}

function parse(path: string, originals: OriginalFiles, failures: Failure[]): SourceFile | undefined {
  const text = originals.text(path);
  const tree = text === undefined ? undefined : readTree(path, text);
  if (tree?.kind === 'failure') failures.push(tree.failure);
  return tree?.kind === 'file' ? tree.file : undefined;
}

async function findings(
  codemod: Codemod,
  project: Project,
  options: PlanUnitsOptions,
  failures: Failure[],
): Promise<readonly Finding[]> {
  const rules = options.rules.filter(({ id }) => codemod.rules.includes(id));
  const knownRules = options.rules.map(({ id }) => id);
  const investigation = await investigate({ ...options, project, rules, knownRules, wantsFixes: true });
  failures.push(...investigation.failures);
  const found = investigation.outcomes.flatMap((file) => file.findings);
  return found.sort((a, b) => compare(a.path, b.path) || a.span[0] - b.span[0]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
