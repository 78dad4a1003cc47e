/** Tells what a change made better or worse: findings of two commits, matched by what they are. */
import type { Context, Finding } from '../contracts.ts';
import type { State, States } from '../engine/states.ts';

/** A finding of head that the base doesn't have, or has where no request waits for it. */
export interface NewFinding {
  readonly finding: Finding;
  readonly contextBefore?: Context;
}

/** A finding in head, and as it was in the base. */
export interface Pair {
  readonly now: Finding;
  readonly before: Finding;
}

/** Every finding of head is in one of the lists, and so is every one of the base. */
export interface Comparison {
  readonly added: readonly NewFinding[];
  readonly mended: readonly Finding[];
  readonly moved: readonly Pair[];
  readonly unchanged: readonly Pair[];
  /** Of files that the other commit could not be read of. */
  readonly unjudged: number;
}

/** Contexts in which nobody waits for the code who was promised an answer. */
const HARMLESS: ReadonlySet<Context> = new Set(['startup', 'build', 'test', 'worker']);

/**
 * Matches by path and identity, then through renamed files, then by identity alone: code that was cut here and pasted
 * there. Each finding is matched once.
 */
export function compare({ head, base, renames }: States): Comparison {
  if (base === undefined) {
    return { added: head.all.map((finding) => ({ finding })), mended: [], moved: [], unchanged: [], unjudged: 0 };
  }
  const left = new Map(base.all.map((finding) => [keyOf(base, finding.path, finding), finding]));
  const matched = new Map<Finding, Finding>();
  const match = (keyFor: (finding: Finding) => string | undefined): void => {
    for (const finding of head.all) {
      const key = matched.has(finding) ? undefined : keyFor(finding);
      const before = key === undefined ? undefined : left.get(key);
      if (key === undefined || before === undefined) continue;
      matched.set(finding, before);
      left.delete(key);
    }
  };
  match((finding) => keyOf(head, finding.path, finding));
  match((finding) => {
    const old = renames.get(placeOf(head, finding.path));
    return old === undefined ? undefined : `${old}\0${finding.identity}`;
  });
  const byIdentity = new Map([...left].map(([key, finding]) => [`${finding.rule}\0${finding.identity}`, key]));
  match(({ rule, identity }) => byIdentity.get(`${rule}\0${identity}`));
  return sorted(head, base, matched, [...left.values()]);
}

function sorted(
  head: State,
  base: State,
  matched: ReadonlyMap<Finding, Finding>,
  left: readonly Finding[],
): Comparison {
  const pairs = [...matched].map(([now, before]): Pair => ({ now, before }));
  const worse = pairs.filter(({ now, before }) => isOnRequest(now) && HARMLESS.has(before.context));
  const better = pairs.filter(({ now, before }) => HARMLESS.has(now.context) && isOnRequest(before));
  const same = pairs.filter((pair) => !worse.includes(pair) && !better.includes(pair));
  const unmatched = head.all.filter((finding) => !matched.has(finding));
  const added = unmatched.filter(({ path }) => base.covers(inside(base, placeOf(head, path))));
  const mended = left.filter(({ path }) => head.covers(inside(head, placeOf(base, path))));
  const hasMoved = ({ now, before }: Pair): boolean => placeOf(head, now.path) !== placeOf(base, before.path);
  return {
    added: [
      ...added.map((finding) => ({ finding })),
      ...worse.map(({ now, before }) => ({ finding: now, contextBefore: before.context })),
    ],
    mended: [...mended, ...better.map(({ before }) => before)],
    moved: same.filter(hasMoved),
    unchanged: same.filter((pair) => !hasMoved(pair)),
    unjudged: unmatched.length - added.length + left.length - mended.length,
  };
}

function isOnRequest({ context }: Finding): boolean {
  return context === 'request';
}

function keyOf(state: State, path: string, { identity }: Finding): string {
  return `${placeOf(state, path)}\0${identity}`;
}

/** Relative to the repository's top: the project may lie elsewhere than it did. */
function placeOf({ prefix }: State, path: string): string {
  return prefix === '' ? path : `${prefix}/${path}`;
}

function inside({ prefix }: State, place: string): string {
  return prefix !== '' && place.startsWith(`${prefix}/`) ? place.slice(prefix.length + 1) : place;
}
