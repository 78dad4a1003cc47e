/** One WebSocket that is kept open while anybody listens. */
import type { ClientOptions, RawData, WebSocket } from 'ws';
import { isClosedError } from '../../errors/closed.ts';
import type { BackoffOptions } from '../../retry/backoff.ts';
import { onAbort } from '../../waiting/on-abort.ts';
import type { WaitOptions } from '../../waiting/wait-options.ts';
import { loadPeer } from '../peer.ts';
import { sharedBy, type SharedClients } from '../shared.ts';
import { keepAlive } from './keep-alive.ts';

/** What goes beside the driver's own options. */
export interface WebSocketOptions {
  /** Sub-protocols to be offered; none by default. */
  readonly protocols?: readonly string[] | undefined;
  /** The driver's own; its defaults otherwise. */
  readonly client?: ClientOptions | undefined;
  /** Milliseconds between two pings; one that isn't answered until the next ends the connection. 30,000 by default. */
  readonly pingIntervalMs?: number | undefined;
  /** Done upon each new connection before anybody gets it: what the server has to be told again, such as a log-in. Nothing by default. */
  readonly onOpen?: ((socket: WebSocket) => unknown) | undefined;
  /** The rests after failures to connect: from 100 ms, doubled up to 5 s, a random part of each, by default. */
  readonly backoff?: BackoffOptions | undefined;
  /** Told of connections that break, and of listeners that throw. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

const OPEN = 1;

/** A WebSocket for all callers, connected when the first sends or listens. */
export class WebSocketClient {
  readonly #socket: SharedClients<[], WebSocket>;
  readonly #options: WebSocketOptions;
  readonly #listeners = new Set<(data: RawData, isBinary: boolean) => void>();
  #isClosed = false;

  constructor(url: string | URL, options: WebSocketOptions = {}) {
    this.#options = options;
    this.#socket = sharedBy(this, () => this.#connect(url), {
      name: `the WebSocket to ${String(url)}`,
      backoff: options.backoff,
      close: closeSocket,
      isUsable: ({ readyState }) => readyState === OPEN,
      onError: options.onError,
    });
  }

  /**
   * The socket itself, open.
   * @throws {MissingPeerError} where `ws` isn't installed, {ClosedError} once it has been closed
   * @throws why connecting has failed; the next one to ask tries again, after a rest
   */
  get(options: WaitOptions = {}): Promise<WebSocket> {
    return this.#socket.within(options);
  }

  /**
   * Sends, and resolves when it has been handed to the system; that is no word from the other side.
   * @throws what `get` throws, and what sending fails with
   */
  async send(data: string | Buffer | ArrayBuffer | Uint8Array, options?: WaitOptions): Promise<void> {
    const socket = await this.get(options);
    await new Promise<void>((resolve, reject) => {
      socket.send(data, (error) => (error ? reject(error) : resolve()));
    });
  }

  /**
   * Calls back for each message, over all connections to come; while anybody listens, a broken one is made again by
   * itself. What the other side sent in between is lost.
   * @returns takes it back; so does the signal
   */
  onMessage(
    listener: (data: RawData, isBinary: boolean) => void,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): () => void {
    if (signal?.aborted) return () => undefined;
    this.#listeners.add(listener);
    const stop = (): void => {
      unlisten?.();
      this.#listeners.delete(listener);
    };
    const unlisten = signal && onAbort(signal, stop);
    void this.#keepOpen();
    return stop;
  }

  /** Says good-bye and waits for the answer, 5 s at most. */
  close(): Promise<void> {
    this.#isClosed = true;
    return this.#socket.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #connect(url: string | URL): Promise<WebSocket> {
    const { protocols = [], client, pingIntervalMs = 30_000, onOpen, onError = () => undefined } = this.#options;
    const { WebSocket } = await loadPeer('clients/ws', 'ws', () => import('ws'));
    const socket = new WebSocket(url, [...protocols], client);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve).once('error', reject);
    });
    socket.on('error', onError);
    socket.on('message', (data, isBinary) => this.#hear(data, isBinary));
    socket.on('close', () => void this.#keepOpen());
    keepAlive(socket, pingIntervalMs);
    try {
      await onOpen?.(socket);
      return socket;
    } catch (error) {
      socket.terminate();
      throw error;
    }
  }

  #hear(data: RawData, isBinary: boolean): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(data, isBinary);
      } catch (error) {
        this.#options.onError?.(error);
      }
    }
  }

  /** Tries until there is a connection, or nobody listens. */
  async #keepOpen(): Promise<void> {
    while (this.#listeners.size > 0 && !this.#isClosed) {
      try {
        await this.#socket();
        return;
      } catch (error) {
        if (isClosedError(error)) return;
        this.#options.onError?.(error);
      }
    }
  }
}

const CLOSE_TIMEOUT_MS = 5_000;

function closeSocket(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState > OPEN) return resolve();
    const timer = setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MS).unref();
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(1000);
  });
}
