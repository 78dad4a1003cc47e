/** Carries events from one process to others. */
import { randomUUID } from 'node:crypto';
import { register, unregister } from '../clients/registry.ts';
import type { EventBus } from './event-bus.ts';

/** What carries messages to all processes, also back to the one that sent them. */
export interface EventTransport {
  /** Sends to all; resolves when the message is on its way. */
  readonly send: (message: string) => Promise<unknown>;
  /**
   * Calls back for each message that is sent from now on.
   * @returns ends it
   */
  readonly receive: (onMessage: (message: string) => void) => Promise<() => unknown>;
}

/** Which events are carried. */
export interface BridgeOptions<Name> {
  /** Those that leave this process. All that arrive are told, whatever their names. */
  readonly names: readonly Name[];
  /** Told of what can't be sent or read. By default that is told to nobody. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

interface Message {
  readonly origin: string;
  readonly name: string;
  readonly data: unknown;
  readonly correlationId?: string;
}

/**
 * Carries events of a bus to the buses of other processes that have a bridge over the same transport, as JSON: what
 * JSON can't say doesn't arrive as it was. Resolves when it has begun to receive.
 * @throws what the transport throws
 */
export async function bridge<Events extends object>(
  bus: EventBus<Events>,
  transport: EventTransport,
  options: BridgeOptions<keyof Events & string>,
): Promise<Bridge> {
  const origin = randomUUID();
  const onError = options.onError ?? (() => undefined);
  const sending = new Set<Promise<unknown>>();
  const stop = await transport.receive((text) => {
    const message = read(text, onError);
    if (!message || message.origin === origin) return;
    const { name, data, correlationId } = message;
    bus.emit(name as keyof Events, data as Events[keyof Events], { correlationId, via: origin });
  });
  const offs = options.names.map((name) =>
    bus.on(name, (data, correlationId, via) => {
      // What came over this bridge isn't sent over it again.
      if (via === origin) return undefined;
      const sent = send(transport, { origin, name, data, ...(correlationId === undefined ? {} : { correlationId }) });
      const ended = sent.catch(onError).finally(() => sending.delete(ended));
      sending.add(ended);
      return ended;
    }),
  );
  return new Bridge(async () => {
    for (const off of offs) off();
    await Promise.all(sending);
    await stop();
  });
}

/** A bridge that carries events until it is closed, by itself or by `closeClients`. */
export class Bridge {
  readonly #end: () => Promise<void>;
  #closing: Promise<void> | undefined;

  /** @param end ends it */
  constructor(end: () => Promise<void>) {
    this.#end = end;
    // A reader that waits for the next message would hold its client open.
    register(this);
  }

  /** Resolves when all that was told before is sent, and nothing arrives any more. */
  close(): Promise<void> {
    this.#closing ??= this.#end().finally(() => unregister(this));
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

async function send(transport: EventTransport, message: Message): Promise<void> {
  await transport.send(JSON.stringify(message));
}

/** Others may write to the same place. */
function read(text: string, onError: (error: unknown) => void): Message | undefined {
  try {
    const message: unknown = JSON.parse(text);
    if (isMessage(message)) return message;
    throw new TypeError(`no event: ${text.slice(0, 100)}`);
  } catch (error) {
    onError(error);
    return undefined;
  }
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null) return false;
  return 'origin' in value && 'name' in value && typeof value.name === 'string';
}
