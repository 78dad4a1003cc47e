/** A TCP proxy on loopback, for counting connections and cutting them. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Proxy {
  readonly port: number;
  /** Connections since the beginning. */
  readonly accepted: () => number;
  /** Connections that are open. */
  readonly open: () => number;
  /** Breaks all connections. */
  readonly cut: () => void;
  /** Carries nothing any more on the connections there are, as if the other side were gone without a word. */
  readonly freeze: () => void;
  /** Refuses every connection until `up`. */
  readonly down: () => void;
  readonly up: () => void;
}

/** A proxy for a server on loopback, gone when the test has ended. */
export async function proxyTo(port: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const targets = new Set<Socket>();
  let accepted = 0;
  let isDown = false;
  const server = createServer((socket) => {
    accepted++;
    if (isDown) {
      socket.destroy();
      return;
    }
    const target = connect({ host: '127.0.0.1', port });
    sockets.add(socket);
    targets.add(target);
    for (const [one, other] of [
      [socket, target],
      [target, socket],
    ] as const) {
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
      one.pipe(other);
    }
    socket.on('close', () => sockets.delete(socket));
  });
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    cut();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    accepted: () => accepted,
    open: () => sockets.size,
    cut,
    freeze: () => {
      for (const socket of [...sockets, ...targets]) socket.unpipe().pause();
    },
    down: () => {
      isDown = true;
      cut();
    },
    up: () => (isDown = false),
  };
}
