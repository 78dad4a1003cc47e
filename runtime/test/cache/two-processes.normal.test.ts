/** Two processes that share a cache in Redis, which is also stopped and started under them. In normal mode only. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { ensureBuilt, RUNTIME } from '../package/built.ts';
import { describeHere, RedisServer } from './redis-server.ts';

beforeAll(ensureBuilt);

interface Answer {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** A process with a cache. */
class Worker {
  readonly #child: ChildProcess;
  #count = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(port: number, name: string): Promise<Worker> {
    const child = fork(join(import.meta.dirname, 'worker.mjs'), [String(port), name], { cwd: RUNTIME });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    await once(child, 'message');
    return new Worker(child);
  }

  ask<Result = undefined>(command: string, ...args: readonly unknown[]): Promise<Result> {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      const hear = ({ id: about, answer, error }: Answer): void => {
        if (about !== id) return;
        this.#child.off('message', hear);
        if (error === undefined) resolve(answer as Result);
        else reject(new Error(error));
      };
      this.#child.on('message', hear);
      this.#child.send({ id, command, args });
    });
  }
}

async function pair(): Promise<{ readonly server: RedisServer; readonly workers: readonly [Worker, Worker] }> {
  const server = await RedisServer.onFreePort();
  await server.start();
  onTestFinished(() => server.stop());
  const workers = await Promise.all([Worker.start(server.port, 'shared'), Worker.start(server.port, 'shared')]);
  return { server, workers };
}

describeHere('two processes', () => {
  it('ask the source once between them, and get the same', async () => {
    const { workers } = await pair();
    const values = await Promise.all(workers.map((worker) => worker.ask<string[]>('get', { id: 1 }, 100)));
    expect(values).toEqual([['0 true'], ['0 true']]);
    const calls = await Promise.all(workers.map((worker) => worker.ask<number>('calls')));
    expect(calls.toSorted()).toEqual([0, 1]);
  });

  it.each(['drop', 'dropTag', 'clear'])('both see a %s of one of them', async (command) => {
    const { workers } = await pair();
    const [one, other] = workers;
    await Promise.all(workers.map((worker) => worker.ask('get', 'key', 1)));
    await Promise.all(workers.map((worker) => worker.ask('change', 1)));
    await one.ask(command, command === 'dropTag' ? 'all' : 'key');
    await expect.poll(() => other.ask<unknown>('peek', 'key')).toBeUndefined();
    expect(await Promise.all(workers.map((worker) => worker.ask('get', 'key', 10)))).toEqual([['1 true'], ['1 true']]);
  });

  it('keep nothing that was read before a change, though it was being loaded by the other', async () => {
    const { workers } = await pair();
    const [one, other] = workers;
    for (let i = 1; i <= 10; i++) {
      const loading = one.ask('get', 'key', 1);
      await new Promise((resolve) => setTimeout(resolve, i * 6));
      await Promise.all(workers.map((worker) => worker.ask('change', i)));
      await other.ask('drop', 'key');
      await loading;
      await expect.poll(() => one.ask<unknown>('get', 'key', 1)).toEqual([`${i} true`]);
      expect(await other.ask<unknown>('get', 'key', 1)).toEqual([`${i} true`]);
    }
  });

  it('go on while Redis is stopped, tell of it once, and share again when it is back', async () => {
    const { server, workers } = await pair();
    const [one, other] = workers;
    const all = <Result>(command: string, ...args: unknown[]): Promise<Result[]> =>
      Promise.all(workers.map((worker) => worker.ask<Result>(command, ...args)));
    await all('get', 'kept', 1);
    let isOver = false;
    const failures: unknown[] = [];
    const asking = workers.map(async (worker) => {
      for (let i = 0; !isOver; i++)
        await worker.ask('get', `key ${i % 50}`, 20).catch((error: unknown) => failures.push(error));
    });
    await server.stop();
    // What was kept is served, what wasn't is loaded by each.
    expect(await all('peek', 'kept')).toEqual([0, 0]);
    expect(await all('get', 'new', 10)).toEqual([['0 true'], ['0 true']]);
    await all('change', 1);
    await one.ask('drop', 'new');
    expect(await one.ask<unknown>('get', 'new', 1)).toEqual(['1 true']);
    await server.start();
    // The drop that Redis didn't hear of reaches the other once it is back.
    await expect.poll(() => other.ask<unknown>('get', 'new', 1), { timeout: 20_000 }).toEqual(['1 true']);
    isOver = true;
    await Promise.all(asking);
    expect(failures).toEqual([]);
    // Each finds Redis again in its own time; from then on one source call serves both.
    let round = 0;
    const callsForBoth = async (): Promise<number> => {
      const before = await all<number>('calls');
      expect(await all('get', `after ${round++}`, 100)).toEqual([['1 true'], ['1 true']]);
      const after = await all<number>('calls');
      return after.reduce((sum, count, i) => sum + count - (before[i] ?? 0), 0);
    };
    await expect.poll(callsForBoth, { timeout: 20_000 }).toBe(1);
    for (const { fallbacks } of await all<{ fallbacks: string[] }>('stats')) expect(fallbacks).toHaveLength(1);
  });
});
