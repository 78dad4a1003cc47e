/** What the examples of the README and of the pages take for granted: a small shop, whose parts are as plain as can be. */
/* eslint-disable @typescript-eslint/no-unused-vars -- what stands in takes what the real one takes */
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import { expect as vitestExpect } from 'vitest';
import { Breaker } from '@perfmig/runtime/breaker';
import { Cache } from '@perfmig/runtime/cache';
import { RedisClient as ClientOfRedis } from '@perfmig/runtime/clients/redis';
import { Dedupe } from '@perfmig/runtime/dedupe';
import { EventBus } from '@perfmig/runtime/events';
import { Files, pathExists as exists } from '@perfmig/runtime/files';
import { Metrics } from '@perfmig/runtime/metrics';
import { Pool, type WaitOptions } from '@perfmig/runtime/pool';

export interface User {
  id: number;
  name: string;
  tags: string[];
}
export interface Order {
  id: number;
  customerId: string;
}
export interface Mail {
  to: string;
}

export const id = 17;
export const userId = 17;
export const tenant = 'acme';
export const user: User = { id, name: 'Anna', tags: ['a'] };
export const order: Order = { id, customerId: 'c1' };
export const post = { authorId: 1, editorId: 2 };
export const orderId = '17';
export const image = { id: 'logo' };
export const file = 'port.txt';
export const urls = ['/a', '/b'];
export const lines = ['1', '2'];
export const hosts = ['one', 'two'];
export const inbox: unknown[] = [];
type Signal = NonNullable<WaitOptions['signal']>;
export const signal: Signal = new AbortController().signal;
export const request: { readonly id: string; readonly signal: Signal } = { id: 'r1', signal };
export const sql = 'select 1';
export const error: unknown = new Error('down');
export const state = { seen: 1 };

/** A folder that is there for the examples, and with it what they read. */
export const folder = mkdtempSync(join(tmpdir(), 'perfmig-docs-'));
export const path = join(folder, 'page.html');
export const text = 'text';
for (const [name, content] of Object.entries({
  'settings.json': '{}',
  'access.log': 'one\ntwo\n',
  'page.html': '<p>',
  'rules/a.json': '{}',
  Makefile: 'test:\n\t@true\n',
  'release.tar': '',
})) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}
export const paths = [path];

const value =
  <Value>(given: Value) =>
  (..._told: readonly unknown[]): Promise<Value> =>
    Promise.resolve(given);

export const url = '/a';
export const task = value('done');
export const get = value('<p>');
export const parse = (line: string): Promise<number> => Promise.resolve(Number(line));
export const write = value(undefined);
export const render = value(Buffer.alloc(1));
export const query = value([
  { id: 1, name: 'Anna', tags: [] },
  { id: 2, name: 'Bo', tags: [] },
] as User[]);
export const getStock = value(3);
export const getProfile = value(user);
export const getOrder = value(order);
export const loadUser = value(user);
export const load = (at?: number): Promise<Order> =>
  at === undefined ? Promise.reject(new Error('ENOENT')) : Promise.resolve(order);
export const save = value(undefined);
export const ship = value(undefined);
export const store = value(undefined);
export const archive = value(undefined);
export const upload = value(undefined);
export const report = value('report');
export const makeReport = value('report');
export const readPort = value(8080);
export const isReady = (): boolean => true;
export const count = (_line: string): void => undefined;
export const isBusy = (_error: unknown): _error is { retryAfterMs: number } => false;
export const isNetworkError = (_error: unknown): boolean => false;
export const retryLater = (): void => undefined;
export const connect = (_host?: string, _told?: unknown): Promise<Connection> => Promise.resolve(new Connection());

/** A connection that answers everything. */
export class Connection {
  query(_sql: string, _values?: readonly unknown[], _told?: unknown): Promise<unknown[]> {
    return Promise.resolve([]);
  }
  ping(): Promise<boolean> {
    return Promise.resolve(true);
  }
  end(): Promise<void> {
    return Promise.resolve();
  }
}
export const close = (connection: Connection): Promise<void> => connection.end();
export const destroy = (connection: Connection): Promise<void> => connection.end();
export const validate = (connection: Connection): Promise<boolean> => connection.ping();

/** As much of Prisma's client as is shown. */
export class PrismaClient {
  readonly order = { findUnique: (_what: object): Promise<Order> => Promise.resolve(order) };
  $disconnect(): Promise<void> {
    return Promise.resolve();
  }
}

const log = (_text: string): void => undefined;
export const logger = Object.assign(log, {
  error: (_what: object) => undefined,
  warn: (_what: object, _text: string) => undefined,
});
export { logger as log };
export const server = Object.assign(new EventEmitter(), { close: (done: (error?: Error) => void) => done() });
export const response = { end: (_text: string): void => undefined };

interface Response {
  readonly type: (name: string) => { readonly send: (text: string) => void };
  readonly end: (text: string) => void;
}
/** As much of Express as is shown: what is registered is called at once. */
export const app = {
  get: (route: string, handler: (req: { url: string }, res: Response, next: (error?: unknown) => void) => unknown) =>
    handler({ url: route }, { type: () => ({ send: () => undefined }), end: () => undefined }, () => undefined),
};

/** What a row of the README's table uses without making it. */
export const pool = new Pool({ create: () => connect() });
export const breaker = new Breaker();
export const dedupe = new Dedupe<number>();
export const users = Object.assign(new Cache<User>(), { load: value(user) });
export const files = new Files();
export const bus = new EventBus<{ paid: Order; sent: Mail }>();
export const metrics = new Metrics();
export const pathExists = exists;
export const expect = vitestExpect;
export const RedisClient = ClientOfRedis;
export const redis = new Redis({ lazyConnect: true });
