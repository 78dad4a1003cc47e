/** APIs a configuration adds: rules and the call graph know them as they know their own. */
import { describe, expect, it } from 'vitest';
import { rules as allRules } from '../../src/catalog/rules.ts';
import type { Configuration } from '../../src/contracts/configuration.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { tempTree } from '../project/temp-tree.ts';

/** Those whose tables a configuration adds to; others may find something in the same code. */
const rules = allRules.filter((rule) => 'extend' in rule);

/** `path:line rule context: chain` of every finding. */
async function found(
  files: Readonly<Record<string, string>>,
  configuration: Configuration,
): Promise<readonly string[]> {
  const cwd = tempTree({
    'package.json': '{ "name": "a" }',
    ...files,
    'perfmig.config.json': JSON.stringify(configuration),
  });
  const report = await analyze({ cwd, paths: [], rules });
  expect(report.failures).toEqual([]);
  const findings = report.files.flatMap((file) => file.findings);
  return findings
    .map(({ path, line, rule, context, chain }) => {
      const way = (chain ?? []).map(({ name }) => name).join(' → ');
      return `${path}:${line} ${rule} ${context}${way === '' ? '' : `: ${way}`}`;
    })
    .sort();
}

const READ = "const fs = require('fs');\nexports.read = () => fs.readFileSync('a');\n";

describe('synchronous functions', () => {
  const code = "import { load } from '@acme/store';\nexport const get = () => load('a');\n";

  it('are found by the rule they are said to belong to', async () => {
    expect(await found({ 'a.js': code }, {})).toEqual([]);
    expect(await found({ 'a.js': code }, { syncApis: [{ api: '@acme/store.load' }] })).toEqual([
      'a.js:2 sync-io unknown',
    ]);
    const compute = { api: '@acme/store.load', rule: 'sync-compute' } as const;
    expect(await found({ 'a.js': code }, { syncApis: [compute] })).toEqual(['a.js:2 sync-compute unknown']);
  });

  it('may be methods, globals, and exports that own files hand on', async () => {
    const files = {
      'method.js': "const { Store } = require('@acme/store');\nexports.get = () => new Store().readSync();\n",
      'global.js': 'exports.get = () => Acme.load();\n',
      'hands-on.js': "module.exports = require('@acme/store');\n",
      'user.js': "const { load } = require('./hands-on');\nexports.get = () => load();\n",
    };
    const apis = ['@acme/store.Store.new.readSync', '#Acme.load', '@acme/store.load'];
    expect(await found(files, { syncApis: apis.map((api) => ({ api })) })).toEqual([
      'global.js:1 sync-io unknown',
      'method.js:2 sync-io unknown',
      'user.js:2 sync-io unknown',
    ]);
  });

  it('bring their points and their reason along', async () => {
    const cwd = tempTree({ 'a.js': code });
    const entry = { api: '@acme/store.load', points: 50, while: 'the store is read' } as const;
    const config = tempTree({ 'c.json': JSON.stringify({ syncApis: [entry] }) });
    const report = await analyze({ cwd, paths: [], rules, config: { kind: 'file', path: `${config}/c.json` } });
    expect(report.files[0]?.findings[0]).toMatchObject({
      message: '@acme/store.load blocks the event loop while the store is read',
      factors: { cost: 50 },
    });
  });
});

it('clients are found where they are made for each request', async () => {
  const files = {
    'a.js': [
      "const { connect } = require('@acme/db');",
      "require('express')().get('/', async (req, res) => {",
      '  const db = await connect();',
      '  res.send(await db.all());',
      '  await db.close();',
      '});',
    ].join('\n'),
  };
  expect(await found(files, {})).toEqual([]);
  expect(await found(files, { clients: [{ api: '@acme/db.connect()' }] })).toEqual([
    'a.js:3 connection-per-request request: GET / → @acme/db.connect',
  ]);
});

describe('handlers', () => {
  const server = [
    "const { createServer, onJob } = require('@acme/http');",
    "const { read } = require('./read');",
    'const server = createServer();',
    "server.prefix('/v1').answer('/orders', () => read());",
    "server.route({ url: '/x', run: () => read() });",
    'onJob(() => read());',
  ];
  const handlers = [
    { receiver: '@acme/http.createServer()', methods: ['answer'], options: { route: ['run'] }, chains: ['prefix'] },
  ];

  it.each([
    ['by methods of an object', server[3], 'ANSWER /orders → read → fs.readFileSync'],
    ['by keys of options', server[4], 'ROUTE /x → run → read → fs.readFileSync'],
  ])('are registered %s', async (_, registration = '', chain) => {
    const files = { 'read.js': READ, 'server.js': [...server.slice(0, 3), registration].join('\n') };
    expect(await found(files, { handlers })).toEqual([`read.js:2 sync-io request: ${chain}`]);
  });

  it('are registered by a function of a module, under a label', async () => {
    const files = { 'read.js': READ, 'server.js': [server[0], server[1], server[5]].join('\n') };
    const own = [{ receiver: '@acme/http', methods: ['onJob'], label: 'acme job' }];
    expect(await found(files, { handlers: own })).toEqual([
      'read.js:2 sync-io request: acme job → read → fs.readFileSync',
    ]);
  });
});

describe('callbacks', () => {
  const code = (taker: string): Record<string, string> => ({
    'a.js': `const { ${taker} } = require('@acme/bus');\n${READ.split('\n')[0]}\n${taker}(() => fs.readFileSync('a'));\n`,
  });

  it.each([
    ['run at once unless said otherwise', {}, ['a.js:3 sync-io startup']],
    ['run later', { later: ['@acme/bus.take'] }, ['a.js:3 sync-io unknown']],
    ['that are never run', { never: ['@acme/bus.take'] }, ['a.js:3 sync-io unknown']],
  ])('%s', async (_, callbacks, expected) => {
    expect(await found(code('take'), { callbacks })).toEqual(expected);
  });

  it('run when the process ends are no code of requests, whatever their taker is called', async () => {
    const files = { 'a.js': "const life = require('@acme/life');\nlife.on(() => require('fs').readFileSync('a'));\n" };
    expect(await found(files, {})).toEqual(['a.js:2 sync-io unknown']);
    expect(await found(files, { callbacks: { atExit: ['@acme/life.on'] } })).toEqual(['a.js:2 sync-io startup']);
  });
});

it('of one configuration hold in the whole program', async () => {
  const inner = { syncApis: [{ api: '@acme/store.load' }] };
  const files = {
    'packages/a/perfmig.config.json': JSON.stringify(inner),
    'b.js': "import { load } from '@acme/store';\nload();\n",
  };
  expect(await found(files, {})).toEqual(['b.js:2 sync-io startup']);
});
