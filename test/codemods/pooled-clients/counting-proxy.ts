/** Stands between an app and its server, and counts the connections that the app opens. */
import { createServer, connect, type AddressInfo } from 'node:net';

export interface CountingProxy {
  readonly port: number;
  readonly opened: () => number;
  readonly close: () => Promise<void>;
}

/** Listens on a free port of the loopback and hands everything on to `port`. */
export async function countingProxy(port: number): Promise<CountingProxy> {
  let opened = 0;
  const server = createServer((socket) => {
    opened++;
    const other = connect(port, '127.0.0.1');
    socket.pipe(other).pipe(socket);
    for (const [one, peer] of [
      [socket, other],
      [other, socket],
    ] as const) {
      one.on('error', () => peer.destroy());
      one.on('close', () => peer.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    opened: () => opened,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
