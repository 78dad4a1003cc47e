/** Which codemod mends what, without a way to load one. Written by `npm run generate`. */

const MENDS: ReadonlyMap<string, string> = new Map([
  ['connection-per-request', 'pooled-clients'],
  ['fixed-delay', 'backoff'],
  ['json-pretty', 'fast-json'],
  ['sequential-await', 'bounded-concurrency'],
  ['sync-compute', 'async-compute'],
  ['sync-io', 'async-fs'],
  ['sync-process', 'async-process'],
  ['unbounded-concurrency', 'bounded-concurrency'],
]);

/** The codemod that mends a rule's findings, if there is one. */
export function codemodOf(rule: string): string | undefined {
  return MENDS.get(rule);
}
