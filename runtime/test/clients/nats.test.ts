/** One connection to NATS, made again with its subscriptions. */
import { expect, it, onTestFinished } from 'vitest';
import { describeWithServices } from '../../../test/services/describe-with-services.ts';
import { natsClient } from '../../src/clients/nats/index.ts';
import { proxyTo } from './proxy.ts';

await describeWithServices('the client of NATS', ['nats'], () => {
  it('has one connection for all, and its subscriptions outlive a break', async () => {
    const proxy = await proxyTo(4222);
    const client = natsClient({ servers: `127.0.0.1:${proxy.port}` }, { firstDelayMs: 1 });
    onTestFinished(() => client.close());
    expect(proxy.accepted()).toBe(0);
    const connections = await Promise.all(Array.from({ length: 50 }, () => client()));
    expect(new Set(connections).size).toBe(1);
    expect(proxy.accepted()).toBe(1);
    const [connection] = connections;
    const subject = `perfmig.clients.${process.pid}`;
    const heard: string[] = [];
    connection?.subscribe(subject, { callback: (_, message) => void heard.push(message.string()) });
    connection?.publish(subject, 'before');
    await expect.poll(() => heard).toEqual(['before']);
    proxy.cut();
    await expect.poll(() => proxy.accepted(), { timeout: 5_000 }).toBe(2);
    await connection?.flush();
    connection?.publish(subject, 'after');
    await expect.poll(() => heard).toEqual(['before', 'after']);
  });

  it('sends what was published before it is closed', async () => {
    const listening = natsClient();
    onTestFinished(() => listening.close());
    const client = natsClient();
    const subject = `perfmig.clients.${process.pid}.drain`;
    let heard = 0;
    const connection = await listening();
    connection.subscribe(subject, {
      callback: () => {
        heard++;
      },
    });
    await connection.flush();
    for (let i = 0; i < 100; i++) (await client()).publish(subject);
    await client.close();
    await expect.poll(() => heard).toBe(100);
  });
});
