/** What is needed of a Redis client, of whichever package. */

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- `never` fits no method that is declared with `any`
type Listener = (...args: any[]) => void;

/** Of `ioredis`. */
export interface IoredisLike {
  readonly status: string;
  call(command: string, ...args: string[]): Promise<unknown>;
  duplicate(): IoredisLike;
  subscribe(channel: string): Promise<unknown>;
  on(event: string, listener: Listener): unknown;
  off(event: string, listener: Listener): unknown;
  disconnect(): void;
}

/** Of `redis`. */
export interface NodeRedisLike {
  readonly isReady: boolean;
  sendCommand(args: string[]): Promise<unknown>;
  duplicate(): NodeRedisLike;
  connect(): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  on(event: string, listener: Listener): unknown;
  off(event: string, listener: Listener): unknown;
  destroy(): void;
}

/** A connected client of one of these packages. */
export type RedisLike = IoredisLike | NodeRedisLike;

/** A client, and a second connection that hears of what others do. */
export interface Link {
  /** Sends a command; how long it may take is for the caller to see to. */
  readonly command: (name: string, ...args: string[]) => Promise<unknown>;
  /** Subscribes for as long as the link lasts, whatever happens to the connection meanwhile. */
  readonly subscribe: (channel: string, onMessage: (message: string) => void) => Promise<unknown>;
  /** Rejects where what is said on the channel might not be heard. */
  readonly checkHearing: () => Promise<unknown>;
  /** Lets go of the second connection; the client is its owner's. */
  readonly close: () => void;
}

/** What both packages say when a connection ends. */
const LOST = ['close', 'end', 'reconnecting'] as const;

/**
 * A link over this client.
 * @param onLost told when either connection breaks
 */
export function linkOf(client: RedisLike, onLost: () => void): Link {
  const ear = client.duplicate();
  // Without a listener an error ends the process; what it means, `onLost` says.
  ear.on('error', () => undefined);
  for (const event of LOST) {
    client.on(event, onLost);
    ear.on(event, onLost);
  }
  const stop = (): void => {
    for (const event of LOST) {
      client.off(event, onLost);
      ear.off(event, onLost);
    }
  };
  return 'sendCommand' in client && 'isReady' in client
    ? nodeRedisLink(client, ear as NodeRedisLike, stop)
    : ioredisLink(client, ear as IoredisLike, stop);
}

function ioredisLink(client: IoredisLike, ear: IoredisLike, stop: () => void): Link {
  return {
    command: (name, ...args) => client.call(name, ...args),
    subscribe: (channel, onMessage) => {
      ear.on('message', (from: string, message: string) => {
        if (from === channel) onMessage(message);
      });
      return ear.subscribe(channel);
    },
    checkHearing: () => (ear.status === 'ready' ? ear.call('PING') : Promise.reject(new Error('not subscribed'))),
    close: () => {
      stop();
      ear.disconnect();
    },
  };
}

function nodeRedisLink(client: NodeRedisLike, ear: NodeRedisLike, stop: () => void): Link {
  return {
    command: (...words) => client.sendCommand(words),
    subscribe: async (channel, onMessage) => {
      await ear.connect();
      await ear.subscribe(channel, onMessage);
    },
    checkHearing: () => (ear.isReady ? ear.sendCommand(['PING']) : Promise.reject(new Error('not subscribed'))),
    close: () => {
      stop();
      ear.destroy();
    },
  };
}
