/** docs/configuration.md: every example is a configuration perfmig takes, and every key is explained. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { tempTree } from '../project/temp-tree.ts';

const root = join(import.meta.dirname, '../..');
const page = await readFile(join(root, 'docs/configuration.md'), 'utf8');
const examples = [...page.matchAll(/^```json\n(.*?)^```/gms)].map((match) => match[1] ?? '');

/** A file for each thing the examples speak of, so that nothing is left out whole. */
const FILES = {
  'package.json': '{ "name": "acme" }',
  'server/a.js': [
    "const { createServer } = require('@acme/http');",
    "const { loadSync } = require('@acme/store');",
    "createServer().answer('/orders', () => loadSync());",
    "require('@acme/jobs').onJob(async () => { const db = await require('@acme/db').connect(); await db.stop(); });",
  ].join('\n'),
};

describe('docs/configuration.md', () => {
  it.each(examples)('example %#: %s', async (text) => {
    const cwd = tempTree({ ...FILES, 'perfmig.config.json': text });
    const report = await analyze({ cwd, paths: [], rules });
    expect(report.failures).toEqual([]);
  });

  it('does what it says of entries, all examples together', async () => {
    const all = examples.map((text) => JSON.parse(text) as Readonly<Record<string, unknown>>);
    const entries = Object.assign({}, ...all) as Readonly<Record<string, unknown>>;
    const { handlers, clients, syncApis } = entries;
    const cwd = tempTree({ ...FILES, 'perfmig.config.json': JSON.stringify({ handlers, clients, syncApis }) });
    const report = await analyze({ cwd, paths: [], rules });
    const found = report.files.flatMap(({ findings }) => findings);
    expect(
      found.map(({ rule, chain }) => `${rule}: ${(chain ?? []).map(({ name }) => name).join(' → ')}`).sort(),
    ).toEqual([
      'connection-per-request: acme job → @acme/db.connect',
      'sync-io: ANSWER /orders → @acme/store.loadSync',
    ]);
  });

  it('has every key of the schema', async () => {
    const schema = JSON.parse(await readFile(join(root, 'schema/config.json'), 'utf8')) as {
      properties: Readonly<Record<string, unknown>>;
      definitions: Readonly<Record<string, { properties?: Readonly<Record<string, unknown>> }>>;
    };
    const inner = ['Override', 'HandlerEntry', 'ClientEntry', 'SyncApiEntry', 'CallbackEntries'].flatMap((name) =>
      Object.keys(schema.definitions[name]?.properties ?? {}),
    );
    const missing = [...Object.keys(schema.properties), ...inner].filter(
      (key) => !page.includes(`\`${key}\``) && !page.includes(`"${key}"`),
    );
    expect(missing).toEqual([]);
  });
});
