/** What the client of RabbitMQ may be told. */
import type { Channel, ConsumeMessage, Options, SocketOptions } from 'amqplib';
import type { BackoffOptions } from '../../retry/backoff.ts';
import type { Switch } from '../../settings/parts.ts';
import type { WaitOptions } from '../../waiting/wait-options.ts';

/** How the client goes about it. */
export interface RabbitOptions {
  /** The driver's own, for the socket; its defaults otherwise. */
  readonly socket?: SocketOptions | undefined;
  /** Done upon each new connection before anybody gets it: queues and exchanges to be declared. Nothing by default. */
  readonly setup?: ((channel: Channel) => unknown) | undefined;
  /** Channels at most that `use` has at once; 10 by default. */
  readonly maxChannels?: number | undefined;
  /** The rests after failures to connect: from 100 ms, doubled up to 5 s, a random part of each, by default. */
  readonly backoff?: BackoffOptions | undefined;
  /** `off` opens a channel for each `use`; `on` by default. */
  readonly mode?: Switch | undefined;
  /** Told of connections and channels that break, and of handlers that throw. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** The driver's own options for one message, and how long its caller waits for the confirmation. */
export interface PublishSettings extends Options.Publish, Omit<WaitOptions, 'deadline'> {}

/** How messages are taken. */
export interface ConsumeSettings {
  /** How many may be with the handler at once; 10 by default. */
  readonly prefetch?: number | undefined;
  /** The driver's own; its defaults otherwise. */
  readonly consume?: Options.Consume | undefined;
  /**
   * What becomes of a message whose handler throws: back into the queue once, the default, always, or never. One that
   * doesn't go back is dropped by the broker, or goes where the queue's dead letters go.
   */
  readonly requeue?: 'once' | 'always' | 'never' | undefined;
}

/** Somebody who takes messages from a queue. */
export interface Consumer {
  /** Takes no more, and resolves when the handlers under way have ended and their messages are acknowledged. */
  readonly cancel: () => Promise<void>;
}

/** Handles one message; it is acknowledged when the promise resolves. */
export type Handler = (message: ConsumeMessage) => unknown;
