/** Publishes over one channel, and waits for the broker's word. */
import type { ConfirmChannel, Options } from 'amqplib';
import type { WaitOptions } from '../../waiting/wait-options.ts';
import { within } from '../../waiting/within.ts';
import type { SharedClients } from '../shared.ts';
import type { Live } from './live.ts';

/** Everything that one client publishes. */
export class Publisher {
  readonly #channel: SharedClients<[], Live<ConfirmChannel>>;
  readonly #unconfirmed = new Set<Promise<void>>();
  /** While the socket takes no more. */
  #drained: Promise<void> | undefined;

  constructor(channel: SharedClients<[], Live<ConfirmChannel>>) {
    this.#channel = channel;
  }

  /** Resolves when the broker has the message. */
  async publish(
    exchange: string,
    key: string,
    content: Buffer,
    { signal, timeoutMs = Infinity, ...options }: Options.Publish & WaitOptions,
  ): Promise<void> {
    while (this.#drained) await within(this.#drained, timeoutMs, 'waiting for RabbitMQ to take more', signal);
    const live = await this.#channel.within({ signal, timeoutMs: Number.isFinite(timeoutMs) ? timeoutMs : undefined });
    const confirmed = new Promise<void>((resolve, reject) => {
      const hasRoom = live.thing.publish(exchange, key, content, options, (error: Error | null) =>
        error ? reject(error) : resolve(),
      );
      if (!hasRoom) this.#waitForDrain(live);
    });
    this.#unconfirmed.add(confirmed);
    const forget = (): void => void this.#unconfirmed.delete(confirmed);
    confirmed.then(forget, forget);
    await within(confirmed, timeoutMs, 'publishing to RabbitMQ', signal);
  }

  /** Resolves when the broker has said its word on all messages. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#unconfirmed);
  }

  #waitForDrain({ thing }: Live<ConfirmChannel>): void {
    this.#drained ??= new Promise<void>((resolve) => {
      const go = (): void => {
        this.#drained = undefined;
        thing.removeListener('drain', go).removeListener('close', go);
        resolve();
      };
      thing.once('drain', go).once('close', go);
    });
  }
}
