/** What a rule needs to know of clients, pools and agents. */
export type { ClientApi, ClientFamily, ClientKind } from '../apis/client-api.ts';
export { clientApis, clientOf } from '../apis/clients.ts';
export { clientFamilies, GRPC_CREDENTIALS, grpcClient } from '../apis/clients-http.ts';
export { identifiersIn, referencesTo } from '../syntax/references.ts';
export { lifetimeOf, type Lifetime } from './lifetime.ts';
export type { OwnClients } from './extended.ts';
export { valueOf } from '../syntax/values.ts';
