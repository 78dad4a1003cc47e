/** The cache on disk: used, told about where it can't be, and never in the way. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempTree } from '../project/temp-tree.ts';
import { runCli } from './run-cli.ts';

const FILES = {
  'package.json': '{ "name": "orders", "dependencies": { "express": "5" } }',
  'server.js':
    "const app = require('express')();\napp.get('/', (req, res) => res.send(require('fs').readFileSync('a')));\n",
};
const FOLDER = '.perfmig/cache/@';
const CACHE_FILES = ['project-index', 'records'];

async function report(cwd: string, ...args: readonly string[]): Promise<{ text: string; said: string }> {
  const { stdout, stderr, exitCode } = await runCli(['analyze', '--format', 'json', ...args], { cwd });
  expect(exitCode).toBe(0);
  return { text: stdout.replace(/"durationMs": \d+/, ''), said: stderr };
}

/** A project that has been analysed, and what was reported. */
async function analysed(): Promise<{ root: string; text: string }> {
  const root = tempTree(FILES);
  const { text, said } = await report(root);
  expect(said).toBe('');
  expect(readdirSync(join(root, FOLDER)).sort()).toEqual(CACHE_FILES);
  return { root, text };
}

function rewrite(root: string, change: (content: Buffer) => Buffer): void {
  for (const name of CACHE_FILES) {
    const path = join(root, FOLDER, name);
    writeFileSync(path, change(readFileSync(path)));
  }
}

const DAMAGED: Readonly<Record<string, readonly [change: (content: Buffer) => Buffer, why: string]>> = {
  'cut off': [(content) => content.subarray(0, content.length - 9), 'it is broken'],
  empty: [() => Buffer.alloc(0), 'it is broken'],
  'something else': [() => Buffer.from('{"a":1}\n'), 'it is broken'],
  'one bit wrong': [
    (content) => Buffer.concat([content.subarray(0, -1), Buffer.from([(content.at(-1) ?? 0) ^ 1])]),
    'it is broken',
  ],
  'by another version': [
    (content) => Buffer.from(content.toString('latin1').replace(/"tool":"./, '"tool":"x'), 'latin1'),
    'another perfmig or Node made it',
  ],
  'for another place': [
    (content) => Buffer.from(content.toString('latin1').replace(/"place":"./, '"place":"x'), 'latin1'),
    'it was made elsewhere',
  ],
};

describe('the cache', () => {
  it('keeps itself out of git, and is used', async () => {
    const { root, text } = await analysed();
    expect(readFileSync(join(root, '.perfmig/.gitignore'), 'utf8')).toBe('*\n');
    expect(await report(root)).toEqual({ text, said: '' });
  });

  it.each(Object.entries(DAMAGED))('is built anew where it is %s', async (_, [change, why]) => {
    const { root, text } = await analysed();
    rewrite(root, change);
    expect(await report(root)).toEqual({ text, said: `perfmig: the cache in .perfmig/cache was not used: ${why}\n` });
    expect(await report(root)).toEqual({ text, said: '' });
  });

  it('is not read where it is committed', async () => {
    const { root, text } = await analysed();
    execFileSync('git', ['init', '-q'], { cwd: root });
    execFileSync('git', ['add', '-f', '.perfmig'], { cwd: root });
    const { text: again, said } = await report(root);
    expect(again).toBe(text);
    expect(said).toMatch(/committed/);
  });

  it('is not looked for behind a link', async () => {
    const root = tempTree({ ...FILES, 'elsewhere/a.txt': '' });
    mkdirSync(join(root, '.perfmig'));
    symlinkSync(join(root, 'elsewhere'), join(root, '.perfmig/cache'));
    expect((await report(root)).said).toMatch(/not used: it is no folder/);
    expect(readdirSync(join(root, 'elsewhere'))).toEqual(['a.txt']);
  });

  it('is left out with --no-cache', async () => {
    const root = tempTree(FILES);
    await report(root, '--no-cache');
    expect(existsSync(join(root, '.perfmig'))).toBe(false);
  });

  it('is left out, without a word, where nothing can be written', async () => {
    const root = tempTree(FILES);
    chmodSync(root, 0o555);
    const { stderr, exitCode } = await runCli(['analyze'], { cwd: root, asNobody: true });
    chmodSync(root, 0o755);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(existsSync(join(root, '.perfmig'))).toBe(false);
  });

  it('survives runs at the same time', async () => {
    const root = tempTree(FILES);
    const runs = await Promise.all([1, 2, 3].map(async () => report(root)));
    expect(new Set(runs.map(({ text }) => text)).size).toBe(1);
    expect(await report(root)).toEqual({ text: runs[0]?.text, said: '' });
    expect(readdirSync(join(root, FOLDER)).sort()).toEqual(CACHE_FILES);
  });
});
