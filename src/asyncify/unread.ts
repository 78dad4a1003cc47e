/** Files that could not be parsed: a call in one can't be seen. */
import type { PlanInput } from '../contracts.ts';
import { linkOf, nameOfFunction, type Closure } from './closure/closure.ts';
import type { PlacedFunction } from './model/placed.ts';
import type { Program } from './model/program.ts';
import type { SiteReason } from './refusals.ts';

/** Refuses where such a file names a function that would become async. */
export function unreadReason(
  program: Program,
  { read }: Pick<PlanInput, 'read'>,
  { functions }: Closure,
): SiteReason | undefined {
  const named = (path: string): PlacedFunction | undefined => {
    const text = read(path) ?? '';
    return functions.find(({ node }) => {
      const name = nameOfFunction(node);
      return name !== undefined && text.includes(name);
    });
  };
  for (const path of program.generated) {
    const fn = program.isLoaded(path) ? named(path) : undefined;
    if (!fn) continue;
    const message = `${path}, which is minified, names it and is not rewritten`;
    return { code: 'barrier/vendored', message, ...fn, chain: [linkOf(fn)] };
  }
  for (const path of program.unread) {
    const fn = named(path);
    if (!fn) continue;
    const message = `${path}, which can't be parsed, names it: whether it calls it is not known`;
    return { code: 'barrier/unresolved-call', message, ...fn, chain: [linkOf(fn)] };
  }
  return undefined;
}
