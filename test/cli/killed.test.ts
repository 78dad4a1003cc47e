/** The built command is really killed, or interrupted, in the middle of its work; another process takes it back. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { snapshot } from '../engine/apply/tree.ts';
import { tempTree } from '../project/temp-tree.ts';
import { runCli, type Run } from './run-cli.ts';

const HOOK = pathToFileURL(join(import.meta.dirname, 'hooks/stop-at.mjs')).href;
const PRETTY = `
const app = require('express')();
app.get('/', (req, res) => res.type('json').send(JSON.stringify(req.query, null, 2)));
`;
const FILES = Object.fromEntries(
  ['orders.js', 'lib/bills.js', 'lib/sales.js', 'users.js'].map((path) => [path, PRETTY]),
);
const APPLY = ['apply', '--codemod', 'fast-json'];

const perfmig = (cwd: string, ...args: readonly string[]): Promise<Run> => runCli(args, { cwd });

/** Runs the command and sends it a signal at its n-th operation on the disk. */
function stopped(cwd: string, args: readonly string[], at: number, by: string): Promise<Run> {
  return runCli(args, { cwd, env: { NODE_OPTIONS: `--import ${HOOK}`, STOP_AT: String(at), STOP_BY: by } });
}

const project = (): string => tempTree({ 'package.json': '{ "name": "shop" }\n', ...FILES });

async function operationsOf(cwd: string, args: readonly string[]): Promise<number> {
  const count = join(tempTree({}), 'count');
  const env = { NODE_OPTIONS: `--import ${HOOK}`, STOP_AT: '0', STOP_COUNT: count };
  expect((await runCli(args, { cwd, env })).exitCode).toBe(0);
  return Number(readFileSync(count, 'utf8'));
}

/** Numbers from 1 to `most`, the last included, about `wanted` of them. */
function spread(most: number, wanted: number): readonly number[] {
  const step = Math.max(1, Math.floor(most / wanted));
  return Array.from({ length: Math.ceil(most / step) }, (_, index) => most - index * step).reverse();
}

describe('kill -9', () => {
  it('of apply, anywhere: undo restores every byte', { timeout: 120_000 }, async () => {
    const most = await operationsOf(project(), APPLY);
    expect(most).toBeGreaterThan(50);
    for (const at of spread(most, 9)) {
      const root = project();
      const before = snapshot(root);
      expect((await stopped(root, APPLY, at, 'SIGKILL')).exitCode, `operation ${at}`).toBe(null);
      expect((await perfmig(root, 'undo')).exitCode, `operation ${at}`).toBe(0);
      expect(snapshot(root), `operation ${at}`).toEqual(before);
      expect((await perfmig(root, 'undo')).stdout, `operation ${at}`).toBe('Nothing to undo.\n');
    }
  });

  it('of undo, anywhere: undo again restores every byte', { timeout: 120_000 }, async () => {
    const counted = project();
    await perfmig(counted, ...APPLY);
    for (const at of spread(await operationsOf(counted, ['undo']), 5)) {
      const root = project();
      const before = snapshot(root);
      await perfmig(root, ...APPLY);
      expect((await stopped(root, ['undo'], at, 'SIGKILL')).exitCode, `operation ${at}`).toBe(null);
      await perfmig(root, 'undo');
      expect(snapshot(root), `operation ${at}`).toEqual(before);
    }
  });

  it('of apply is told by the next apply, which changes nothing before undo', { timeout: 60_000 }, async () => {
    const root = project();
    const most = await operationsOf(project(), APPLY);
    // The journal is complete by then.
    await stopped(root, APPLY, Math.floor(most * 0.75), 'SIGKILL');
    const between = snapshot(root);
    const next = await perfmig(root, ...APPLY);
    expect(next).toMatchObject({ exitCode: 2, stdout: '' });
    expect(next.stderr).toMatch(/^perfmig: the apply of \S+ was interrupted; `perfmig undo` restores its files/);
    expect(snapshot(root)).toEqual(between);
    await perfmig(root, 'undo');
    expect((await perfmig(root, ...APPLY)).exitCode).toBe(0);
  });
});

describe('Ctrl-C', () => {
  it('in the middle of apply: all is made or nothing, and undo works', { timeout: 120_000 }, async () => {
    const made = project();
    const before = snapshot(made);
    const most = await operationsOf(made, APPLY);
    const after = snapshot(made);
    let restored = 0;
    for (const at of spread(most, 9)) {
      const root = project();
      const run = await stopped(root, APPLY, at, 'SIGINT');
      const isMade = JSON.stringify(snapshot(root)) === JSON.stringify(after);
      if (!isMade) expect(snapshot(root), `operation ${at}`).toEqual(before);
      if (!isMade) restored++;
      expect(run, `operation ${at}`).toMatchObject(isMade ? {} : { exitCode: 130, stdout: '' });
      if (run.exitCode === 130) expect(run.stderr, `operation ${at}`).toBe('perfmig: interrupted\n');
      else expect(run.exitCode, `operation ${at}`).toBe(0);
      expect((await perfmig(root, 'undo')).exitCode).toBe(0);
      expect(snapshot(root), `operation ${at}, undone`).toEqual(before);
    }
    // Those that are interrupted while files are written; whoever is later hears of it when all is done.
    expect(restored).toBeGreaterThan(0);
  });

  it('while a command verifies: all is put back', { timeout: 60_000 }, async () => {
    const root = project();
    const before = snapshot(root);
    // The command that verifies interrupts whoever started it, once something is written.
    const verify = `node -e "if (!require('fs').readFileSync('users.js', 'utf8').includes('null')) { process.kill(Number(require('fs').readdirSync('.perfmig/locks')[0]), 'SIGINT'); setTimeout(() => {}, 5000); }"`;
    const run = await perfmig(root, ...APPLY, '--verify', verify);
    expect(run).toMatchObject({ exitCode: 130, stdout: '' });
    expect(snapshot(root)).toEqual(before);
    expect(existsSync(join(root, '.perfmig/locks')) && (await perfmig(root, 'undo')).stdout).toBe('Nothing to undo.\n');
  });
});
