/** A part whose driver isn't installed says what to install. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { loadPeer } from '../../src/clients/peer.ts';
import { isMissingPeerError } from '../../src/errors/index.ts';
import { ensureBuilt, RUNTIME } from '../package/built.ts';

const run = promisify(execFile);

const USES = [
  ['pg', 'pg', 'new part.PgPool().query("select 1")'],
  ['mysql2', 'mysql2', 'new part.Mysql2Pool().query("select 1")'],
  ['mariadb', 'mariadb', 'new part.MariadbPool().query("select 1")'],
  ['redis', 'ioredis', 'new part.RedisClient().get()'],
  ['undici', 'undici', 'part.undiciClient().get()'],
  ['mongodb', 'mongodb', 'part.mongoClient("mongodb://127.0.0.1")()'],
  ['ws', 'ws', 'new part.WebSocketClient("ws://127.0.0.1").get()'],
  ['amqplib', 'amqplib', 'new part.RabbitClient("amqp://127.0.0.1").publish("", "", Buffer.from(""))'],
  ['nats', '@nats-io/transport-node', 'part.natsClient()()'],
] as const;

beforeAll(ensureBuilt);

it('names every peer that the package has, each optional', () => {
  const manifest = JSON.parse(readFileSync(join(RUNTIME, 'package.json'), 'utf8')) as {
    readonly peerDependencies: Readonly<Record<string, string>>;
    readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
  };
  const peers = Object.keys(manifest.peerDependencies);
  expect(peers).toEqual(expect.arrayContaining(USES.map(([, peer]) => peer)));
  expect(peers.filter((peer) => manifest.peerDependenciesMeta[peer]?.optional !== true)).toEqual([]);
});

it('says which package to install, in both builds, where a project has the runtime alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perfmig-peers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const own = join(folder, 'node_modules/@perfmig/runtime');
  cpSync(join(RUNTIME, 'dist'), join(own, 'dist'), { recursive: true });
  cpSync(join(RUNTIME, 'package.json'), join(own, 'package.json'));
  const program = `
    import { createRequire } from 'node:module';
    const load = { import: (name) => import(name), require: createRequire(process.cwd() + '/x.js') };
    for (const [name, , use] of ${JSON.stringify(USES)}) {
      for (const way of ['import', 'require']) {
        const part = await load[way]('@perfmig/runtime/clients/' + name);
        const error = await eval(use).then(() => ({ message: 'no error' }), (reason) => reason);
        console.log(error.code + ' ' + error.message);
      }
    }`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: folder });
  const wanted = USES.map(
    ([part, peer]) =>
      `PERFMIG_MISSING_PEER @perfmig/runtime/clients/${part} needs the package ${peer}: npm install ${peer}`,
  );
  expect(stdout.trim().split('\n')).toEqual(wanted.flatMap((line) => [line, line]));
});

it('takes a package that is there and fails for what it is', async () => {
  const broken = new Error('broken inside');
  await expect(loadPeer('clients/pg', 'pg', () => Promise.reject(broken))).rejects.toBe(broken);
  const inner = Object.assign(new Error("Cannot find package 'pg-types' imported from pg"), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
  const error: unknown = await loadPeer('clients/pg', 'pg', () => Promise.reject(inner)).catch((one: unknown) => one);
  expect(isMissingPeerError(error)).toBe(false);
});
