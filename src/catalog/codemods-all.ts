/** What `all` stands for: every codemod, in an order in which none hides from the next what that one looks for. */

/** The name by which all are asked for at once. */
export const ALL = 'all';

/** Connections first, since pools bound what runs together; texts last. `async` is its three parts at once. */
export const ALL_CODEMODS: readonly string[] = [
  'pooled-clients',
  'async',
  'backoff',
  'bounded-concurrency',
  'fast-json',
];

/** Codemods that another of them holds. */
export const PARTS: readonly string[] = ['async-fs', 'async-process', 'async-compute'];

/** Each `all` among what is asked for becomes what it stands for; nothing is there twice. */
export function withoutAll<Asked>(asked: readonly (Asked | string)[]): readonly (Asked | string)[] {
  return [...new Set(asked.flatMap((one): readonly (Asked | string)[] => (one === ALL ? ALL_CODEMODS : [one])))];
}
