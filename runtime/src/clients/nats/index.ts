/** NATS by `@nats-io/transport-node`: one connection for all callers. */
import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node';
import { backoffMs, type BackoffOptions } from '../../retry/backoff.ts';
import { CONNECT_BACKOFF } from '../gate.ts';
import { loadPeer } from '../peer.ts';
import { shared, type SharedClients } from '../shared.ts';

export type { SharedClients } from '../shared.ts';

/**
 * One connection, made when it is first asked for. It reconnects for ever, with growing rests, and its subscriptions
 * with it; `close()` drains it, so that what was published is sent and what was received is handled.
 * @param options the driver's own; by default `127.0.0.1:4222`
 */
export function natsClient(
  options: NodeConnectionOptions = {},
  backoff: BackoffOptions = {},
): SharedClients<[], NatsConnection> {
  const rests = { ...CONNECT_BACKOFF, ...backoff };
  const connect = async (): Promise<NatsConnection> => {
    const nats = await loadPeer('clients/nats', '@nats-io/transport-node', () => import('@nats-io/transport-node'));
    let failures = 0;
    const connection = await nats.connect({
      maxReconnectAttempts: -1,
      reconnectDelayHandler: () => backoffMs(Math.min(++failures, 10), rests),
      ...options,
    });
    void (async () => {
      for await (const { type } of connection.status()) if (type === 'reconnect') failures = 0;
    })();
    return connection;
  };
  return shared(connect, {
    name: 'NATS',
    backoff: rests,
    close: (connection) => (connection.isClosed() ? undefined : connection.drain()),
    isUsable: (connection) => !connection.isClosed(),
  });
}
