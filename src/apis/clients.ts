/** Everything that makes a client, a pool or an agent, and how to look it up. */
import type { ApiPath } from '../contracts.ts';
import type { ClientApi } from './client-api.ts';
import { databaseClients } from './clients-databases.ts';
import { clientFamilies, httpClients } from './clients-http.ts';
import { messagingClients } from './clients-messaging.ts';
import { indexByApi } from './sync-api.ts';

/**
 * Every client known by its whole path. Measured over loopback, without TLS, connecting
 * takes 0.7 to 4 ms of CPU and 1 to 90 ms until the answer: hence 100, the same as starting a process.
 */
export const clientApis: readonly ClientApi[] = [...databaseClients, ...messagingClients, ...httpClients];

const byPath = indexByApi(clientApis);

/** The row of the object a path stands for. */
export function clientOf(api: ApiPath): ClientApi | undefined {
  const row = byPath.get(api);
  if (row) return row;
  const family = clientFamilies.find(({ paths }) => fits(paths.exec(api)));
  return family && { ...family, api };
}

/** `SecretsManagerClient` of `client-secrets-manager`. */
function fits(match: RegExpExecArray | null): boolean {
  const { name, service } = match?.groups ?? {};
  return match !== null && (service === undefined || name?.toLowerCase() === service.replaceAll('-', ''));
}
