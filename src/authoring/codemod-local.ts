/** Makes codemods whose units each stay in one file, but for what their new code needs: imports, helpers, dependencies. */
import { contradict, mergeOverlapping } from '../asyncify/grouping.ts';
import { sharedChanges, sharedPaths, targetFor } from '../additions/shared-changes.ts';
import type { ImportNeed } from '../additions/import-need.ts';
import type { ProjectShape } from '../additions/project-shape.ts';
import { everyNode } from '../additions/imports/tree.ts';
import type {
  Codemod,
  CodemodOptions,
  CodemodPlan,
  Edit,
  FileChange,
  Finding,
  Node,
  PlanInput,
  Rewrite,
  Safety,
  SourceFile,
  Span,
  Unit,
} from '../contracts.ts';
import { readConfigs } from '../project/package-info.ts';
import { scanSpecifiers } from '../program/import-scan.ts';
import { Additions, FileNames, type Declaration } from './codemod-additions.ts';
import { finishLocal, type LocalData } from './codemod-finish.ts';
import { placeOf, unitId } from './codemod.ts';

export type { Additions } from './codemod-additions.ts';

/** A finding of the codemod's rules, in its file. */
export interface LocalSite {
  readonly finding: Finding;
  readonly file: SourceFile;
  /** What the rule has found. */
  readonly node: Node;
  /** What the new code may use: `node` also where `runtime` was asked for, but no package.json can name it. */
  readonly target: CodemodOptions['target'];
}

/** What becomes of a site. */
export type LocalRewrite =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[]; readonly safety: Safety }
  | Extract<Rewrite, { kind: 'refused' }>;

export type Refused = Extract<LocalRewrite, { kind: 'refused' }>;

/**
 * Makes the refusals of a codemod, whose codes all have a hint.
 * `barrier` is what stands in the way, the site itself where it is left out.
 */
export function refusals<Code extends string>(
  hints: Readonly<Record<Code, string>>,
): (code: Code, message: string, barrier?: Span) => Refused {
  return (code, message, barrier) => ({
    kind: 'refused',
    code,
    message,
    hint: hints[code],
    ...(barrier && { barrier }),
  });
}

/** A codemod of its own kind: which sites, and what becomes of each. */
export interface LocalCodemod extends Omit<Codemod, 'plan' | 'finish'> {
  /** A pure function of the site; what it asks `additions` for is imported, declared and depended on, where the unit is made. */
  readonly rewrite: (site: LocalSite, additions: Additions) => LocalRewrite;
}

/** One unit for each finding of its rules; those whose edits touch are one. */
export function defineLocalCodemod({ rewrite, ...codemod }: LocalCodemod): Codemod {
  const planned = { ...codemod, rewrite };
  return { ...codemod, plan: (input) => planLocal(planned, input), finish: finishLocal };
}

interface Draft {
  readonly findings: readonly Finding[];
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly needs: readonly ImportNeed[];
  readonly declarations: readonly Declaration[];
  readonly safety: Safety;
}

async function planLocal(codemod: LocalCodemod, input: PlanInput): Promise<CodemodPlan> {
  const shape = shapeOf(input);
  const drafts: Draft[] = [];
  const refused: Unit[] = [];
  for (const [path, findings] of byPath(await input.findings())) {
    input.signal?.throwIfAborted();
    const file = input.parse(path);
    if (!file) continue;
    const names = new FileNames(file.ast);
    const target = targetFor(shape, input, path);
    for (const finding of findings) {
      const additions = new Additions(file, names, shape, target);
      const node = nodeOf(file, finding);
      const result = node ? codemod.rewrite({ finding, file, node, target }, additions) : gone(codemod);
      if (result.kind === 'refused') refused.push(refusedUnit(codemod, finding, file, result));
      else drafts.push(draftOf(finding, result, additions));
    }
  }
  const merged = grouped(drafts).map(joined);
  const changes = sharedChanges(
    shape,
    input,
    merged.flatMap(({ needs }) => needs),
  );
  return { units: [...merged.map((draft) => unitOf(codemod, draft, shape, input, changes)), ...refused], failures: [] };
}

/** Those that touch go together; one that contradicts an earlier one stays alone, and is refused in its favour. */
function grouped(drafts: readonly Draft[]): readonly (readonly Draft[])[] {
  const together: Draft[] = [];
  const alone: Draft[] = [];
  for (const draft of drafts) (together.some((other) => contradict(other, draft)) ? alone : together).push(draft);
  return [...mergeOverlapping(together), ...alone.map((draft) => [draft])];
}

function draftOf(finding: Finding, { edits, safety }: LocalRewrite & { kind: 'edits' }, additions: Additions): Draft {
  return { ...additions.asked(), findings: [finding], edits: new Map([[finding.path, edits]]), safety };
}

/** What placing helpers and dependencies asks of the project; texts are looked at where they are asked for alone. */
function shapeOf({ project, read }: PlanInput): ProjectShape {
  const { packages, tsconfigs } = readConfigs(project.root, project.configs);
  return {
    packages,
    tsconfigs,
    paths: project.program,
    specifiersIn: (path) => scanSpecifiers(read(path) ?? ''),
  };
}

function byPath(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) files.set(finding.path, [...(files.get(finding.path) ?? []), finding]);
  return files;
}

/** The innermost node of the finding's span. */
function nodeOf(file: SourceFile, { span: [start, end] }: Finding): Node | undefined {
  let found: Node | undefined;
  for (const node of everyNode(file.ast)) {
    const [from, to] = file.spanOf(node);
    if (from === start && to === end) found = node;
  }
  return found;
}

function gone({ id }: LocalCodemod): Extract<Rewrite, { kind: 'refused' }> {
  const message = 'the code is not the same any more';
  return { kind: 'refused', code: `${id}/changed`, message, hint: 'run the codemod again' };
}

/** Sites whose edits touch are one unit. */
function joined(group: readonly Draft[]): Draft {
  const edits = new Map<string, readonly Edit[]>();
  for (const draft of group) {
    for (const [path, own] of draft.edits) edits.set(path, [...(edits.get(path) ?? []), ...own]);
  }
  return {
    edits,
    findings: group.flatMap(({ findings }) => findings),
    needs: group.flatMap(({ needs }) => needs),
    declarations: group.flatMap(({ declarations }) => declarations),
    safety: group.every(({ safety }) => safety === 'safe') ? 'safe' : 'review',
  };
}

function unitOf(
  { id }: LocalCodemod,
  { findings, edits, needs, declarations, safety }: Draft,
  shape: ProjectShape,
  input: PlanInput,
  shared: ReadonlyMap<string, FileChange>,
): Unit {
  const sites = findings.map(({ path, line, column, api }) => ({ path, line, column, api }));
  const more = sharedPaths(shape, input, needs).flatMap((path) => shared.get(path) ?? []);
  const data: LocalData = { needs, declarations };
  return {
    id: unitId(id, ...findings.flatMap(({ path, fingerprint }) => [path, fingerprint])),
    ...{ codemod: id, sites, data, safety, functionsMadeAsync: [], hazards: [], status: 'planned' },
    changes: [
      ...[...edits].map(([path, own]): FileChange => ({ kind: 'edit', path, edits: own })),
      ...more.filter((change) => change.kind === 'create' || change.edits.length > 0),
    ],
  };
}

function refusedUnit(
  { id, safety }: LocalCodemod,
  { path, line, column, api, fingerprint }: Finding,
  file: SourceFile,
  { code, message, hint, barrier }: Extract<Rewrite, { kind: 'refused' }>,
): Unit {
  const place = barrier === undefined ? { line, column } : placeOf(file.text, barrier);
  return {
    id: unitId(id, path, fingerprint),
    ...{ codemod: id, sites: [{ path, line, column, api }], changes: [], safety },
    ...{ functionsMadeAsync: [], hazards: [], status: 'refused' },
    refusal: { path, ...place, code, message, chain: [], hint },
  };
}
