/** Finds what somebody who mistyped a name may have meant. */
import { closestMatch } from 'leven';

/** Two swapped letters count as two edits, and are the commonest mistake. */
const MOST_EDITS = 2;

/** The candidate nearest to `name`, or undefined where none is near: two edits, or a third of a long name. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const sameLetters = candidates.find((candidate) => candidate.toLowerCase() === lower);
  return (
    sameLetters ??
    closestMatch(name, candidates, {
      maxDistance: Math.min(name.length - 1, Math.max(MOST_EDITS, Math.floor(name.length / 3))),
    })
  );
}

/** `, did you mean 'x'?` for the nearest candidate, or nothing. */
export function suggestion(name: string, candidates: readonly string[]): string {
  const near = nearest(name, candidates);
  return near === undefined ? '' : `, did you mean '${near}'?`;
}
