/** HTTP by Node's own client: agents that keep connections, for all callers. */
export { keepAliveAgents, type KeepAliveAgents, type KeepAliveOptions } from './keep-alive-agents.ts';
