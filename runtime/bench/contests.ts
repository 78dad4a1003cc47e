/** What is measured: the same work done by this package and by the library people know. */
import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Batch } from '@perfmig/runtime/batch';
import { EventBus } from '@perfmig/runtime/events';
import { mapBounded } from '@perfmig/runtime/executor';
import { Pool } from '@perfmig/runtime/pool';
import DataLoader from 'dataloader';
import { createPool } from 'generic-pool';
import pMap from 'p-map';
import { Pool as Tarn } from 'tarn';

/** One piece of work, and how fast we mean to be. */
export interface Contest {
  readonly name: string;
  /** Operations of one round, of each contestant. */
  readonly operations: number;
  /** Measured by the wall clock, since it waits for servers; by CPU time otherwise. */
  readonly isByWall?: boolean;
  readonly own: () => Promise<unknown>;
  readonly others: readonly {
    readonly name: string;
    readonly run: () => Promise<unknown>;
    /** The least that our rate is to be, as a multiple of theirs. */
    readonly bar: number;
  }[];
}

const OPERATIONS = 100_000;
const CALLERS = 100;
const BATCHES = 100;

const own = new Pool({ create: () => ({}) });
const generic = createPool(
  { create: () => Promise.resolve({}), destroy: () => Promise.resolve() },
  { min: 2, max: 10 },
);
const tarn = new Tarn({ create: () => Promise.resolve({}), destroy: () => undefined, min: 2, max: 10 });

const lend = {
  own: async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) {
      const lease = await own.acquire();
      await Promise.resolve();
      lease.release();
    }
  },
  generic: async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) {
      const resource = await generic.acquire();
      await Promise.resolve();
      void generic.release(resource);
    }
  },
  tarn: async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) {
      const resource = await tarn.acquire().promise;
      await Promise.resolve();
      tarn.release(resource);
    }
  },
};

const items = Array.from({ length: OPERATIONS }, (_, index) => index);
const visit = (item: number): Promise<number> => Promise.resolve(item);
const load = (keys: readonly number[]): Promise<number[]> => Promise.resolve([...keys]);

const FILES = 1_000;
const files = items.slice(0, FILES);
const readOne = (): Promise<string> => readFile(import.meta.filename, 'utf8');

const EVENTS = 1_000_000;
const bus = new EventBus<{ happened: number }>();
const emitter = new EventEmitter();
let heard = 0;
bus.on('happened', (event) => {
  heard += event;
});
emitter.on('happened', (event: number) => {
  heard += event;
});

function emitAll(emit: (event: number) => unknown): Promise<number> {
  for (let i = 0; i < EVENTS; i++) emit(i);
  return Promise.resolve(heard);
}

function together(run: (times: number) => Promise<void>): Promise<unknown> {
  return Promise.all(Array.from({ length: CALLERS }, () => run(OPERATIONS / CALLERS)));
}

/** Each key of a batch asked for by itself, in batches of a thousand. */
async function loadAll(make: () => { readonly load: (key: number) => Promise<number> }): Promise<void> {
  for (let i = 0; i < BATCHES; i++) {
    const loader = make();
    await Promise.all(items.slice(0, OPERATIONS / BATCHES).map((key) => loader.load(key)));
  }
}

export const CONTESTS: readonly Contest[] = [
  {
    name: 'pool, 1 caller',
    operations: OPERATIONS,
    own: () => lend.own(OPERATIONS),
    others: [
      { name: 'generic-pool', run: () => lend.generic(OPERATIONS), bar: 2 },
      { name: 'tarn', run: () => lend.tarn(OPERATIONS), bar: 4 },
    ],
  },
  {
    name: `pool, ${CALLERS} callers for 10`,
    operations: OPERATIONS,
    own: () => together(lend.own),
    others: [
      { name: 'generic-pool', run: () => together(lend.generic), bar: 2 },
      { name: 'tarn', run: () => together(lend.tarn), bar: 4 },
    ],
  },
  {
    name: 'executor, empty tasks',
    operations: OPERATIONS,
    own: () => mapBounded(items, visit),
    others: [{ name: 'p-map', run: () => pMap(items, visit, { concurrency: 10 }), bar: 3 }],
  },
  {
    name: 'executor, reading files',
    operations: FILES,
    own: () => mapBounded(files, readOne),
    others: [{ name: 'p-map', run: () => pMap(files, readOne, { concurrency: 10 }), bar: 0.95 }],
  },
  {
    name: 'events, 1 handler',
    operations: EVENTS,
    own: () => emitAll((event) => bus.emit('happened', event)),
    others: [{ name: 'EventEmitter', run: () => emitAll((event) => emitter.emit('happened', event)), bar: 0.5 }],
  },
  {
    name: 'batch, end of the tick',
    operations: OPERATIONS,
    own: () => loadAll(() => new Batch({ load, maxSize: OPERATIONS })),
    others: [{ name: 'dataloader', run: () => loadAll(() => new DataLoader(load)), bar: 1 }],
  },
];
