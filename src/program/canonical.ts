/** One spelling for externals that behave alike, so that few of them flow through the program. */
import type { Framework } from '../apis/framework.ts';
import { syncCompute, syncIo, syncProcess } from '../apis/sync-apis.ts';
import { blockingApis } from '../apis/sync-sleep.ts';
import { EXIT_HOOKS, LATER_APIS } from '../apis/takers.ts';
import type { ApiPath } from '../contracts.ts';
import { FOREIGN } from '../syntax/api-path.ts';
import { SUPERTYPES } from '../apis/supertypes.ts';
import type { Registrations } from './registrations.ts';

/** What makes the instances of a class those of a request. */
export const SCOPE_REQUEST: ApiPath = '@nestjs/common.Scope.REQUEST';

/** Every path that a table of this folder's own makes follow, and every step on the way to it. */
const followed: ReadonlySet<ApiPath> = new Set(
  [
    ...[syncIo, syncProcess, syncCompute].flatMap((table) => [...table.keys()]),
    ...blockingApis.map(({ api }) => api),
    ...EXIT_HOOKS,
    ...LATER_APIS,
    ...SUPERTYPES.map(({ api }) => `${api}.new`),
    SCOPE_REQUEST,
    ...['util.inherits', 'events.EventEmitter.new', 'eventemitter3.new', 'eventemitter2.EventEmitter2.new', '#JSON'],
  ].flatMap(prefixes),
);

/**
 * Makes a function that gives the path under which an external is followed:
 * that of the object it behaves like, or `FOREIGN` for all that no table tells
 * anything of. It remembers what it was asked.
 */
export function canonicalizer(
  frameworks: readonly Framework[],
  { canonicalPaths, fluentReceiver }: Registrations,
  apis: readonly ApiPath[],
): (path: ApiPath) => ApiPath {
  const receivers = frameworks.map(({ receiver }) => receiver);
  const spellings = frameworks.flatMap(({ also, parameters = [] }) => [...also, ...parameters]);
  const known = new Set([...receivers, ...spellings, ...apis].flatMap(prefixes));
  const canonicalOf = (path: ApiPath): ApiPath => {
    // `process` is the same global whether imported or not.
    const own = path.startsWith('#process') ? path.slice(1) : path;
    const alias = canonicalPaths.get(own) ?? fluentReceiver(own);
    if (alias !== undefined) return alias;
    const isKnown = known.has(own) || followed.has(own) || own.startsWith('process');
    return isKnown || receivers.some((receiver) => own.startsWith(receiver)) ? own : FOREIGN;
  };
  const remembered = new Map<ApiPath, ApiPath>();
  return (path) => {
    let canonical = remembered.get(path);
    if (canonical === undefined) remembered.set(path, (canonical = canonicalOf(path)));
    return canonical;
  };
}

/** `a.b()` is reached by way of `a` and `a.b`. */
function prefixes(path: ApiPath): ApiPath[] {
  const found = [path];
  for (let i = 1; i < path.length; i++) if (path[i] === '.' || path[i] === '(') found.push(path.slice(0, i));
  return found;
}
