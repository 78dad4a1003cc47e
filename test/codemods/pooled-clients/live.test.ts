/** Each program before and after, against real servers: the same answers and errors, over fewer connections. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { codemod } from '../../../codemods/pooled-clients/codemod.ts';
import { rules } from '../../../src/catalog/rules.ts';
import { lazyTypeGate } from '../../../src/engine/gates/lazy.ts';
import { migrate } from '../../../src/engine/migrate.ts';
import { quickDisk } from '../../engine/apply/faulty-disk.ts';
import { tempTree } from '../../project/temp-tree.ts';
import { describeWithServices } from '../../services/describe-with-services.ts';
import { SERVICES, type ServiceId } from '../../services/services.ts';
import { countingProxy } from './counting-proxy.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FIXTURES = join(ROOT, 'fixtures/codemods/pooled-clients');
const OPTIONS = { publicApi: 'keep', context: 'all', maxFunctions: 25, allowHazards: [] } as const;

/** As much of mysql2 as making tables takes; the driver is the runtime's. */
interface Mysql2 {
  createConnection(options: object): Promise<{ query(sql: string): Promise<unknown>; end(): Promise<void> }>;
}

const mysql = createRequire(join(ROOT, 'runtime/package.json'))('mysql2/promise') as Mysql2;

/** How a fixture is run. */
interface Live {
  readonly service: ServiceId;
  /** Statements that make its tables; run before each run of the program. */
  readonly setup?: readonly string[];
  readonly calls: readonly (readonly [handler: string, request: object])[];
  /** Connections that it may open afterwards; before, it opens one for each call. */
  readonly most?: number;
  /** How many calls end in an error; then these are what is compared. */
  readonly errors?: number;
}

interface Run {
  readonly answers: readonly { readonly error?: unknown }[];
  readonly opened: number;
}

const names = readdirSync(FIXTURES).sort();
const live = new Map(
  names.flatMap((name) => {
    const path = join(FIXTURES, name, 'live.json');
    return existsSync(path) ? [[name, JSON.parse(readFileSync(path, 'utf8')) as Live] as const] : [];
  }),
);

/** With the packages of this repository; the driver of NATS is the runtime's. */
function copyOf(folder: string, service?: ServiceId): string {
  const root = tempTree({});
  cpSync(folder, root, { recursive: true });
  symlinkSync(join(ROOT, service === 'nats' ? 'runtime' : '.', 'node_modules'), join(root, 'node_modules'));
  return root;
}

/** The program by its server's address through a proxy; it has to end by itself. */
async function runOnce(root: string, { service, setup = [], calls }: Live): Promise<Run> {
  await makeTables(service, setup);
  const proxy = await countingProxy(SERVICES[service].port);
  const at = `127.0.0.1:${proxy.port}`;
  const env = {
    ...{ PATH: process.env['PATH'], PGHOST: '127.0.0.1', PGPORT: String(proxy.port), DB_PORT: String(proxy.port) },
    ...{ DATABASE_URL: `postgres://postgres@${at}/test`, REDIS_URL: `redis://${at}` },
    ...{ AMQP_URL: `amqp://${at}`, NATS_URL: at },
  };
  const driver = join(import.meta.dirname, 'driver.mjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [driver, join(root, 'app.js'), JSON.stringify(calls)],
    { env, timeout: 100_000 },
  );
  await proxy.close();
  return { answers: JSON.parse(stdout) as Run['answers'], opened: proxy.opened() };
}

async function makeTables(service: ServiceId, setup: readonly string[]): Promise<void> {
  if (setup.length === 0) return;
  if (service === 'postgres') {
    const client = new pg.Client('postgres://postgres@127.0.0.1/test');
    await client.connect();
    for (const statement of setup) await client.query(statement);
    await client.end();
  } else {
    const connection = await mysql.createConnection({ host: '127.0.0.1', user: 'root', database: 'test' });
    for (const statement of setup) await connection.query(statement);
    await connection.end();
  }
}

for (const service of new Set([...live.values()].map((one) => one.service))) {
  await describeWithServices(`pooled-clients on ${service}`, [service], () => {
    const own = [...live].filter(([, one]) => one.service === service);

    it.each(own.map(([name]) => name))('%s', { timeout: 240_000 }, async (name) => {
      const how = live.get(name);
      if (!how) return;
      const before = await runOnce(copyOf(join(FIXTURES, name, 'before'), service), how);
      const after = await runOnce(copyOf(join(FIXTURES, name, 'after'), service), how);
      expect(after.answers).toEqual(before.answers);
      expect(before.answers).toHaveLength(how.calls.length);
      if (how.errors !== undefined) {
        expect(before.answers.filter(({ error }) => error !== undefined)).toHaveLength(how.errors);
        return;
      }
      // The count that a fixture without its rewrite would fail.
      expect(before.opened).toBe(how.calls.length);
      expect(after.opened).toBeLessThanOrEqual(how.most ?? 0);
    });
  });
}

describe('pooled-clients with types', () => {
  it.each(['node', 'runtime'] as const)('has no new type error with --target %s', async (target) => {
    const root = copyOf(join(FIXTURES, 'pg-in-typescript/before'));
    const migration = await migrate({
      ...{ cwd: root, paths: [], codemods: [codemod], rules, dryRun: true, allowDirty: true, only: [], fs: quickDisk },
      ...{ options: { ...OPTIONS, target }, typeGate: lazyTypeGate },
    });
    expect(migration.refusals).toEqual([]);
    expect(migration.summary.converted).toBe(2);
    expect(migration.summary.typeErrorsAfter).toBe(migration.summary.typeErrorsBefore);
  });
});

it('half of the programs are refused', () => {
  const refused = names.filter((name) => existsSync(join(FIXTURES, name, 'refused.json')));
  expect(names.length).toBeGreaterThanOrEqual(30);
  expect(refused.length * 2).toBeGreaterThanOrEqual(names.length - 2);
});
