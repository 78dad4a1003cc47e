/** Turns what a project's configuration adds into rows of the tables. */
import type { ProjectApis, SyncApiEntry } from '../contracts/configuration.ts';
import type { ApiPath } from '../contracts.ts';
import type { ClientApi } from './client-api.ts';
import type { Framework, Registration } from './framework.ts';
import { callback, promise, type SyncApi } from './sync-api.ts';

/** What most clients call the method that ends them. */
const USUAL_ENDS = ['close', 'end', 'quit', 'destroy', 'disconnect'];

/** The synchronous functions that one rule is to report. */
export function ownSyncApis({ syncApis }: ProjectApis, rule: NonNullable<SyncApiEntry['rule']>): readonly SyncApi[] {
  return syncApis.filter((entry) => (entry.rule ?? 'sync-io') === rule).map(syncApi);
}

function syncApi({ api, points = 5, twin, twinStyle, while: reason = 'it works' }: SyncApiEntry): SyncApi {
  const row = { ...shown(api), points, while: reason };
  if (twin === undefined) return row;
  return { ...row, twin: twinStyle === 'callback' ? callback(apiPath(twin)) : promise(apiPath(twin)) };
}

/** The clients, pools and agents. */
export function ownClients({ clients }: ProjectApis): readonly ClientApi[] {
  return clients.map(({ api, kind = 'client', closedBy = USUAL_ENDS, points = 100, instead }) => ({
    ...{ api: apiPath(api), kind, closedBy, points },
    instead: instead ?? `make one ${kind} at module level and share it`,
  }));
}

/** The objects handlers are registered on. */
export function ownFrameworks({ handlers }: ProjectApis): readonly Framework[] {
  return handlers.map(({ receiver, also = [], methods = [], options = {}, chains = [], label }) => {
    const names = [...new Set([...methods, ...Object.keys(options)])];
    return {
      name: label ?? receiver,
      receiver: apiPath(receiver),
      also: also.map(apiPath),
      methods: Object.fromEntries(
        names.map((name) => [name, registrations(methods.includes(name), options[name], label)]),
      ),
      chains,
    };
  });
}

function registrations(
  takesHandlers: boolean,
  keys: readonly string[] | undefined,
  label = 'route',
): readonly Registration[] {
  return [
    ...(takesHandlers ? [{ kind: 'handlers', label } as const] : []),
    ...(keys === undefined ? [] : [{ kind: 'options', label, keys } as const]),
  ];
}

/** Every path the entries name, for whoever follows values to them. */
export function ownPaths(apis: ProjectApis): readonly ApiPath[] {
  const { later, atExit, never } = apis.callbacks;
  const entries = [...apis.clients, ...apis.syncApis].map(({ api }) => api);
  return [...entries, ...later, ...atExit, ...never].map(apiPath);
}

/** The way as the tables write it: without `node:`, and `fs/promises` as a member. */
export function apiPath(name: string): ApiPath {
  return name.replace(/^node:/, '').replace(/^fs\/promises(?=\.|$)/, 'fs.promises');
}

/** Globals are shown without their mark. */
function shown(api: string): Pick<SyncApi, 'api' | 'shown'> {
  const path = apiPath(api);
  return path.startsWith('#') ? { api: path, shown: path.slice(1) } : { api: path };
}
