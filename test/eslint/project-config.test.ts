/** perfmig.config.json says the same to the plugin as to the command, and is never run. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { isSourceName } from '../../src/project/source-names.ts';
import { tempTree } from '../project/temp-tree.ts';
import { lint, type LintInput } from './lint.ts';
import { saidOf } from './said.ts';

const MANIFEST = { 'package.json': '{ "name": "shop", "type": "module" }\n' };
const READ = "import { readFileSync } from 'node:fs';\nexport function load(path) {\n  return readFileSync(path);\n}\n";

function said(cwd: string, name: string, changed: Partial<LintInput> = {}): readonly string[] {
  const text = readFileSync(join(cwd, name), 'utf8');
  const settings = { index: false };
  return lint({ cwd, filename: join(cwd, name), text, settings, ...changed }).map(saidOf);
}

/** What is said of every file, by the plugin and by the command. */
async function both(config: object, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const cwd = tempTree({ ...MANIFEST, ...files, 'perfmig.config.json': JSON.stringify(config) });
  const report = await analyze({ cwd, paths: ['.'], rules });
  const all: string[] = [];
  for (const path of Object.keys(files).filter(isSourceName)) {
    const own = report.files.filter((file) => file.path === path).flatMap(({ findings }) => findings);
    const plugin = said(cwd, path);
    expect([...plugin].sort(), path).toEqual(own.map(saidOf).sort());
    all.push(...plugin.map((text) => `${path}:${text}`));
  }
  return all;
}

const FOUND = '3:10-3:22 perfmig/sync-io fs.readFileSync blocks the event loop while the file is read';

describe('perfmig.config.json', () => {
  it('switches rules off, in some files or in all', async () => {
    const files = { 'src/a.js': READ, 'src/b.js': READ };
    expect(await both({ rules: { 'sync-io': 'off' } }, files)).toEqual([]);
    const overrides = [{ files: ['src/a.js'], rules: { 'sync-io': 'off' } }];
    expect(await both({ overrides }, files)).toEqual([`src/b.js:${FOUND} (when it runs is unknown)`]);
  });

  it('leaves files out that it excludes, ignores or does not include', async () => {
    const files = { 'src/a.js': READ, 'lib/b.js': READ };
    const left = [`src/a.js:${FOUND} (when it runs is unknown)`];
    expect(await both({ exclude: ['lib'] }, files)).toEqual(left);
    expect(await both({ ignore: ['lib'] }, files)).toEqual(left);
    expect(await both({ include: ['src'] }, files)).toEqual(left);
  });

  it('leaves files out that .perfmigignore names, here or in a folder around, as the command does', async () => {
    const files = { 'src/a.js': READ, 'lib/b.js': READ, 'lib/c.js': READ, 'old/deep/d.js': READ };
    const ignored = { '.perfmigignore': '/old/\n*.js\n!a.js\n', 'lib/.perfmigignore': '!c.js\n' };
    const unknown = `${FOUND} (when it runs is unknown)`;
    expect(await both({}, { ...files, ...ignored })).toEqual([`src/a.js:${unknown}`, `lib/c.js:${unknown}`]);
    expect(await both({}, { ...files, '.perfmigignore': 'src\n!src\n' })).toHaveLength(4);
    const cwd = tempTree({ ...MANIFEST, ...files, ...ignored });
    expect(said(cwd, 'lib/b.js', { settings: { index: false, config: false } })).toHaveLength(1);
  });

  it('says when the code of files runs', async () => {
    const overrides = [
      { files: ['jobs'], context: 'worker' },
      { files: ['tools'], context: 'build' },
      { files: ['api'], context: 'request' },
    ];
    const files = { 'jobs/a.js': READ, 'tools/b.js': READ, 'api/c.js': READ };
    expect(await both({ overrides }, files)).toEqual([
      expect.stringContaining('(worker'),
      `tools/b.js:${FOUND} (build)`,
      expect.stringContaining('(request'),
    ]);
  });

  it('adds handlers, clients and synchronous functions', async () => {
    const config = {
      handlers: [{ receiver: '@acme/http.createServer()', methods: ['on'] }],
      clients: [{ api: '@acme/db.connect()' }],
      syncApis: [{ api: '@acme/store.load', while: 'the store is read' }],
    };
    const server = `import { createServer } from '@acme/http';
import { connect } from '@acme/db';
import { load } from '@acme/store';
createServer().on('/pages', async () => {
  const db = connect();
  return db.query(load('a'));
});
`;
    expect(await both(config, { 'server.js': server })).toEqual([
      expect.stringMatching(/perfmig\/connection-per-request .*\(request: /),
      expect.stringMatching(/perfmig\/sync-io .*while the store is read \(request: /),
    ]);
  });

  it('is that of the innermost folder, the key of package.json too', () => {
    const cwd = tempTree({
      ...MANIFEST,
      'perfmig.config.json': '{ "rules": { "sync-io": "off" } }',
      'src/a.js': READ,
      'api/package.json': '{ "name": "api", "perfmig": { "rules": { "sync-io": "on" } } }',
      'api/b.js': READ,
    });
    expect(said(cwd, 'src/a.js')).toEqual([]);
    expect(said(cwd, 'api/b.js', { settings: { index: false, root: '.' } })).toEqual([
      `${FOUND} (when it runs is unknown)`,
    ]);
  });

  it('is read again when it has changed, and not at all where the settings say so', () => {
    const cwd = tempTree({ ...MANIFEST, 'perfmig.config.json': '{ "rules": { "sync-io": "off" } }', 'a.js': READ });
    expect(said(cwd, 'a.js')).toEqual([]);
    expect(said(cwd, 'a.js', { settings: { index: false, config: false } })).toHaveLength(1);
    writeFileSync(join(cwd, 'perfmig.config.json'), '{ "rules": { "sync-process": "off" } }');
    expect(said(cwd, 'a.js')).toHaveLength(1);
  });

  it('that is wrong is said once, in the words of the command, until it is mended', async () => {
    const cwd = tempTree({
      ...MANIFEST,
      'perfmig.config.json': '{\n  "rules": { "sync-oi": "off" }\n}\n',
      'a.js': READ,
    });
    const words = "perfmig.config.json:2:14: unknown rule 'sync-oi'";
    await expect(analyze({ cwd, paths: ['.'], rules })).rejects.toThrow(words);
    expect(said(cwd, 'a.js')).toEqual([expect.stringContaining(`perfmig looks for nothing here: ${words}`)]);
    writeFileSync(join(cwd, 'perfmig.config.json'), '{}');
    expect(said(cwd, 'a.js')).toEqual([`${FOUND} (when it runs is unknown)`]);
  });

  it('is data: what is named like code is not loaded', () => {
    const cwd = tempTree({ ...MANIFEST, 'perfmig.config.js': 'throw new Error("run")', 'a.js': READ });
    expect(said(cwd, 'a.js')).toHaveLength(1);
  });
});
