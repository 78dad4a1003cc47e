/** How much of one kind of work may run together, where a codemod writes a limit. */
import type { Resource } from '../syntax/dependence/index.ts';

export type { Resource };

/**
 * Limits on the careful side, chosen and not measured, as what is on the other side isn't known: files are read by Node's
 * four threads whatever is asked for at once; 5 queries leave half of a usual pool of 10 to other requests.
 */
const LIMITS: Readonly<Record<Resource, number>> = { file: 16, network: 8, database: 5, process: 4, service: 8 };

/** The limit for calls of these kinds: the lowest of theirs. */
export function limitFor(resources: readonly Resource[]): number {
  return Math.min(...resources.map((resource) => LIMITS[resource]), LIMITS.file);
}
