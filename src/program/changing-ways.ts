/**
 * Tells requests that change something from those that only ask, by their verbs
 * and names. Those that ask come again and again; those that change something
 * come when somebody does something, one at a time.
 */
import { ASKS, CHANGES, CHANGES_ANYWAY } from '../apis/changing-ways.ts';
import type { ChainLink } from '../contracts.ts';

/** The handler, and what it hands the work to at once. */
const HANDLERS = 2;

const ASKING_VERB = /^(?:get|head|options|query|subscription)$/i;
const CHANGING_VERB = /^(?:put|patch|delete|mutation)$/i;

/** @param chain the entry point and the functions on the way; empty where there is none */
export function isChangingWay(chain: readonly ChainLink[]): boolean {
  const label = chain[0]?.name ?? '';
  const [verb = ''] = label.split(' ', 1);
  const path = wordsOf(label.slice(verb.length));
  if (ASKING_VERB.test(verb)) return CHANGES_ANYWAY.test(path.at(-1) ?? '');
  if (CHANGING_VERB.test(verb)) return true;
  const handlers = chain.slice(1, 1 + HANDLERS).map(({ name }) => wordsOf(name.slice(name.lastIndexOf('.') + 1)));
  if (/^post$/i.test(verb)) return ![...path, ...handlers.flat()].some((word) => ASKS.test(word));
  return [path, ...handlers].some(([first = '']) => CHANGES.test(first));
}

function wordsOf(name: string): readonly string[] {
  const parts = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').split(/[^A-Za-z\d]+/);
  return parts.filter((part) => part !== '').map((part) => part.toLowerCase());
}
