/** Brings a list of leftovers up to date: ticks and notes stay, what is done goes, what is new comes. */
import type { Leftover } from '../../contracts.ts';
import { entryOf, type Entry, type ListFile } from './entries.ts';

/** What stands above a new list. */
const HEAD = `# Left for you to decide

perfmig left these calls as they are. Tick what you have decided, and write below an entry what you like. The next run keeps ticks and notes of all that is still there, and takes out what is done.`;

/** Of which entries a run can tell whether they are still there. */
export interface Scope {
  /** Ids of the codemods whose calls it has looked at. */
  readonly codemods: ReadonlySet<string>;
  /** The files it has looked at. */
  readonly files: 'all' | ReadonlySet<string>;
}

/** @param old the list as it is; undefined where there is none yet */
export function updateList(old: ListFile | undefined, leftovers: readonly Leftover[], scope: Scope): ListFile {
  const known = new Map((old?.entries ?? []).map((entry) => [entry.fingerprint, entry]));
  const current = leftovers.map((leftover) => {
    const entry = entryOf(leftover);
    const { isTicked = false, notes = [] } = known.get(entry.fingerprint) ?? {};
    return { ...entry, isTicked, notes };
  });
  const names = new Set(current.map(({ fingerprint }) => fingerprint));
  const kept = (old?.entries ?? []).filter((entry) => !names.has(entry.fingerprint) && !isInScope(entry, scope));
  return { before: old?.before ?? HEAD, entries: inOrder([...current, ...kept]), after: old?.after ?? '' };
}

function isInScope({ codemod, path }: Entry, { codemods, files }: Scope): boolean {
  return codemods.has(codemod) && (files === 'all' || files.has(path));
}

/** By reasons, then as they came. */
function inOrder(entries: readonly Entry[]): readonly Entry[] {
  return [...entries].sort((a, b) => (a.reason < b.reason ? -1 : Number(a.reason > b.reason)));
}
