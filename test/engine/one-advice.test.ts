/** Rules that see the same code: the one with the better advice speaks. */
import { expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { tempTree } from '../project/temp-tree.ts';

const SERVER = `
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import express from 'express';
import pg from 'pg';

const pool = new pg.Pool();
const app = express();
app.get('/rows', async (request, response) => {
  const ids = await idsOf(request);
  const rows = [];
  for (const id of ids) {
    rows.push(await pool.query('select * from rows where id = $1', [id]));
  }
  response.json(rows);
});
app.get('/all', async (request, response) => {
  const ids = await idsOf(request);
  const rows = await Promise.all(
    ids.map((id) => pool.query('select * from rows where id = $1', [id])),
  );
  response.json(rows);
});
app.get('/files', async (request, response) => {
  response.json(await readAll(await pathsOf(request)));
});
app.get('/terms', (request, response) => {
  response.send(readFileSync('terms.html', 'utf8'));
});
app.get('/about', async (request, response) => {
  response.send(await readFile('about.html', 'utf8'));
});
async function readAll(paths) {
  const texts = [];
  for (const path of paths) {
    texts.push(await readFile(path, 'utf8'));
  }
  return texts;
}
`;

/** What a line says, and the rule that speaks of it. No comments: they may say that something is meant. */
const SAID: Readonly<Record<string, string>> = {
  "rows.push(await pool.query('select": 'query-per-row',
  'ids.map((id) => pool.query': 'query-per-row',
  "readFileSync('terms.html'": 'sync-io',
  "readFile('about.html'": 'repeated-read',
  'texts.push(await readFile': 'sequential-await',
};

const marked = SERVER.split('\n').flatMap((text, index) => {
  const rule = Object.keys(SAID).find((part) => text.includes(part));
  return rule === undefined ? [] : [`${String(index + 1)} ${String(SAID[rule])}`];
});

async function said(source: string, only: string): Promise<readonly string[]> {
  const cwd = tempTree({ 'package.json': '{ "type": "module" }', 'server.js': source });
  const { files } = await analyze({ cwd, paths: [], rules: rules.filter(({ id }) => id.includes(only)) });
  return files.flatMap(({ findings }) => findings.map(({ line, rule }) => `${String(line)} ${rule}`)).sort();
}

it('says each thing once', async () => {
  expect(await said(SERVER, '')).toEqual(marked.sort());
});

it.each(['repeated-read', 'sequential-await', 'unbounded-concurrency'])('%s speaks where it is alone', async (rule) => {
  const others = marked.filter((one) => one.endsWith(rule));
  expect((await said(SERVER, rule)).length).toBeGreaterThan(others.length);
});

it('says nothing instead of what a comment disables', async () => {
  const source = SERVER.replaceAll(/\[id\]\).*/g, '$& // perfmig-disable-line query-per-row -- few');
  const kept = marked.filter((one) => !one.endsWith('query-per-row'));
  expect(await said(source, '')).toEqual(kept);
});

it.each([
  ["pool.query('select * from rows where id = $1', [id])", /^one query .*ANY/],
  ["pool.query('insert into rows values ($1)', [id])", /^one statement .*send all rows/],
  ['pool.query(`\n  update rows set seen = true where id = $1`, [id])', /^one statement .*send all rows/],
])('%s has advice of its kind', async (query, message) => {
  const source = SERVER.replaceAll(/pool\.query\(.*?\)/g, () => query);
  const cwd = tempTree({ 'package.json': '{ "type": "module" }', 'server.js': source });
  const { files } = await analyze({ cwd, paths: [], rules: rules.filter(({ id }) => id === 'query-per-row') });
  const messages = files.flatMap(({ findings }) => findings.map((one) => one.message));
  expect(messages).toEqual([expect.stringMatching(message), expect.stringMatching(message)]);
});
