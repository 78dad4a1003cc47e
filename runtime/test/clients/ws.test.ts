/** A WebSocket that comes back. */
import { expect, it, onTestFinished } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { WebSocketClient, type WebSocketOptions } from '../../src/clients/ws/index.ts';
import { isClosedError } from '../../src/errors/index.ts';

interface Server {
  readonly url: string;
  readonly heard: string[];
  readonly sockets: () => readonly WebSocket[];
  readonly accepted: () => number;
}

async function serverOf(): Promise<Server> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const heard: string[] = [];
  let accepted = 0;
  server.on('connection', (socket) => {
    accepted++;
    socket.on('message', (data) => heard.push((data as Buffer).toString()));
  });
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.clients.forEach((socket) => socket.terminate());
    server.close();
  });
  const { port } = server.address() as { port: number };
  return { url: `ws://127.0.0.1:${port}`, heard, sockets: () => [...server.clients], accepted: () => accepted };
}

function clientOf(url: string, options: WebSocketOptions = {}): WebSocketClient {
  const client = new WebSocketClient(url, { backoff: { firstDelayMs: 1 }, ...options });
  onTestFinished(() => client.close());
  return client;
}

it('connects once for all, and sends in order', async () => {
  const { url, heard, accepted } = await serverOf();
  const client = clientOf(url);
  expect(accepted()).toBe(0);
  await Promise.all(Array.from({ length: 20 }, (_, i) => client.send(String(i))));
  await expect.poll(() => heard).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
  expect(accepted()).toBe(1);
});

it('comes back by itself while anybody listens, after saying again what the server has to know', async () => {
  const { url, heard, sockets, accepted } = await serverOf();
  const told: string[] = [];
  const errors: unknown[] = [];
  const client = clientOf(url, {
    onOpen: (socket) => socket.send('log in'),
    onError: (error) => errors.push(error),
  });
  const stop = client.onMessage((data) => told.push((data as Buffer).toString()));
  client.onMessage(() => {
    throw new Error('a listener of its own');
  });
  await expect.poll(() => sockets().length).toBe(1);
  sockets()[0]?.send('first');
  await expect.poll(() => told).toEqual(['first']);
  sockets()[0]?.terminate();
  await expect.poll(accepted).toBe(2);
  await expect.poll(() => heard).toEqual(['log in', 'log in']);
  sockets()[0]?.send('second');
  await expect.poll(() => told).toEqual(['first', 'second']);
  expect(errors).toEqual([new Error('a listener of its own'), new Error('a listener of its own')]);
  stop();
  sockets()[0]?.send('third');
  await expect.poll(() => errors.length).toBe(3);
  expect(told).toEqual(['first', 'second']);
});

it('ends a connection whose other side has gone silent', async () => {
  const { url, sockets, accepted } = await serverOf();
  const client = clientOf(url, { pingIntervalMs: 20 });
  client.onMessage(() => undefined);
  await expect.poll(() => sockets().length).toBe(1);
  sockets()[0]?.pause();
  await expect.poll(accepted).toBe(2);
});

it('says why it cannot connect, and sends nothing once it is closed', async () => {
  const client = clientOf('ws://127.0.0.1:1');
  await expect(client.send('hello')).rejects.toThrow('ECONNREFUSED');
  await client.close();
  expect(isClosedError(await client.send('hello').catch((error: unknown) => error))).toBe(true);
});
