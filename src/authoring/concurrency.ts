/** How much of one kind of work may run together, where a codemod writes a limit. */
import type { Resource } from '../syntax/dependence/index.ts';

export type { Resource };

/**
 * Limits that leave room for other requests: half of the four threads' usual queue for files twice over, as many
 * sockets as the client of one host keeps busy, half of a usual pool of ten connections, a process for each of four cores.
 */
const LIMITS: Readonly<Record<Resource, number>> = { file: 16, network: 8, database: 5, process: 4, service: 8 };

/** The limit for calls of these kinds: the lowest of theirs. */
export function limitFor(resources: readonly Resource[]): number {
  return Math.min(...resources.map((resource) => LIMITS[resource]), LIMITS.file);
}
