/** Sentences about plans and applies, for every format that people read. */
import type { Hazard, Migration, SiteRefusal, Unit } from '../../contracts.ts';
import { count } from '../words.ts';

/** A path as written from the current folder. */
export function pathFrom({ root }: Pick<Migration, 'root'>, path: string): string {
  return root === '.' ? path : `${root}/${path}`;
}

/** `src/a.js:3:7` */
export function placeFrom(migration: Migration, place: { path: string; line: number; column: number }): string {
  return `${pathFrom(migration, place.path)}:${place.line}:${place.column}`;
}

/** A hazard with both its places: `state/cart.js:4 and state/cart.js:9: …`. */
export function hazardWords(migration: Pick<Migration, 'root'>, hazard: Hazard): string {
  const { path, line, otherPath, otherLine, message } = hazard;
  const other = otherLine === undefined ? '' : ` and ${pathFrom(migration, otherPath ?? path)}:${otherLine}`;
  return `${pathFrom(migration, path)}:${line}${other}: ${message}`;
}

/** Why a unit keeps what the program does, or what has to be looked at; the places of doubtful calls are left to others. */
export function safetyWords({ safety, possibleCalls = [], functionsMadeAsync, hazards }: Unit): string {
  if (possibleCalls.length > 0) {
    const calls = count(possibleCalls.length, 'call');
    return `${calls} may run what becomes async, and may not; awaited in both cases, which does no harm`;
  }
  if (safety === 'review') return 'it may change something that only you can judge';
  if (hazards.length > 0) return 'the hazards named, which were accepted';
  return functionsMadeAsync.length === 0
    ? 'nothing but the lines shown depends on it'
    : 'every call of what becomes async is known, and awaits it';
}

/** Places by their files, in their order. */
export function byFile<Item extends { readonly path: string }>(
  items: readonly Item[],
): readonly (readonly [path: string, items: readonly Item[]])[] {
  const files = new Map<string, Item[]>();
  for (const item of items) files.set(item.path, [...(files.get(item.path) ?? []), item]);
  return [...files];
}

/** What happened, in a line; also why nothing did. */
export function verdict(migration: Migration): string {
  const { dryRun, summary, lookedAt, codemods } = migration;
  const looked = `${count(lookedAt, 'file')} looked at`;
  if (summary.sites === 0) {
    const failed = migration.failures.length === 0 ? '' : `; ${count(migration.failures.length, 'failure')}, see above`;
    return `Nothing to do: ${looked}, and nothing in ${lookedAt === 1 ? 'it' : 'them'} for ${codemods.join(', ')}${failed}.`;
  }
  const marks = countMarks(migration);
  const comments = `${count(marks, 'comment')} ${dryRun ? 'would change' : 'written, changed or taken out'}`;
  if (summary.converted === 0 && marks > 0) return `No code to change, ${comments}: ${count(summary.files, 'file')}.`;
  if (summary.converted === 0) {
    const all = summary.sites === 1 ? 'the one site' : `all ${count(summary.sites, 'site')}`;
    return `Nothing to change: ${looked}, ${all} ${endings(migration)}; the reasons are above.`;
  }
  const changed = `${count(summary.converted, 'site')} ${dryRun ? 'would change' : 'changed'}`;
  const parts = [changed, ...rest(migration), ...(marks > 0 ? [comments] : [])];
  return `${parts.join(', ')}: ${count(summary.files, 'file')}, ${count(summary.changedLines, 'line')}.`;
}

/** Units without a call are comments of `--mark`. */
export function isMark({ sites }: Unit): boolean {
  return sites.length === 0;
}

function countMarks({ units }: Migration): number {
  return units.filter((unit) => isMark(unit) && (unit.status === 'planned' || unit.status === 'applied')).length;
}

function endings({ summary }: Migration): string {
  if (summary.rolledBack === 0) return 'refused';
  return summary.refused === 0 ? 'rolled back' : 'refused or rolled back';
}

function rest({ summary }: Migration): readonly string[] {
  return [
    ...(summary.refused > 0 ? [`${summary.refused} refused`] : []),
    ...(summary.rolledBack > 0 ? [`${summary.rolledBack} rolled back`] : []),
  ];
}

/** Refusals of one kind at one place after the other, so that a reason is read once. */
export function byReason(refusals: readonly SiteRefusal[]): readonly (readonly SiteRefusal[])[] {
  const groups = new Map<string, SiteRefusal[]>();
  for (const refusal of refusals) {
    const key = [refusal.code, refusal.message, refusal.hint].join('\0');
    const group = groups.get(key);
    if (group) group.push(refusal);
    else groups.set(key, [refusal]);
  }
  return [...groups.values()];
}

/** The least risk first: safe ones, then those without hazards, then those in few files. */
export function leastRiskFirst(units: readonly Unit[]): readonly Unit[] {
  const risk = ({ safety, hazards, functionsMadeAsync, changes }: Unit): number =>
    (safety === 'safe' ? 0 : 1e6) + hazards.length * 1e4 + functionsMadeAsync.length * 100 + changes.length;
  return [...units].sort((a, b) => risk(a) - risk(b));
}
