/** What is offered as work: marked `worth` in a comment on its line, or `minor`. */
import { expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { tempTree } from '../project/temp-tree.ts';

const SERVER = `
import { execSync } from 'node:child_process';
import { pbkdf2Sync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import express from 'express';
import { Server } from 'socket.io';

const state = {};
const version = readFileSync('version'); // minor
const app = express();
app.get('/page', (request, response) => {
  response.send(readFileSync('page.html')); // worth
});
app.get('/list', (request, response) => {
  if (!existsSync('cache')) { // minor
    mkdirSync('cache'); // minor
  }
  response.json(request.query.names.map((name) => statSync(name).size)); // minor
});
app.get('/copy', (request, response) => {
  const copy = JSON.parse(JSON.stringify(request.body)); // minor
  const all = JSON.parse(JSON.stringify(state)); // worth
  response.send(helper(copy, all));
});
app.post('/login', (request, response) => {
  audit(readFileSync('motd')); // minor
  response.send(pbkdf2Sync(request.body.password, 'salt', 100_000, 64, 'sha512')); // worth
});
for (const path of ['/login', '/home']) app.get(path, index);
function index(request, response) {
  response.send(readFileSync('index.html')); // worth
}
app.post('/plugins', (request, response) => installPlugin(request.body.name));
function installPlugin(name) {
  writeFileSync('plugins', name); // minor
}
app.put('/profile', (request, response) => {
  writeFileSync('profile', request.body); // minor
  response.send(pbkdf2Sync(request.body.password, 'salt', 100_000, 64, 'sha512')); // worth
});
app.post('/search', (request, response) => {
  response.send(readFileSync('index')); // worth
});
app.post('/orders', (request, response) => {
  response.send(readFileSync('receipt')); // minor
});
app.get('/cache/clear', (request, response) => {
  response.send(writeFileSync('cache', '')); // minor
});
app.get('/sweep', (request, response) => {
  rmSync('cache', { recursive: true }); // minor
  response.send('');
});
new Server(3000).on('connection', (socket) => {
  for (const event of ['a', 'b']) listen(socket, event);
});
function listen(socket, event) {
  socket.on(event, () => socket.send(writeFileSync(event, 'x'))); // worth
}
export function unused() {
  execSync('sync'); // minor
}
`;

it('offers what requests wait for, often or long', async () => {
  const cwd = tempTree({ 'package.json': '{ "type": "module" }', 'server.js': SERVER });
  const { files } = await analyze({ cwd, paths: [], rules });
  const findings = files.flatMap((file) => file.findings);
  const found = findings.map(({ line, worth }) => `${line} ${worth ? 'worth' : 'minor'}`);
  const marked = SERVER.split('\n').flatMap((text, index) => {
    const mark = /\/\/ (worth|minor)$/.exec(text)?.[1];
    return mark === undefined ? [] : [`${index + 1} ${mark}`];
  });
  expect([...new Set(found)].sort()).toEqual(marked.sort());
});

it('counts no loop around the setting up of a listener', async () => {
  const cwd = tempTree({ 'package.json': '{ "type": "module" }', 'server.js': SERVER });
  const { files } = await analyze({ cwd, paths: [], rules });
  const inListener = files[0]?.findings.filter(({ excerpt }) => excerpt.includes('socket.on('));
  expect(inListener?.map(({ context, loopDepth }) => [context, loopDepth])).toEqual([['request', 0]]);
});

it('offers nothing where no request is known', async () => {
  const text = "import { execSync } from 'node:child_process';\nexport const run = () => execSync('make');\n";
  const report = await analyze({ cwd: tempTree({ 'package.json': '{}', 'a.js': text }), paths: [], rules });
  expect(report.files.flatMap((file) => file.findings).map(({ worth }) => worth)).toEqual([false]);
});
