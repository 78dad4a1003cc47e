/** Events reach other buses once, with their correlation, and don't come back; also in two processes. */
import { spawn } from 'node:child_process';
import { setImmediate as tick } from 'node:timers/promises';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { describeWithServices } from '../../../test/services/describe-with-services.ts';
import { closeClients } from '../../src/clients/index.ts';
import { natsClient } from '../../src/clients/nats/index.ts';
import { RedisClient } from '../../src/clients/redis/index.ts';
import { bridge, EventBus, type EventTransport } from '../../src/events/index.ts';
import { natsTransport } from '../../src/events/nats/index.ts';
import { redisTransport } from '../../src/events/redis/index.ts';
import { proxyTo } from '../clients/proxy.ts';
import { ensureBuilt, RUNTIME } from '../package/built.ts';

interface Events {
  ping: { readonly number: number };
  pong: { readonly number: number; readonly pid: number };
  local: string;
}

/** Everybody who receives hears everything, also what they sent themselves. */
function loop(): EventTransport & { readonly messages: string[]; readonly tell: (message: string) => void } {
  const receivers = new Set<(message: string) => void>();
  const messages: string[] = [];
  const tell = (message: string): void => receivers.forEach((receiver) => receiver(message));
  return {
    messages,
    tell,
    send: (message) => {
      messages.push(message);
      return Promise.resolve().then(() => tell(message));
    },
    receive: (onMessage) => {
      receivers.add(onMessage);
      return Promise.resolve(() => receivers.delete(onMessage));
    },
  };
}

describe('a bridge', () => {
  it('carries the events it is told to, once and not back', async () => {
    const transport = loop();
    const buses = [new EventBus<Events>(), new EventBus<Events>(), new EventBus<Events>()];
    const heard: unknown[] = [];
    for (const [index, bus] of buses.entries()) {
      await bridge(bus, transport, { names: ['ping'] });
      bus.on('ping', ({ number }, correlationId) => heard.push([index, number, correlationId]));
      bus.on('local', (data) => heard.push([index, data]));
    }
    await buses[0]?.publish('ping', { number: 1 }, { correlationId: 'a' });
    await buses[1]?.publish('local', 'stays');
    expect(heard).toEqual([
      [0, 1, 'a'],
      [1, 1, 'a'],
      [2, 1, 'a'],
      [1, 'stays'],
    ]);
    expect(transport.messages).toHaveLength(1);
  });

  it('is closed with all clients, as its reader would keep them open', async () => {
    const transport = loop();
    const bus = new EventBus<Events>();
    await bridge(bus, transport, { names: ['ping'] });
    await closeClients();
    await bus.publish('ping', { number: 1 });
    expect(transport.messages).toEqual([]);
  });

  it('carries what a handler tells upon an event from elsewhere', async () => {
    const transport = loop();
    const [asks, answers] = [new EventBus<Events>(), new EventBus<Events>()];
    await bridge(asks, transport, { names: ['ping', 'pong'] });
    await bridge(answers, transport, { names: ['ping', 'pong'] });
    answers.on('ping', ({ number }) => answers.emit('pong', { number, pid: 0 }));
    const pong = asks.once('pong');
    asks.emit('ping', { number: 7 });
    expect(await pong).toEqual({ number: 7, pid: 0 });
    expect(transport.messages).toHaveLength(2);
  });

  it('tells of what it can neither send nor read, and goes on', async () => {
    const errors: unknown[] = [];
    const transport = loop();
    const bus = new EventBus<Events>();
    const broken = { ...transport, send: () => Promise.reject(new Error('down')) };
    const heard: number[] = [];
    const own = await bridge(bus, broken, { names: ['ping'], onError: (error) => errors.push(error) });
    bus.on('ping', ({ number }) => heard.push(number));
    await bus.publish('ping', { number: 1 });
    for (const message of ['no json', '{}', 'null', '{"origin":"x","name":1}']) transport.tell(message);
    transport.tell('{"origin":"x","name":"ping","data":{"number":2}}');
    expect(errors).toHaveLength(5);
    expect(heard).toEqual([1, 2]);
    await own.close();
    transport.tell('{"origin":"x","name":"ping","data":{"number":3}}');
    expect(heard).toEqual([1, 2]);
  });
});

const NAME = `perfmig-events-${process.pid}`;

/** A process of its own that answers each ping, until it is told to end. */
const ANSWERER = `
import { bridge, EventBus } from '@perfmig/runtime/events';
import { closeClients } from '@perfmig/runtime/clients';
const transports = {
  redis: async () => {
    const { RedisClient } = await import('@perfmig/runtime/clients/redis');
    const { redisTransport } = await import('@perfmig/runtime/events/redis');
    return redisTransport({ redis: new RedisClient(), stream: '${NAME}' });
  },
  nats: async () => {
    const { natsClient } = await import('@perfmig/runtime/clients/nats');
    const { natsTransport } = await import('@perfmig/runtime/events/nats');
    return natsTransport({ client: natsClient(), subject: '${NAME}' });
  },
};
const bus = new EventBus();
const carrier = await bridge(bus, await transports[process.argv[1]](), { names: ['pong'] });
bus.on('ping', async ({ number }) => {
  await new Promise((resolve) => setImmediate(resolve));
  bus.emit('pong', { number, pid: process.pid });
});
process.stdin.once('data', async () => {
  await carrier.close();
  await closeClients();
});
console.log('ready');
`;

beforeAll(ensureBuilt);

async function answeredByAnother(kind: 'redis' | 'nats', transport: EventTransport): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', ANSWERER, kind], {
    cwd: RUNTIME,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const bus = new EventBus<Events>({ history: 1_000 });
  const carrier = await bridge(bus, transport, { names: ['ping'] });
  onTestFinished(() => carrier.close());
  const pongs = new Map<string | undefined, Events['pong']>();
  bus.on('pong', (data, correlationId) => void pongs.set(correlationId, data));
  for (let number = 0; number < 200; number++) bus.emit('ping', { number }, { correlationId: `order-${number}` });
  await expect.poll(() => pongs.size, { timeout: 10_000 }).toBe(200);
  for (let number = 0; number < 200; number++) expect(pongs.get(`order-${number}`)).toEqual({ number, pid: child.pid });
  // Ours, told here, and theirs, come over the bridge: nothing twice.
  expect(bus.history({ name: 'ping' })).toHaveLength(200);
  expect(bus.history({ name: 'pong' })).toHaveLength(200);
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.stdin.write('end\n');
  child.stdin.end();
  expect(await ended).toBe(0);
}

function redisOf(port = 6379): RedisClient {
  const redis = new RedisClient({ host: '127.0.0.1', port });
  onTestFinished(() => redis.close());
  return redis;
}

await describeWithServices('events over Redis', ['redis'], () => {
  it('reach another process and come back answered', async () => {
    const redis = redisOf();
    await answeredByAnother('redis', redisTransport({ redis, stream: NAME }));
    await (await redis.get()).del(NAME);
  });

  it('are not lost where the connection breaks, and are read from the beginning if wanted', async () => {
    const stream = `${NAME}-breaks`;
    const sender = redisTransport({ redis: redisOf(), stream });
    const proxy = await proxyTo(6379);
    const reader = redisTransport({ redis: redisOf(proxy.port), stream });
    const heard: string[] = [];
    const stop = await reader.receive((message) => heard.push(message));
    await sender.send('before');
    await expect.poll(() => heard).toEqual(['before']);
    proxy.down();
    await sender.send('meanwhile');
    proxy.up();
    await sender.send('after');
    await expect.poll(() => heard, { timeout: 10_000 }).toEqual(['before', 'meanwhile', 'after']);
    await stop();
    const again: string[] = [];
    const late = redisTransport({ redis: redisOf(), stream, from: 'beginning' });
    const stopLate = await late.receive((message) => again.push(message));
    await expect.poll(() => again).toEqual(heard);
    await stopLate();
    await tick();
    await (await redisOf().get()).del(stream);
  });
});

await describeWithServices('events over NATS', ['nats'], () => {
  it('reach another process and come back answered', async () => {
    const client = natsClient();
    onTestFinished(() => client.close());
    await answeredByAnother('nats', natsTransport({ client, subject: NAME }));
  });
});
