/** What a call does whose own options switch a part off, beside calls of the same object that don't. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as tick } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Batch } from '../../src/batch/index.ts';
import { Cache } from '../../src/cache/index.ts';
import { Dedupe } from '../../src/dedupe/index.ts';
import { EventBus } from '../../src/events/index.ts';
import { mapBounded } from '../../src/executor/index.ts';
import { Files } from '../../src/files/index.ts';
import { onFallback, type Fallback } from '../../src/mode/index.ts';
import { Pool } from '../../src/pool/index.ts';
import { state } from '../../src/settings/state.ts';

const OFF = { mode: 'off' } as const;

describe('a call that switches off', () => {
  it('the pool has a resource that nobody had, and nobody gets', async () => {
    let made = 0;
    const gone: number[] = [];
    const pool = new Pool({ create: () => ++made, destroy: (one) => gone.push(one), min: 0, max: 2 });
    expect(await pool.use((one) => one)).toBe(1);
    expect(await pool.use((one) => one, OFF)).toBe(2);
    expect(gone).toEqual([1, 2]);
    expect(await pool.use((one) => one)).toBe(3);
    expect(await pool.use((one) => one)).toBe(3);
    await pool.close();
  });

  it('the pool waits no longer than allowed, however many give way', async () => {
    const pool = new Pool({ create: () => ({}), max: 1, min: 0 });
    const held = await pool.acquire();
    await expect(pool.acquire({ ...OFF, timeoutMs: 20 })).rejects.toThrow('20 ms');
    const fresh = pool.acquire(OFF);
    held.release();
    expect((await fresh).resource).not.toBe(held.resource);
  });

  it('the batch is made by itself', async () => {
    const load = vi.fn((keys: readonly number[]) => keys);
    const batch = new Batch({ load });
    expect(await Promise.all([batch.load(1), batch.load(2, OFF), batch.load(3)])).toEqual([1, 2, 3]);
    expect(load.mock.calls.map(([keys]) => keys)).toEqual([[2], [1, 3]]);
  });

  it('dedupe runs alone, and is joined by nobody', async () => {
    const dedupe = new Dedupe();
    const task = vi.fn(() => tick('done'));
    await Promise.all([dedupe.run('a', task, OFF), dedupe.run('a', task), dedupe.run('a', task)]);
    expect(task).toHaveBeenCalledTimes(2);
    expect(dedupe.size).toBe(0);
  });

  it('the cache loads', async () => {
    const cache = new Cache<number>();
    let loads = 0;
    const load = (): number => ++loads;
    expect(await cache.getOrLoad('a', load)).toBe(1);
    expect(await cache.getOrLoad('a', load, OFF)).toBe(2);
    expect(await cache.getOrLoad('a', load)).toBe(1);
  });

  it('the executor visits one by one', async () => {
    let [running, most] = [0, 0];
    const visit = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await tick();
      running--;
    };
    await mapBounded([1, 2, 3], visit, OFF);
    expect(most).toBe(1);
  });

  it('files are read at once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'perfmig-mode-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'file');
    writeFileSync(path, 'first');
    const files = new Files();
    const read = files.read(path, OFF);
    // Too late for one that has blocked.
    writeFileSync(path, 'second');
    expect([await read, readFileSync(path, 'utf8')]).toEqual(['first', 'second']);
    await expect(files.read(join(folder, 'none'), OFF)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is told of once', async () => {
    state().told.clear();
    const told: Fallback[] = [];
    onTestFinished(onFallback((fallback) => told.push(fallback)));
    const pool = new Pool({ create: () => 1 });
    for (let i = 0; i < 3; i++) await pool.use(() => 1, OFF);
    expect(told).toEqual([{ part: 'pool', reason: 'switched off by its own options' }]);
  });
});

describe('events that are switched off', () => {
  /** What two asynchronous handlers do upon two events. */
  async function orderOf(tell: (bus: EventBus<{ paid: number }>, data: number) => unknown, mode?: 'off') {
    const bus = new EventBus<{ paid: number }>({ mode });
    const order: string[] = [];
    for (const name of ['a', 'b']) {
      bus.on('paid', async (data) => {
        order.push(`${name}${data} begins`);
        await tick();
        order.push(`${name}${data} ends`);
      });
    }
    tell(bus, 1);
    tell(bus, 2);
    await bus.close();
    return order;
  }
  const ONE_BY_ONE = ['a1', 'b1', 'a2', 'b2'].flatMap((name) => [`${name} begins`, `${name} ends`]);

  it('run one handler after the other: by the bus, by the call, and otherwise side by side', async () => {
    expect(await orderOf((bus, data) => bus.emit('paid', data), 'off')).toEqual(ONE_BY_ONE);
    expect(await orderOf((bus, data) => bus.emit('paid', data, OFF))).toEqual(ONE_BY_ONE);
    expect((await orderOf((bus, data) => bus.emit('paid', data))).slice(0, 4)).toEqual(
      ['a1', 'b1', 'a2', 'b2'].map((name) => `${name} begins`),
    );
  });

  it('are heard before emit returns by handlers that wait for nothing', () => {
    const bus = new EventBus<{ paid: number }>({ mode: 'off' });
    const heard: string[] = [];
    bus.on('paid', (data) => heard.push(`a${data}`));
    bus.on('paid', (data) => heard.push(`b${data}`));
    bus.emit('paid', 1);
    expect(heard).toEqual(['a1', 'b1']);
  });

  it('harm nobody by a handler that throws, and may be told of and waited for within a handler', async () => {
    const errors: unknown[] = [];
    const bus = new EventBus<{ paid: number; sent: number }>({ mode: 'off', onError: (error) => errors.push(error) });
    const heard: number[] = [];
    bus.on('paid', async () => {
      await tick();
      throw new Error('rejects');
    });
    bus.on('paid', () => {
      throw new Error('throws');
    });
    bus.on('paid', async (data) => {
      await tick();
      await bus.publish('sent', data);
    });
    bus.on('sent', (data) => heard.push(data));
    await bus.publish('paid', 7);
    expect([errors, heard]).toEqual([[new Error('rejects'), new Error('throws')], [7]]);
  });

  it('hand over single events where batches are asked for', async () => {
    const lists: (readonly number[])[] = [];
    const bus = new EventBus<{ paid: number }>({ mode: 'off' });
    bus.onBatch('paid', (list) => lists.push(list), { maxSize: 10 });
    bus.emit('paid', 1);
    bus.emit('paid', 2);
    await bus.close();
    expect(lists).toEqual([[1], [2]]);
  });

  it('keep what each was told within', async () => {
    const bus = new EventBus<{ paid: number }>({ mode: 'off', history: 10 });
    const seen: (string | undefined)[] = [];
    bus.on('paid', async (_, correlationId) => {
      await tick();
      seen.push(correlationId);
    });
    bus.emit('paid', 1, { correlationId: 'one' });
    bus.correlate('two', () => bus.emit('paid', 2));
    await bus.close();
    expect(seen).toEqual(['one', 'two']);
  });
});
