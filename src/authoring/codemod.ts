/** All that a codemod may import, beside the contracts and what rules may. */
import { createHash } from 'node:crypto';
import type { Codemod, CodemodPlan, Finding, PlanInput, ProjectFiles, Rewrite, Span, Unit } from '../contracts.ts';
import { indexOfLine, lineStarts } from '../program/lines.ts';

export type {
  Codemod,
  CodemodOptions,
  CodemodPlan,
  Edit,
  EdgeCounts,
  FileChange,
  Finding,
  Hazard,
  PlanInput,
  ProjectFiles,
  Refusal,
  Site,
  Unit,
} from '../contracts.ts';

/** Gives a codemod its types; it adds nothing. */
export function defineCodemod(codemod: Codemod): Codemod {
  return codemod;
}

/** A unit's name, made of whatever stays the same from run to run: a finding's fingerprint, paths and names. */
export function unitId(codemod: string, ...identity: readonly string[]): string {
  const digest = createHash('sha256').update(identity.join('\0')).digest('hex');
  return `${codemod}-${digest.slice(0, 8)}`;
}

/** A codemod that does what its rules' `fix` say: one unit for each finding. */
export function defineFixCodemod(codemod: Omit<Codemod, 'plan'>): Codemod {
  return { ...codemod, plan: (input) => planFixes(codemod, input) };
}

async function planFixes(codemod: Omit<Codemod, 'plan'>, input: PlanInput): Promise<CodemodPlan> {
  const found = await input.findings();
  return { units: found.map((finding) => unitOfFinding(codemod, finding, input)), failures: [] };
}

function unitOfFinding(codemod: Omit<Codemod, 'plan'>, finding: Finding, input: PlanInput): Unit {
  const { path, line, column, api, fingerprint, chain } = finding;
  const { rewrite, safety } = finding.fix ?? { rewrite: noFix(codemod, finding), safety: codemod.safety };
  const unit = {
    id: unitId(codemod.id, path, fingerprint),
    codemod: codemod.id,
    sites: [{ path, line, column, api, ...(chain && { chain }) }],
    ...{ safety, functionsMadeAsync: [], hazards: [] },
  };
  if (rewrite.kind === 'edits') {
    return { ...unit, changes: [{ kind: 'edit', path, edits: rewrite.edits }], status: 'planned' };
  }
  const { code, message, hint, barrier } = rewrite;
  const place = barrier === undefined ? { line, column } : placeOf(input.read(path) ?? '', barrier);
  return { ...unit, changes: [], status: 'refused', refusal: { path, ...place, code, message, chain: [], hint } };
}

function noFix({ id }: Pick<Codemod, 'id'>, { rule }: Finding): Rewrite & { kind: 'refused' } {
  return {
    kind: 'refused',
    code: `${id}/no-fix`,
    message: `rule ${rule} can't tell what to write here`,
    hint: `perfmig explain ${rule} says what to do by hand`,
  };
}

/** Where a span begins, for people. */
export function placeOf(text: string, [start]: Span): { readonly line: number; readonly column: number } {
  const starts = lineStarts(text);
  const index = indexOfLine(starts, start);
  return { line: index + 1, column: start - (starts[index] ?? 0) + 1 };
}

/** The source files whose sites are wanted. */
export function reportedFiles({ program, reported }: ProjectFiles): readonly string[] {
  return reported === 'all' ? program : program.filter((path) => reported.has(path));
}
