/** A server of Redis that is killed and started again while many ask: nobody waits for ever, and all are served again. */
import { expect, it, onTestFinished } from 'vitest';
import { RedisClient } from '../../src/clients/redis/index.ts';
import { sleep } from '../../src/retry/index.ts';
import { describeHere, RedisServer } from '../cache/redis-server.ts';

describeHere('the client of Redis', () => {
  it('goes on after the server was stopped and started under load', async () => {
    const server = await RedisServer.onFreePort();
    await server.start();
    const redis = new RedisClient({ host: '127.0.0.1', port: server.port });
    onTestFinished(async () => {
      await redis.close();
      await server.stop();
    });
    let [isOver, wrong] = [false, 0];
    const ask = async (caller: number): Promise<number> => {
      let answered = 0;
      for (let i = 0; !isOver; i++) {
        const told = `${caller}-${i}`;
        const asked =
          i % 5 === 0 ? redis.exclusive((own) => own.echo(told)) : redis.get().then((all) => all.echo(told));
        const answer = await asked.catch(() => undefined);
        if (answer !== undefined) answered++;
        if (answer !== undefined && answer !== told) wrong++;
        if (answer === undefined) await sleep(5);
      }
      return answered;
    };
    const callers = Array.from({ length: 20 }, (_, caller) => ask(caller));
    for (let round = 0; round < 2; round++) {
      await sleep(50);
      await server.stop();
      await sleep(50);
      await server.start();
      await expect.poll(async () => (await redis.get()).ping().catch(() => 'down')).toBe('PONG');
    }
    isOver = true;
    const answered = await Promise.all(callers);
    expect([wrong, answered.filter((count) => count === 0)]).toEqual([0, []]);
    expect(redis.exclusiveStats).toMatchObject({ held: 0, waiting: 0 });
  });
});
