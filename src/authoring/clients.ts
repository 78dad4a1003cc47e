/** What a rule needs to know of clients, pools and agents. */
export { clientApis, type ClientApi, type ClientKind } from '../apis/clients.ts';
export { indexByApi } from '../apis/sync-api.ts';
export { identifiersIn } from '../syntax/references.ts';
export { lifetimeOf, type Lifetime } from './lifetime.ts';
