/** One connection to RabbitMQ. */
import type { Channel, ChannelModel } from 'amqplib';
import { ClosedError } from '../../errors/closed.ts';
import { Pool } from '../../pool/pool.ts';
import type { AcquireOptions } from '../../pool/options.ts';
import { isOff } from '../../settings/switches.ts';
import { ConnectGate } from '../gate.ts';
import { loadPeer } from '../peer.ts';
import { unregister } from '../registry.ts';
import { sharedBy, type SharedClients } from '../shared.ts';
import { closeLive, isLive, watched, type Live } from './live.ts';
import type { Consumer, ConsumeSettings, Handler, PublishSettings, RabbitOptions } from './options.ts';
import { Publisher } from './publisher.ts';
import { QueueConsumer } from './queue-consumer.ts';

/**
 * One connection, made on first use and made again when it breaks; one channel with confirms for all that is
 * published; one for each consumer, with its prefetch, which comes back after a break; a few for everything else.
 */
export class RabbitClient {
  readonly #options: RabbitOptions;
  readonly #onError: (error: unknown) => void;
  readonly #connection: SharedClients<[], Live<ChannelModel>>;
  readonly #publisher: Publisher;
  readonly #channels: Pool<Live<Channel>>;
  readonly #consumers = new Set<QueueConsumer>();
  #closing: Promise<void> | undefined;

  /** @param url `amqp://user:password@host/vhost` */
  constructor(url: string, options: RabbitOptions = {}) {
    this.#options = options;
    const { backoff, onError = () => undefined, maxChannels: max = 10 } = options;
    this.#onError = onError;
    const common = { isUsable: isLive, close: closeLive, onError };
    this.#connection = sharedBy(this, () => this.#connect(url), { ...common, name: 'RabbitMQ', backoff });
    const openConfirming = async () =>
      watched(await (await this.#connection()).thing.createConfirmChannel(), this.#onError);
    this.#publisher = new Publisher(sharedBy(this, openConfirming, { ...common, name: 'RabbitMQ', backoff }));
    this.#channels = new Pool({
      ...{ name: 'channels of RabbitMQ', min: 0, max, onError, create: () => this.#open(), destroy: closeLive },
      ...{ validate: isLive, validateAfterIdleMs: 0, maxUses: isOff('clients', options.mode) ? 1 : Infinity },
    });
  }

  /**
   * Publishes a message, and resolves when the broker has taken it over.
   * @throws what connecting fails with; why the broker didn't take it; that its word was lost with the connection: the
   * message may then have arrived or not
   */
  publish(exchange: string, routingKey: string, content: Buffer, settings: PublishSettings = {}): Promise<void> {
    if (this.#closing) return Promise.reject(new ClosedError('RabbitMQ'));
    return this.#publisher.publish(exchange, routingKey, content, settings);
  }

  /** `publish` to one queue, by its name. */
  sendToQueue(queue: string, content: Buffer, settings?: PublishSettings): Promise<void> {
    return this.publish('', queue, content, settings);
  }

  /**
   * Hands the messages of a queue to `handler`, at most `prefetch` at once, until it is cancelled. A message is
   * acknowledged when its handler has ended well. After a break it goes on by itself; what wasn't acknowledged comes
   * again.
   * @throws where it can't begin: no connection, no such queue
   */
  async consume(queue: string, handler: Handler, settings: ConsumeSettings = {}): Promise<Consumer> {
    if (this.#closing) throw new ClosedError('RabbitMQ');
    const gate = new ConnectGate(`queue ${queue}`, this.#options.backoff);
    const host = { open: () => this.#open(), gate, onError: this.#onError };
    const consumer = new QueueConsumer(host, queue, handler, settings);
    await consumer.begin();
    this.#consumers.add(consumer);
    return {
      cancel: async () => {
        this.#consumers.delete(consumer);
        await consumer.cancel();
      },
    };
  }

  /**
   * Runs a task with a channel that nobody else has meanwhile: for declaring, getting and purging. A channel that
   * broke is not used again.
   * @throws {TimeoutError} where none was free in time, what connecting and the task throw, and the signal's reason
   */
  use<Result>(task: (channel: Channel) => Result | PromiseLike<Result>, options?: AcquireOptions): Promise<Result> {
    return this.#channels.use(async (live, lease) => {
      try {
        return await task(live.thing);
      } finally {
        if (!live.isOpen) lease.destroy();
      }
    }, options);
  }

  /** Takes no more, waits for handlers and confirmations, and closes the channels and the connection. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #connect(url: string): Promise<Live<ChannelModel>> {
    const amqp = await loadPeer('clients/amqplib', 'amqplib', () => import('amqplib'));
    const live = watched(await amqp.connect(url, this.#options.socket), this.#onError);
    const { setup } = this.#options;
    if (!setup) return live;
    try {
      const channel = watched(await live.thing.createChannel(), this.#onError);
      await setup(channel.thing);
      await closeLive(channel);
      return live;
    } catch (error) {
      await closeLive(live);
      throw error;
    }
  }

  async #open(): Promise<Live<Channel>> {
    const { thing } = await this.#connection();
    return watched(await thing.createChannel(), this.#onError);
  }

  async #close(): Promise<void> {
    await Promise.allSettled([...this.#consumers].map((consumer) => consumer.cancel()));
    await this.#publisher.settled();
    await this.#channels.close();
    await this.#connection.close();
    unregister(this);
  }
}
