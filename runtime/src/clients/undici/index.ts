/** HTTP by `undici`: one dispatcher with kept connections for all callers. */
import type { Agent, Dispatcher } from 'undici';
import type { Switch } from '../../settings/parts.ts';
import { isOff } from '../../settings/switches.ts';
import { loadPeer } from '../peer.ts';
import { shared } from '../shared.ts';

type RequestOptions = Omit<Dispatcher.RequestOptions, 'origin' | 'path' | 'method'> &
  Partial<Pick<Dispatcher.RequestOptions, 'method'>>;

/** Requests over connections that are kept for each origin. */
export interface UndiciClient {
  /** undici's own `request`; the body of its answer has to be read or dumped, or its connection isn't free again. */
  readonly request: (url: string | URL, options?: RequestOptions) => Promise<Dispatcher.ResponseData>;
  /** The dispatcher, for undici's other functions. */
  readonly get: () => Promise<Agent>;
  /** Waits for the requests under way, and closes all connections. */
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** What goes beside the driver's own options. */
export interface UndiciClientOptions {
  /** `off` opens a connection for each request; `on` by default. */
  readonly mode?: Switch | undefined;
}

/**
 * One agent, made when it is first asked for.
 * @param options the driver's own. What it doesn't say: at most 50 connections to an origin, kept for 4 s when idle
 */
export function undiciClient(options: Agent.Options = {}, { mode }: UndiciClientOptions = {}): UndiciClient {
  // That is how undici is told to keep no connection.
  const plain = isOff('clients', mode) ? { pipelining: 0 } : {};
  const load = () => loadPeer('clients/undici', 'undici', () => import('undici'));
  const agent = shared(
    async () => {
      const { Agent } = await load();
      return new Agent({ connections: 50, ...options, ...plain });
    },
    { name: 'HTTP', close: (one) => one.close() },
  );
  return {
    request: async (url, requestOptions) => {
      const [{ request }, dispatcher] = await Promise.all([load(), agent()]);
      return request(url, { ...requestOptions, dispatcher });
    },
    get: () => agent(),
    close: () => agent.close(),
    [Symbol.asyncDispose]: () => agent.close(),
  };
}
