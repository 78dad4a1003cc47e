/** Events over NATS. */
import type { NatsConnection } from '@nats-io/transport-node';
import type { EventTransport } from '../bridge.ts';

/** Where they go. */
export interface NatsTransportOptions {
  /** Gives the connection: `natsClient()` of `clients/nats`. */
  readonly client: () => Promise<Pick<NatsConnection, 'publish' | 'flush' | 'subscribe'>>;
  /** Where messages go, and are heard. */
  readonly subject: string;
}

/** Messages by publishing and subscribing: whoever isn't connected at that moment misses them. */
export function natsTransport({ client, subject }: NatsTransportOptions): EventTransport {
  return {
    send: async (message) => {
      const connection = await client();
      connection.publish(subject, message);
      await connection.flush();
    },
    receive: async (onMessage) => {
      const connection = await client();
      const callback = (error: Error | null, message: { readonly string: () => string }): void => {
        if (!error) onMessage(message.string());
      };
      const subscription = connection.subscribe(subject, { callback });
      // The server has it before anybody is told that it is there.
      await connection.flush();
      return () => subscription.unsubscribe();
    },
  };
}
