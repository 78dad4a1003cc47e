/** Which codemod mends what, without a way to load one. Written by `npm run generate`. */

const MENDS: ReadonlyMap<string, string> = new Map([
  ['json-pretty', 'fast-json'],
  ['sync-compute', 'async-compute'],
  ['sync-io', 'async-fs'],
  ['sync-process', 'async-process'],
]);

/** The codemod that mends a rule's findings, if there is one. */
export function codemodOf(rule: string): string | undefined {
  return MENDS.get(rule);
}
