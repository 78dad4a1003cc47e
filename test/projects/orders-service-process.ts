/** The orders service as a process of its own, on a database, a Redis prefix and a carrier made for one test run. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import pg from 'pg';

const run = promisify(execFile);
/** The folder of the service. */
export const ordersService = join(import.meta.dirname, '../../fixtures/projects/orders-service');
const POSTGRES = 'postgres://postgres@127.0.0.1:5432';
const REDIS = 'redis://127.0.0.1:6379';

/** A running service; `stop` takes everything away again. */
export interface RunningService {
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * Creates the database, migrates and seeds it, and starts the service.
 * @throws where the service exits before it listens
 */
export async function startOrdersService(): Promise<RunningService> {
  const name = `perfmig_test_${process.pid}`;
  const scratch = await mkdtemp(join(tmpdir(), 'perfmig-orders-'));
  await administer(`drop database if exists ${name}`, `create database ${name}`);
  const carrier = await startCarrier();
  const env = {
    ...process.env,
    PORT: '0',
    DATABASE_URL: `${POSTGRES}/${name}`,
    REDIS_URL: `${REDIS}?keyPrefix=${name}:`,
    CARRIER_URL: `http://127.0.0.1:${portOf(carrier)}/labels`,
    AUDIT_LOG: join(scratch, 'audit.log'),
  };
  for (const script of ['migrate', 'seed'])
    await run(process.execPath, [`scripts/${script}.js`], { cwd: ordersService, env });
  const service = spawn(process.execPath, ['src/server.js'], {
    cwd: ordersService,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return {
    origin: `http://127.0.0.1:${await listeningPort(service)}`,
    stop: async () => {
      service.kill('SIGTERM');
      if (service.exitCode === null) await once(service, 'exit');
      carrier.close();
      await forgetKeys(`${name}:*`);
      await administer(`drop database ${name} with (force)`);
      await rm(scratch, { recursive: true });
    },
  };
}

/** Says yes to every second label, so that the service has to try again. */
async function startCarrier(): Promise<Server> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    request.resume();
    response.writeHead(calls % 2 === 0 ? 201 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify(calls % 2 === 0 ? { label: `LBL-${calls}` } : { error: 'busy' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function listeningPort(service: ChildProcess): Promise<string> {
  if (service.stdout === null) throw new Error('the service has no standard output');
  for await (const line of createInterface({ input: service.stdout })) {
    const port = /port (\d+)$/.exec(line)?.[1];
    if (port !== undefined) {
      service.stdout.resume();
      return port;
    }
  }
  throw new Error('the orders service stopped before it listened');
}

async function administer(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: `${POSTGRES}/postgres` });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function forgetKeys(pattern: string): Promise<void> {
  const redis = new Redis(REDIS);
  try {
    for await (const keys of redis.scanStream({ match: pattern }) as AsyncIterable<string[]>) {
      if (keys.length > 0) await redis.del(...keys);
    }
  } finally {
    await redis.quit();
  }
}
