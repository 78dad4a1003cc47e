/** One client for all who ask for the same. */
import type { WaitOptions } from '../waiting/wait-options.ts';
import { Clients } from './clients.ts';
import type { Closable } from './registry.ts';
import type { SharedClients, SharedOptions } from './shared-options.ts';

export type { SharedClients, SharedOptions } from './shared-options.ts';

/**
 * Makes a factory give one client for each key: made when it is first asked for, given to everybody, made again when
 * it failed, and closed by `close()` or with all others by `closeClients()`.
 */
export function shared<Args extends readonly unknown[], Client>(
  factory: (...args: Args) => Client | PromiseLike<Client>,
  options: SharedOptions<Args, Client> = {},
): SharedClients<Args, Client> {
  return sharedBy(undefined, factory, options);
}

/** The same for one that is part of a larger client: that one closes it, and is the one to be closed with all others. */
export function sharedBy<Args extends readonly unknown[], Client>(
  owner: Closable | undefined,
  factory: (...args: Args) => Client | PromiseLike<Client>,
  options: SharedOptions<Args, Client>,
): SharedClients<Args, Client> {
  const clients = new Clients(factory, options, owner);
  return Object.defineProperty(
    Object.assign((...args: Args) => clients.get(args, {}), {
      within: (waiting: WaitOptions, ...args: Args) => clients.get(args, waiting),
      discard: (client: Client) => clients.discard(client),
      close: () => clients.close(),
      [Symbol.asyncDispose]: () => clients.close(),
    }),
    'size',
    { get: () => clients.size },
  ) as SharedClients<Args, Client>;
}
