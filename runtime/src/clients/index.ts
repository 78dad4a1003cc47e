/** Clients that all callers share: made on first use, closed when the process ends. */
export type { WaitOptions } from '../waiting/wait-options.ts';
export { closeOnShutdown, type ShutdownOptions } from './close-on-shutdown.ts';
export { closeClients, type CloseClientsOptions } from './registry.ts';
export { exitOnIdle } from './exit-on-idle.ts';
export { lentClient, type LentClient } from './lent-client.ts';
export { returnConnection } from './return-connection.ts';
export { shared, type SharedClients, type SharedOptions } from './shared.ts';
