/** Agents for `http.request` and `https.request`. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import type { Switch } from '../../settings/parts.ts';
import { isOff } from '../../settings/switches.ts';
import { register, unregister } from '../registry.ts';

/** How connections are kept. */
export interface KeepAliveOptions extends AgentOptions {
  /** Connections to one origin at most; the requests beyond wait. 50 by default. */
  readonly maxSockets?: number;
  /** How many of these stay when idle; 10 by default. */
  readonly maxFreeSockets?: number;
  /** Milliseconds after which one that nothing comes through is closed; 30,000 by default. */
  readonly timeout?: number;
  /** `off` opens a connection for each request, no more than `maxSockets` at once all the same; `on` by default. */
  readonly mode?: Switch | undefined;
}

/** Pass `http` or `https` as the option `agent` of a request, or as that of axios, got and node-fetch. */
export interface KeepAliveAgents {
  /** For `http:`. */
  readonly http: HttpAgent;
  /** For `https:`. */
  readonly https: HttpsAgent;
  /** Closes all connections, also those of requests under way. Idle ones don't keep the process alive without it. */
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/**
 * Two agents that keep connections and bound their number. Node's global agent keeps them too since Node 19, with no
 * bound on how many; so this is for a bound, and for code that sets `keepAlive: false` or an agent per request.
 */
export function keepAliveAgents({ mode, ...options }: KeepAliveOptions = {}): KeepAliveAgents {
  const settings: AgentOptions = {
    ...{ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 30_000, scheduling: 'lifo' },
    ...options,
    ...(isOff('clients', mode) ? { keepAlive: false } : {}),
  };
  const agents = { http: new HttpAgent(settings), https: new HttpsAgent(settings) };
  const close = (): Promise<void> => {
    unregister(all);
    for (const agent of [agents.http, agents.https]) agent.destroy();
    return Promise.resolve();
  };
  const all: KeepAliveAgents = { ...agents, close, [Symbol.asyncDispose]: close };
  register(all);
  return all;
}
