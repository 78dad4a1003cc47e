/** The spelling of `ApiPath`s. */
import type { ApiPath } from '../contracts.ts';

/** Longer paths say nothing a table knows, and recursion through a chain of calls must end. */
const MAX_SEGMENTS = 7;

/** Stands for everything external that no table tells anything of. */
export const FOREIGN: ApiPath = '?';

/** Modules that are a member of another. */
const MEMBERS: ReadonlyMap<string, ApiPath> = new Map([
  ['fs/promises', 'fs.promises'],
  ['path/posix', 'path'],
  ['timers/promises', 'timers.promises'],
  ['dns/promises', 'dns.promises'],
]);

/** The path of a module's export object; undefined for relative specifiers, which are the program's own. */
export function modulePath(specifier: string): ApiPath | undefined {
  if (/^[./]/.test(specifier) || specifier.includes('*') || specifier === '') return undefined;
  const name = specifier.startsWith('node:') ? specifier.slice(5) : specifier;
  return MEMBERS.get(name) ?? name;
}

/**
 * One step further: a member's name, `()` for the result of a call, `new` for
 * an instance. `default` is no step, because ES modules and CommonJS name the
 * same thing with and without it.
 */
export function stepInto(path: ApiPath, step: string): ApiPath | undefined {
  if (step === 'default' || path === FOREIGN) return path;
  if (path === '#globalThis' || path === '#global') return step === '()' || step === 'new' ? undefined : `#${step}`;
  if (path.length > 200 || countSegments(path) >= MAX_SEGMENTS) return undefined;
  return step === '()' ? `${path}()` : `${path}.${step}`;
}

function countSegments(path: ApiPath): number {
  let count = 1;
  for (let i = 0; i < path.length; i++) if (path[i] === '.' || path[i] === '(') count++;
  return count;
}
