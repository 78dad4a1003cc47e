/** `--mark`: comments at what is left, written, renewed and taken out by the built command. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AnalyzeJson } from '../../src/reporters/analyze-json.ts';
import { snapshot } from '../engine/apply/tree.ts';
import { git, repositoryOf } from './git-repository.ts';
import { runCli, type Run } from './run-cli.ts';

const APP = `#!/usr/bin/env node
const fs = require('fs');
class Page {
  constructor(name) {
    this.text = fs.readFileSync(name, 'utf8');
  }
}
const ready = async () => fs.readFileSync('ready', 'utf8');
// eslint-disable-next-line no-undef
const inOrder = (list) => list.sort((a, b) => fs.statSync(a).size - fs.statSync(b).size);
const shown = (name) => \`<p>
  \${new Page(name).text}
</p>\`;
require('http').createServer(async (req, res) => {
  await ready();
  inOrder(['a', 'b']);
  res.end(shown(req.url));
}).listen(0);
`;
const FILES = { 'package.json': '{ "name": "shop", "private": true }\n', 'app.js': APP };
const MARK = ['apply', '--codemod', 'async-fs', '--mark'];

const perfmig = (cwd: string, ...args: readonly string[]): Promise<Run> => runCli(args, { cwd });
const app = (root: string): string => readFileSync(join(root, 'app.js'), 'utf8');
const marksIn = (text: string): readonly string[] => text.split('\n').filter((line) => line.includes('perfmig-todo'));
const withoutMarks = (text: string): string => text.replaceAll(/^.*perfmig-todo.*\n/gm, '');
function commit(root: string): void {
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'step');
}

describe('marks', () => {
  it('stand above the code they are about, and add nothing but lines', async () => {
    const [marked, plain] = [repositoryOf(FILES), repositoryOf(FILES)];
    const { stdout } = await perfmig(marked, ...MARK);
    expect(stdout).toContain('1 site changed, 3 refused, 2 comments written, changed or taken out: 1 file, ');
    await perfmig(plain, 'apply', '--codemod', 'async-fs');
    expect(withoutMarks(app(marked))).toBe(app(plain));
    const lines = app(marked).split('\n');
    const ready = lines.findIndex((line) => line.includes('this.text'));
    expect(lines[ready - 1]).toMatch(/^ {4}\/\/ perfmig-todo: barrier\/constructor \(async-fs, fs\.readFileSync\): \S/);
    const sorted = lines.findIndex((line) => line.startsWith('// eslint-disable-next-line'));
    expect(lines[sorted + 1]).toMatch(/^const inOrder/);
    expect(lines[sorted - 1]).toMatch(/^\/\/ perfmig-todo: barrier\/[a-z-]+ \(async-fs, fs\.statSync\): /);
  });

  it('are not written without being asked for, nor by a plan', async () => {
    const root = repositoryOf(FILES);
    const before = snapshot(root);
    expect((await perfmig(root, 'plan', ...MARK.slice(1))).stdout).toContain('2 comments would change');
    expect(snapshot(root)).toEqual(before);
    await perfmig(root, 'apply', '--codemod', 'async-fs');
    expect(marksIn(app(root))).toEqual([]);
  });

  it('are the same after a second run', async () => {
    const root = repositoryOf(FILES);
    await perfmig(root, ...MARK);
    commit(root);
    const once = snapshot(root);
    const { stdout } = await perfmig(root, ...MARK);
    expect(stdout).toContain('Nothing to change');
    expect(snapshot(root)).toEqual(once);
  });

  it('go with their cause, and are renewed with their reason', async () => {
    const root = repositoryOf(FILES);
    await perfmig(root, ...MARK);
    const [first = ''] = marksIn(app(root));
    const text = app(root)
      .replace(/^const inOrder.*$/m, 'const inOrder = (list) => list;')
      .replace(first, first.replace(/: [^:]*$/, ': another reason'));
    writeFileSync(join(root, 'app.js'), text);
    commit(root);
    const { stdout } = await perfmig(root, ...MARK);
    expect(stdout).toContain('No code to change, 2 comments written, changed or taken out: 1 file.');
    expect(marksIn(app(root))).toEqual([first]);
  });

  it('of other codemods, files and people stay', async () => {
    const root = repositoryOf({ ...FILES, 'lib.js': 'module.exports = 1;\n' });
    await perfmig(root, ...MARK);
    writeFileSync(join(root, 'app.js'), `// perfmig-todo: ask Anna\n${app(root).replace('#!/usr/bin/env node\n', '')}`);
    commit(root);
    const before = app(root);
    await perfmig(root, 'apply', '--codemod', 'fast-json', '--mark');
    await perfmig(root, 'apply', 'lib.js', '--codemod', 'async-fs', '--mark', '--allow-dirty');
    await perfmig(root, ...MARK, '--only', 'app.js:6', '--allow-dirty');
    expect(app(root)).toBe(before);
  });

  it('are taken back by undo, all or one', async () => {
    const root = repositoryOf(FILES);
    const before = snapshot(root);
    const { stdout } = await perfmig(root, ...MARK, '--format', 'json');
    const { units } = JSON.parse(stdout) as { units: { id: string; codemod: string; status: string }[] };
    const marks = units.filter(({ codemod }) => codemod === 'mark');
    expect(marks.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect((await perfmig(root, 'undo', '--unit', marks[0]?.id ?? '')).exitCode).toBe(0);
    expect(marksIn(app(root))).toHaveLength(1);
    await perfmig(root, 'undo');
    expect(snapshot(root)).toEqual(before);
  });

  it('keep line ends and stay out of code that begins in the middle of a line', async () => {
    const minified = `require('http').createServer(async (q, r) => { r.end(String(['a'].sort((a, b) => require('fs').statSync(a).size))); }).listen(0);`;
    const root = repositoryOf({ ...FILES, 'app.js': APP.replaceAll('\n', '\r\n'), 'b.js': `;${minified}` });
    const { stdout } = await perfmig(root, ...MARK);
    expect(app(root).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(marksIn(app(root))).toHaveLength(2);
    expect(stdout).toContain(' not written: no comment can stand before that code');
  });
});

it('analyze reports what is left to be done, and --max-notices limits it', async () => {
  const root = repositoryOf({ ...FILES, 'notes.js': '// perfmig-todo: ask Anna\nmodule.exports = 1;\n' });
  await perfmig(root, ...MARK);
  const run = await perfmig(root, 'analyze', '--format', 'json', '--max-notices', '2');
  const { notices } = JSON.parse(run.stdout) as AnalyzeJson;
  expect(notices.map(({ code, path }) => `${code} ${path}`)).toEqual([
    ...Array<string>(2).fill('todo app.js'),
    'todo notes.js',
  ]);
  expect(notices.at(-1)).toMatchObject({ line: 1, column: 1, message: 'left to be done: ask Anna' });
  expect(run.exitCode).toBe(1);
});
