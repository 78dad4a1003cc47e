/** Events across processes, over NATS. */
export { natsTransport, type NatsTransportOptions } from './nats-transport.ts';
