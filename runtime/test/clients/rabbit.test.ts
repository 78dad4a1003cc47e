/** One connection to RabbitMQ: confirms, prefetch and consumers are kept over breaks. */
import { expect, it, onTestFinished } from 'vitest';
import { describeWithServices } from '../../../test/services/describe-with-services.ts';
import { RabbitClient, type RabbitOptions } from '../../src/clients/amqplib/index.ts';
import { isClosedError } from '../../src/errors/index.ts';
import { proxyTo } from './proxy.ts';

const URL_OF = (port: number): string => `amqp://guest:guest@127.0.0.1:${port}`;
const NO_REST = { firstDelayMs: 1, maxDelayMs: 20 };

let number = 0;

/** A client whose queue exists as long as the test. */
async function clientOf(
  port = 5672,
  options: RabbitOptions = {},
): Promise<{ readonly queue: string; readonly rabbit: RabbitClient }> {
  const queue = `perfmig-clients-${process.pid}-${++number}`;
  const rabbit = new RabbitClient(URL_OF(port), {
    backoff: NO_REST,
    setup: (channel) => channel.assertQueue(queue),
    ...options,
  });
  const remover = new RabbitClient(URL_OF(5672));
  onTestFinished(async () => {
    await rabbit.close();
    await remover.use((channel) => channel.deleteQueue(queue));
    await remover.close();
  });
  await remover.use((channel) => channel.assertQueue(queue));
  return { queue, rabbit };
}

await describeWithServices('the client of RabbitMQ', ['rabbitmq'], () => {
  it('publishes over one connection, and resolves when the broker has each message', async () => {
    const proxy = await proxyTo(5672);
    const { queue, rabbit } = await clientOf(proxy.port);
    expect(proxy.accepted()).toBe(0);
    await Promise.all(Array.from({ length: 300 }, (_, i) => rabbit.sendToQueue(queue, Buffer.from(String(i)))));
    const { messageCount } = await rabbit.use((channel) => channel.checkQueue(queue));
    expect(messageCount).toBe(300);
    expect(proxy.accepted()).toBe(1);
  });

  it('waits where the socket takes no more, and loses nothing', async () => {
    const { queue, rabbit } = await clientOf();
    const content = Buffer.alloc(100_000, 'x');
    await Promise.all(Array.from({ length: 100 }, () => rabbit.sendToQueue(queue, content)));
    const { messageCount } = await rabbit.use((channel) => channel.checkQueue(queue));
    expect(messageCount).toBe(100);
  });

  it('says that a message was not taken', async () => {
    const { queue, rabbit } = await clientOf();
    await expect(rabbit.publish('perfmig-no-such-exchange', '', Buffer.from('lost'))).rejects.toThrow();
    await rabbit.sendToQueue(queue, Buffer.from('kept'));
    const kept = await rabbit.use((channel) => channel.get(queue, { noAck: true }));
    expect(kept === false ? 'nothing' : kept.content.toString()).toBe('kept');
  });

  it('never has more messages at once than the prefetch, and acknowledges those that went well', async () => {
    const { queue, rabbit } = await clientOf();
    for (let i = 0; i < 20; i++) await rabbit.sendToQueue(queue, Buffer.from(String(i)));
    let handling = 0;
    let most = 0;
    const seen: string[] = [];
    const consumer = await rabbit.consume(
      queue,
      async ({ content }) => {
        most = Math.max(most, ++handling);
        await new Promise((resolve) => setTimeout(resolve, 5));
        handling--;
        seen.push(content.toString());
      },
      { prefetch: 3 },
    );
    await expect.poll(() => seen.length).toBe(20);
    await consumer.cancel();
    expect(most).toBe(3);
    expect(seen.map(Number).sort((a, b) => a - b)).toEqual(seen.map((_, i) => i));
    expect((await rabbit.use((channel) => channel.checkQueue(queue))).messageCount).toBe(0);
  });

  it('gives a message back once whose handler throws', async () => {
    const heard: unknown[] = [];
    const { queue, rabbit } = await clientOf(5672, { onError: (error) => heard.push(error) });
    const attempts: boolean[] = [];
    const consumer = await rabbit.consume(queue, ({ fields }) => {
      attempts.push(fields.redelivered);
      throw new Error('cannot');
    });
    await rabbit.sendToQueue(queue, Buffer.from('poison'));
    await expect.poll(() => attempts).toEqual([false, true]);
    await consumer.cancel();
    expect(heard).toEqual([new Error('cannot'), new Error('cannot')]);
    expect((await rabbit.use((channel) => channel.checkQueue(queue))).messageCount).toBe(0);
  });

  it('goes on after a break, with its prefetch, and what was not acknowledged comes again', async () => {
    const proxy = await proxyTo(5672);
    const { queue, rabbit } = await clientOf(proxy.port);
    const done = new Set<string>();
    let most = 0;
    let handling = 0;
    let hold = true;
    await rabbit.consume(
      queue,
      async ({ content }) => {
        most = Math.max(most, ++handling);
        while (hold) await new Promise((resolve) => setTimeout(resolve, 5));
        handling--;
        done.add(content.toString());
      },
      { prefetch: 2 },
    );
    for (let i = 0; i < 6; i++) await rabbit.sendToQueue(queue, Buffer.from(String(i)));
    await expect.poll(() => handling).toBe(2);
    proxy.cut();
    hold = false;
    await expect.poll(() => handling).toBe(0);
    await expect.poll(() => done.size, { timeout: 10_000 }).toBe(6);
    expect(most).toBe(2);
    await rabbit.sendToQueue(queue, Buffer.from('after'));
    await expect.poll(() => done.has('after')).toBe(true);
    expect(proxy.accepted()).toBe(2);
  });

  it('says that a queue is not there, and does not try for ever', async () => {
    const { rabbit } = await clientOf();
    await expect(rabbit.consume('perfmig-no-such-queue', () => undefined)).rejects.toThrow('NOT_FOUND');
  });

  it('waits for handlers and confirmations when it is closed', async () => {
    const { queue, rabbit } = await clientOf();
    const done: string[] = [];
    await rabbit.consume(queue, async ({ content }) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      done.push(content.toString());
    });
    await rabbit.sendToQueue(queue, Buffer.from('last'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    const sent = rabbit.sendToQueue(queue, Buffer.from('too late to be handled'));
    await rabbit.close();
    await sent;
    expect(done).toContain('last');
    const refused: unknown = await rabbit.sendToQueue(queue, Buffer.from('')).catch((error: unknown) => error);
    expect(isClosedError(refused)).toBe(true);
  });
});
