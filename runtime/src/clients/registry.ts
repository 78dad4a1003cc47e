/** All clients that are open in this process, so that it can close them when it ends. */
import { within } from '../waiting/within.ts';

/** What can be closed, as often as anybody likes. */
export interface Closable {
  readonly close: () => Promise<void>;
}

const KEY = Symbol.for('@perfmig/runtime/clients');
const CLOSE_TIMEOUT_MS = 10_000;

/** Both builds of the package may be loaded, and have to know the same clients; so the list is kept by the process. */
function openClients(): Set<Closable> {
  const holder = process as unknown as Record<symbol, Set<Closable> | undefined>;
  return (holder[KEY] ??= new Set());
}

/** Notes that it is open. */
export function register(client: Closable): void {
  openClients().add(client);
}

/** Notes that it is closed. */
export function unregister(client: Closable): void {
  openClients().delete(client);
}

/** How clients are closed together. */
export interface CloseClientsOptions {
  /** Milliseconds that all of it may take; 10,000 by default. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Closes every client that a part of `clients` has open, side by side. Call it at the end of a script, or of your own
 * shut-down, after the server has answered its last request.
 * @throws {AggregateError} of what went wrong, after all have been tried; {TimeoutError} among them for those too slow
 */
export async function closeClients({ timeoutMs = CLOSE_TIMEOUT_MS }: CloseClientsOptions = {}): Promise<void> {
  const closings = [...openClients()].map((client) => within(client.close(), timeoutMs, 'closing a client'));
  const errors: unknown[] = [];
  for (const outcome of await Promise.allSettled(closings)) {
    if (outcome.status === 'rejected') errors.push(outcome.reason);
  }
  if (errors.length > 0)
    throw new AggregateError(errors, `${errors.length} of ${closings.length} clients didn't close`);
}
