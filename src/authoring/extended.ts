/** Rules made of tables, to which a project's configuration adds. */
import { ownClients, ownSyncApis } from '../apis/project-apis.ts';
import { indexByApi, type SyncApi } from '../apis/sync-api.ts';
import type { ClientApi } from '../apis/client-api.ts';
import type { SyncApiEntry } from '../contracts/configuration.ts';
import type { ApiPath, Rule } from '../contracts.ts';
import { importOf, moduleOf } from './triggers.ts';

/** A rule that looks calls up in a table of synchronous functions; `make` is given the table, with the project's own. */
export function syncRule<Data>(
  id: NonNullable<SyncApiEntry['rule']>,
  table: ReadonlyMap<ApiPath, SyncApi>,
  make: (table: ReadonlyMap<ApiPath, SyncApi>) => Omit<Rule<Data>, 'id'>,
): Rule<Data> {
  return {
    ...{ id, ...make(table) },
    extend: (apis) => {
      const own = ownSyncApis(apis, id);
      return { id, ...withTriggers(make(indexByApi([...table.values()], own)), own) };
    },
  };
}

/** The clients a project adds, by what makes them. */
export type OwnClients = ReadonlyMap<ApiPath, ClientApi>;

/** A rule that looks up what makes a client; `make` is given those a project adds. */
export function clientRule<Data>(id: string, make: (own: OwnClients) => Omit<Rule<Data>, 'id'>): Rule<Data> {
  return {
    ...{ id, ...make(new Map()) },
    extend: (apis) => {
      const own = ownClients(apis);
      const { triggers, ...rule } = withTriggers(make(indexByApi(own)), own);
      return { id, ...rule, triggers: own.length === 0 ? triggers : [...triggers, importOf(own.map(moduleFor))] };
    },
  };
}

function moduleFor({ api }: ClientApi): string {
  return moduleOf(api);
}

/** Globals are in no import that a trigger could look for. */
function withTriggers<Data>(
  rule: Omit<Rule<Data>, 'id'>,
  own: readonly { readonly api: ApiPath }[],
): Omit<Rule<Data>, 'id'> {
  const globals = own.flatMap(({ api }) => /^#([\w$]+)/.exec(api)?.[1] ?? []);
  return { ...rule, triggers: [...rule.triggers, ...globals] };
}
