/** Sums up what became of the units. */
import type {
  CallEdge,
  EdgeCounts,
  Failure,
  Migration,
  MigrationSummary,
  Plan,
  PlannedFile,
  SiteRefusal,
  Unit,
} from '../../contracts.ts';
import { leftoversOf } from './leftovers.ts';
import { changedLinesOf, diffOf } from '../plan/diff.ts';
import { indexOfLine, lineStarts } from '../../program/lines.ts';
import { round } from '../score.ts';
import type { Originals } from '../plan/derive.ts';

/** All that is known at the end of a run. */
export interface Outcome {
  readonly root: string;
  readonly codemods: readonly string[];
  readonly dryRun: boolean;
  /** Of the units that are made; its units are all there are. */
  readonly plan: Plan;
  readonly originals: Originals;
  readonly failures: readonly Failure[];
  readonly edges: EdgeCounts;
  readonly edgeList?: readonly CallEdge[] | undefined;
  readonly typeErrors: { readonly before: number; readonly after: number };
  readonly lookedAt: number;
  readonly reported: 'all' | readonly string[];
  readonly notes: readonly string[];
  readonly commandArguments: readonly string[];
  readonly testCommand: string | undefined;
  readonly durationMs: number;
}

/** The report of a run. Pure. */
export function migrationOf(outcome: Outcome): Migration {
  const { root, codemods, dryRun, plan, failures, lookedAt, notes } = outcome;
  return {
    ...{ root, codemods, dryRun, units: plan.units },
    summary: summarize(outcome),
    failures: uniqueFailures(failures),
    refusals: plan.units.flatMap(refusalsOf),
    ...{ leftovers: leftoversOf(plan, outcome.originals, dryRun), reported: outcome.reported },
    ...(outcome.edgeList && { edges: outcome.edgeList }),
    diff: diffOf(plan),
    ...{ lookedAt, notes, commandArguments: outcome.commandArguments },
    ...(outcome.testCommand !== undefined && { testCommand: outcome.testCommand }),
  };
}

function summarize({ plan, edges, typeErrors, durationMs, originals }: Outcome): MigrationSummary {
  const made = plan.units.filter(isMade);
  const files = plan.files.filter(countsLines);
  const changedLines = files.reduce((sum, file) => sum + changedLinesOf(file), 0);
  const ofUnits = made.reduce((sum, unit) => sum + (unit.neededLines ?? linesTouched(unit, originals)), 0);
  const needed = ofUnits + files.reduce((sum, file) => sum + linesForAll(file), 0);
  const left = plan.units.filter(({ status }) => status === 'refused');
  return {
    sites: countSites(plan.units),
    converted: countSites(made),
    refused: countSites(left),
    rolledBack: countSites(plan.units.filter(({ status }) => status === 'rolled-back')),
    files: plan.files.length,
    functionsMadeAsync: made.reduce((sum, unit) => sum + unit.functionsMadeAsync.length, 0),
    changedLines,
    typeErrorsBefore: typeErrors.before,
    typeErrorsAfter: typeErrors.after,
    refusedByCode: countByCode(left),
    edges,
    waste: changedLines === 0 ? 0 : round(Math.max(0, changedLines - needed) / changedLines),
    durationMs: Math.round(durationMs),
  };
}

/** Whether a unit is applied, or would be. */
function isMade({ status }: Unit): boolean {
  return status === 'planned' || status === 'applied';
}

function countsLines({ path }: { readonly path: string }): boolean {
  return !/(?:^|\/)package\.json$/.test(path);
}

/** Lines of files that are made, and of imports: units share them. */
function linesForAll(file: PlannedFile): number {
  if (file.before === undefined) return changedLinesOf(file);
  const imports = (text: string): string => text.split('\n').filter(isImport).join('\n');
  return changedLinesOf({ ...file, before: imports(file.before), after: imports(file.after) });
}

function isImport(line: string): boolean {
  return /^\s*(?:import\b|export\b.*\bfrom\b|.*\brequire\(|\}.*\bfrom\b)/.test(line);
}

/** Lines that a unit's edits begin, hold or end in, before or after. */
function linesTouched(unit: Unit, originals: Originals): number {
  return unit.changes.reduce((sum, change) => {
    if (change.kind === 'create') return sum;
    const starts = lineStarts(originals(change.path) ?? '');
    const lines = change.edits.map(({ span: [start, end], text }) => {
      const old = indexOfLine(starts, end) - indexOfLine(starts, start) + 1;
      return Math.max(old, text.split('\n').length);
    });
    return sum + lines.reduce((a, b) => a + b, 0);
  }, 0);
}

function countSites(units: readonly Unit[]): number {
  return units.reduce((sum, { sites }) => sum + sites.length, 0);
}

function countByCode(units: readonly Unit[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { refusal, sites } of units) {
    if (refusal) counts.set(refusal.code, (counts.get(refusal.code) ?? 0) + sites.length);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function refusalsOf({ id, sites, refusal }: Unit): readonly SiteRefusal[] {
  if (!refusal) return [];
  const { path, line, column, code, message, chain, hint, name = '' } = refusal;
  const barrier = { path, line, column, name };
  return sites.map((site) => ({
    ...{ path: site.path, line: site.line, column: site.column, api: site.api, unit: id },
    ...{ code, message, barrier, chain, hint },
  }));
}

/** Several codemods stumble over the same file. */
function uniqueFailures(failures: readonly Failure[]): readonly Failure[] {
  const seen = new Set<string>();
  return failures.filter(({ path, stage, message }) => {
    const key = [path, stage, message].join('\0');
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
