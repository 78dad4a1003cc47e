/** Findings a team knows of: which of a run's findings are among them, and which of them are no more. */
import type { BaselineReport, Context, Finding, Notice, StaleEntry } from '../contracts.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Fingerprints with what they stand for, by the path of the file. */
export type BaselineEntries = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A baseline as it was read. */
export interface Baseline {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly entries: BaselineEntries;
}

/** What a run can judge of a baseline. */
export interface BaselineScope {
  /** Whether a rule ran, or is no more. */
  readonly judges: (rule: string) => boolean;
  /** Whether the file was looked at, or is gone; false where it could not be read. */
  readonly covers: (path: string) => boolean;
  /** Whether the file is part of the program. */
  readonly exists: (path: string) => boolean;
}

export interface BaselineMatch {
  /** Findings the baseline does not know. */
  readonly fresh: readonly Finding[];
  readonly report: BaselineReport;
  readonly notices: readonly Notice[];
}

/** How many findings a baseline knows. */
export function sizeOf(entries: BaselineEntries): number {
  return [...entries.values()].reduce((sum, { size }) => sum + size, 0);
}

/** Holds findings against a baseline. */
export function matchBaseline(baseline: Baseline, findings: readonly Finding[], scope: BaselineScope): BaselineMatch {
  const moves = movedFiles(baseline.entries, findings, scope);
  const seen = new Set<string>();
  const fresh = findings.filter((finding) => {
    const known = knownAs(baseline.entries, finding, moves);
    if (known !== undefined) seen.add(known.fingerprint);
    return known === undefined || isWorse(finding.context, contextIn(known.entry));
  });
  const stale = staleEntries(baseline.entries, seen, scope);
  return {
    fresh,
    report: { path: baseline.path, entries: sizeOf(baseline.entries), stale },
    notices: staleNotice(baseline.path, stale.length),
  };
}

/**
 * The entries of a new baseline: those of `old` that the run could not judge, the
 * findings that stand, and with `takeIn` those that are new as well.
 */
export function renewedEntries(
  old: Baseline | undefined,
  findings: readonly Finding[],
  scope: BaselineScope,
  takeIn: boolean,
): BaselineEntries {
  const known = old?.entries ?? new Map<string, ReadonlyMap<string, string>>();
  const moves = movedFiles(known, findings, scope);
  const renewed = new Map<string, Map<string, string>>();
  const put = (path: string, fingerprint: string, entry: string): void => {
    const entries = renewed.get(path) ?? new Map<string, string>();
    renewed.set(path, entries.set(fingerprint, entry));
  };
  for (const [path, entries] of known) {
    for (const [fingerprint, entry] of entries) if (!isJudged(path, entry, scope)) put(path, fingerprint, entry);
  }
  for (const finding of findings) {
    const before = knownAs(known, finding, moves);
    const isAccepted = takeIn || (before !== undefined && !isWorse(finding.context, contextIn(before.entry)));
    if (isAccepted) put(finding.path, finding.fingerprint, entryFor(finding));
    else if (before !== undefined) put(finding.path, finding.fingerprint, before.entry);
  }
  return renewed;
}

/** `sync-io request fs.readFileSync in loadOrder`: the rule and the context are read again, the rest is for people. */
function entryFor({ rule, context, api, scope }: Finding): string {
  return `${rule} ${context} ${api}${scope === '' ? '' : ` in ${scope}`}`;
}

function ruleIn(entry: string): string {
  return entry.split(' ', 1)[0] ?? '';
}

function contextIn(entry: string): string {
  return entry.split(' ', 2)[1] ?? '';
}

/** Contexts in which no request waits for the code. `unknown` is none: who accepts that, accepts that it may be one. */
const HARMLESS: ReadonlySet<string> = new Set<Context>(['startup', 'build', 'test', 'worker']);

/** What was accepted because it runs once, at start-up, was not accepted for every request. */
function isWorse(now: Context, before: string): boolean {
  return now === 'request' && HARMLESS.has(before);
}

interface Known {
  readonly fingerprint: string;
  readonly entry: string;
}

function knownAs(entries: BaselineEntries, finding: Finding, moves: ReadonlyMap<string, string>): Known | undefined {
  const entry = entries.get(finding.path)?.get(finding.fingerprint);
  if (entry !== undefined) return { fingerprint: finding.fingerprint, entry };
  const from = moves.get(finding.path);
  if (from === undefined) return undefined;
  const fingerprint = fingerprintOf(from, finding.identity);
  const old = entries.get(from)?.get(fingerprint);
  return old === undefined ? undefined : { fingerprint, entry: old };
}

/**
 * Files that were moved, by their new path: the old one is gone, the new one has no
 * entries, and of all such pairs these have the most findings in common.
 */
function movedFiles(
  entries: BaselineEntries,
  findings: readonly Finding[],
  { exists }: BaselineScope,
): ReadonlyMap<string, string> {
  const moves = new Map<string, string>();
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (!entries.has(finding.path)) byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), finding]);
  }
  for (const [from, old] of entries) {
    if (exists(from)) continue;
    const shared = [...byPath].map(([to, own]) => {
      return { to, count: own.filter(({ identity }) => old.has(fingerprintOf(from, identity))).length };
    });
    const best = shared.filter(({ to, count }) => count > 0 && !moves.has(to)).sort((a, b) => b.count - a.count)[0];
    if (best) moves.set(best.to, from);
  }
  return moves;
}

function isJudged(path: string, entry: string, { judges, covers }: BaselineScope): boolean {
  return covers(path) && judges(ruleIn(entry));
}

function staleEntries(
  entries: BaselineEntries,
  seen: ReadonlySet<string>,
  scope: BaselineScope,
): readonly StaleEntry[] {
  return [...entries].flatMap(([path, own]) =>
    [...own].flatMap(([fingerprint, finding]) =>
      seen.has(fingerprint) || !isJudged(path, finding, scope) ? [] : [{ path, fingerprint, finding }],
    ),
  );
}

function staleNotice(path: string, count: number): readonly Notice[] {
  if (count === 0) return [];
  const entries = count === 1 ? '1 entry is' : `${count.toLocaleString('en-US')} entries are`;
  return [
    { code: 'stale-baseline', path, message: `${entries} stale: mended or gone; perfmig baseline --prune drops them` },
  ];
}
