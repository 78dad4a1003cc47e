/** Takes the messages of one queue, over all breaks of the connection. */
import type { Channel, ConsumeMessage } from 'amqplib';
import type { ConnectGate } from '../gate.ts';
import type { Live } from './live.ts';
import type { Consumer, ConsumeSettings, Handler } from './options.ts';

/** Where its channels come from, and who hears what goes wrong. */
export interface ConsumerHost {
  /** A new channel. */
  readonly open: () => Promise<Live<Channel>>;
  readonly gate: ConnectGate;
  readonly onError: (error: unknown) => void;
}

/** One consumer with a channel and a prefetch of its own. */
export class QueueConsumer implements Consumer {
  readonly #host: ConsumerHost;
  readonly #queue: string;
  readonly #handler: Handler;
  readonly #settings: ConsumeSettings;
  readonly #handling = new Set<Promise<void>>();
  #live: Live<Channel> | undefined;
  #tag = '';
  #isCancelled = false;

  constructor(host: ConsumerHost, queue: string, handler: Handler, settings: ConsumeSettings) {
    this.#host = host;
    this.#queue = queue;
    this.#handler = handler;
    this.#settings = settings;
  }

  /** Begins to take messages, after the rest that a failure may call for. */
  begin(): Promise<void> {
    return this.#host.gate.run(() => this.#begin());
  }

  async #begin(): Promise<void> {
    const live = await this.#host.open();
    live.thing.once('close', () => void this.#resume());
    await live.thing.prefetch(this.#settings.prefetch ?? 10);
    const take = (message: ConsumeMessage | null): void => this.#take(live, message);
    const { consumerTag } = await live.thing.consume(this.#queue, take, this.#settings.consume);
    this.#live = live;
    this.#tag = consumerTag;
    if (this.#isCancelled) await live.thing.close();
  }

  async cancel(): Promise<void> {
    this.#isCancelled = true;
    const live = this.#live;
    if (live?.isOpen === true) await live.thing.cancel(this.#tag);
    await Promise.all(this.#handling);
    if (live?.isOpen === true) await live.thing.close();
  }

  /** After a break, until it goes well. */
  async #resume(): Promise<void> {
    // One that failed to begin is tried again by whoever began it.
    if (!this.#live) return;
    this.#live = undefined;
    for (let isBack = false; !isBack && !this.#isCancelled;) {
      isBack = await this.begin().then(
        () => true,
        (error: unknown) => {
          this.#host.onError(error);
          return false;
        },
      );
    }
  }

  #take(live: Live<Channel>, message: ConsumeMessage | null): void {
    if (message === null) {
      // The broker has ended it: the queue is gone, or moves. A new channel finds out which.
      live.thing.close().catch(this.#host.onError);
      return;
    }
    const handling = this.#handle(live, message);
    this.#handling.add(handling);
    void handling.finally(() => this.#handling.delete(handling));
  }

  /** What the channel that broke has given comes again by another; there is nothing to say about it any more. */
  async #handle(live: Live<Channel>, message: ConsumeMessage): Promise<void> {
    const { requeue = 'once', consume } = this.#settings;
    try {
      await this.#handler(message);
      if (live.isOpen && consume?.noAck !== true) live.thing.ack(message);
    } catch (error) {
      this.#host.onError(error);
      const isAgain = requeue === 'always' || (requeue === 'once' && !message.fields.redelivered);
      if (live.isOpen && consume?.noAck !== true) live.thing.nack(message, false, isAgain);
    }
  }
}
