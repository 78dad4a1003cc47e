/** What `perfmig analyze` leaves in its cache tells the plugin of other files, as long as it is true. */
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { tempTree } from '../project/temp-tree.ts';
import { lint, type LintInput } from './lint.ts';
import { saidOf } from './said.ts';

const TREE = {
  'package.json': '{ "name": "shop", "type": "module" }\n',
  'app.js': "import express from 'express';\nimport { show } from './pages.js';\nexpress().get('/pages', show);\n",
  'pages.js':
    "import { load } from './store.js';\nexport function show(req, res) {\n  res.send(load(req.query.page));\n}\n",
  'store.js':
    "import { readFileSync } from 'node:fs';\nexport function load(path) {\n  return readFileSync(path);\n}\n",
  'io.js': "export { statSync as look } from 'node:fs';\n",
  'size.js': "import { look } from './io.js';\nexport function size(path) {\n  return look(path).size;\n}\n",
};
const WAY = 'GET /pages → show → load → fs.readFileSync';

/** A project that has been analysed. */
async function analysed(tree: Readonly<Record<string, string>> = TREE): Promise<string> {
  const cwd = tempTree(tree);
  await analyze({ cwd, paths: ['.'], rules, cache: {} });
  return cwd;
}

function said(cwd: string, name: string, changed: Partial<LintInput> = {}): readonly string[] {
  const text = readFileSync(join(cwd, name), 'utf8');
  return lint({ cwd, filename: join(cwd, name), text, settings: {}, ...changed }).map(({ message }) => message);
}

const FOUND = 'fs.readFileSync blocks the event loop while the file is read';

describe('with an index', () => {
  it('a helper below a handler of another file is found on its way', async () => {
    const cwd = await analysed();
    expect(said(cwd, 'store.js')).toEqual([`${FOUND} (request: ${WAY})`]);
    expect(said(cwd, 'store.js', { preset: 'recommended' })).toHaveLength(1);
    expect(said(cwd, 'store.js', { settings: { index: false } })).toEqual([`${FOUND} (when it runs is unknown)`]);
  });

  it('what an import hands on from Node is found, though no word in the file tells', async () => {
    const cwd = await analysed();
    expect(said(cwd, 'size.js')).toEqual([
      'fs.statSync blocks the event loop while the file is looked up (when it runs is unknown)',
    ]);
  });

  it('an edited file keeps what is known of its functions, new calls included', async () => {
    const cwd = await analysed();
    const text = `// new\n${TREE['store.js'].replace('return', 'const text = readFileSync(path, "utf8");\n  return text ??')}`;
    expect(said(cwd, 'store.js', { text })).toEqual([`${FOUND} (request: ${WAY})`, `${FOUND} (request: ${WAY})`]);
  });

  it('says what the file alone shows once a file on the way has changed, until the next analysis', async () => {
    const cwd = await analysed();
    const alone = [`${FOUND} (when it runs is unknown)`];
    appendFileSync(join(cwd, 'pages.js'), '// changed\n');
    expect(said(cwd, 'store.js')).toEqual(alone);
    await analyze({ cwd, paths: ['.'], rules, cache: {} });
    expect(said(cwd, 'store.js')).toEqual([`${FOUND} (request: ${WAY})`]);
    writeFileSync(join(cwd, 'pages.js'), '');
    expect(said(cwd, 'store.js')).toEqual(alone);
  });

  it('that is broken, made elsewhere or committed is not used', async () => {
    const cwd = await analysed();
    const path = join(cwd, '.perfmig/cache/@/project-index');
    expect(existsSync(path)).toBe(true);
    const bytes = readFileSync(path);
    const elsewhere = await analysed({ ...TREE, 'other.js': '' });
    writeFileSync(join(elsewhere, '.perfmig/cache/@/project-index'), bytes);
    expect(said(elsewhere, 'store.js')).toEqual([`${FOUND} (when it runs is unknown)`]);
    writeFileSync(path, Buffer.concat([bytes, Buffer.from(' ')]));
    expect(said(cwd, 'store.js')).toEqual([`${FOUND} (when it runs is unknown)`]);
    rmSync(path);
    expect(said(cwd, 'store.js')).toEqual([`${FOUND} (when it runs is unknown)`]);
  });

  it('that is committed is not used', async () => {
    const cwd = tempTree(TREE);
    const git = (...args: string[]): string => execFileSync('git', args, { cwd, encoding: 'utf8' });
    git('init', '-q');
    await analyze({ cwd, paths: ['.'], rules, cache: {} });
    expect(said(cwd, 'store.js')).toEqual([`${FOUND} (request: ${WAY})`]);
    git('add', '--force', '.perfmig');
    appendFileSync(join(cwd, '.perfmig/cache/@/project-index'), '');
    writeFileSync(
      join(cwd, '.perfmig/cache/@/project-index'),
      readFileSync(join(cwd, '.perfmig/cache/@/project-index')),
    );
    expect(said(cwd, 'store.js')).toEqual([`${FOUND} (when it runs is unknown)`]);
  });

  it('the whole of a project is told as the command tells it', async () => {
    const cwd = await analysed();
    const report = await analyze({ cwd, paths: ['.'], rules });
    for (const name of Object.keys(TREE).filter((one) => one.endsWith('.js'))) {
      const text = readFileSync(join(cwd, name), 'utf8');
      const messages = lint({ cwd, filename: join(cwd, name), text, settings: {} });
      const wanted = report.files.filter(({ path }) => path === name).flatMap(({ findings }) => findings);
      expect(messages.map(saidOf).sort(), name).toEqual(wanted.map(saidOf).sort());
    }
  });
});
