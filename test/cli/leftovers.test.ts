/** What a migration leaves to people: the list they tick off, across runs of the built command. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { snapshot } from '../engine/apply/tree.ts';
import { changedFiles, git, repositoryOf } from './git-repository.ts';
import { runCli, type Run } from './run-cli.ts';

const FILES = {
  'package.json': '{ "name": "shop", "private": true }\n',
  'app.js': `const fs = require('fs');
class Page {
  constructor(name) {
    this.text = fs.readFileSync(name, 'utf8');
  }
}
const ready = async () => fs.readFileSync('ready', 'utf8');
const inOrder = (list) => list.sort((a, b) => fs.statSync(a).size - fs.statSync(b).size);
require('http').createServer(async (req, res) => {
  await ready();
  inOrder(['a', 'b']);
  res.end(new Page(req.url).text);
}).listen(0);
fs.readFileSync('once');
`,
};
const ASYNC = ['apply', '--codemod', 'async-fs'];
const LIST = 'perfmig-leftovers.md';

const perfmig = (cwd: string, ...args: readonly string[]): Promise<Run> => runCli(args, { cwd });
const listOf = (root: string, path = LIST): string => readFileSync(join(root, path), 'utf8');
const entriesOf = (list: string): readonly string[] => list.split('\n').filter((line) => line.startsWith('- ['));
const tick = (root: string, which: RegExp, note = ''): void => {
  const lines = listOf(root).split('\n');
  const ticked = lines.map((line) => (which.test(line) ? `${line.replace('[ ]', '[x]')}${note}` : line));
  writeFileSync(join(root, LIST), ticked.join('\n'));
};

describe('without being asked', () => {
  it("is kept where it is in nobody's way, and its path is said", async () => {
    const root = repositoryOf(FILES);
    const { stdout } = await perfmig(root, ...ASYNC);
    expect(stdout).toContain('3 calls are left for you to decide: .perfmig/leftovers.md lists them');
    expect(changedFiles(root)).toEqual(['app.js']);
    expect(entriesOf(listOf(root, '.perfmig/leftovers.md'))).toHaveLength(3);
  });

  it('is not begun where nothing is left, nor by a plan', async () => {
    const root = repositoryOf({ ...FILES, 'app.js': "require('fs').readFileSync('once');\n" });
    expect((await perfmig(root, ...ASYNC)).stdout).not.toContain('left for you');
    const other = repositoryOf(FILES);
    await perfmig(other, 'plan', '--codemod', 'async-fs');
    for (const one of [root, other]) expect(existsSync(join(one, '.perfmig/leftovers.md'))).toBe(false);
  });
});

describe('the file', () => {
  it('names each call with its reason, where it is after the change, and leaves out what may stay', async () => {
    const root = repositoryOf(FILES);
    await perfmig(root, ...ASYNC, '--leftovers');
    const list = listOf(root);
    expect(list).toMatch(
      /^## `barrier\/constructor`: .*\n\n.*More: `npx perfmig explain barrier\/constructor`\n\n- \[ \] `app\.js:4:17` `fs\.readFileSync`/m,
    );
    expect(list).not.toContain('kept/startup');
    const text = readFileSync(join(root, 'app.js'), 'utf8').split('\n');
    for (const entry of entriesOf(list)) {
      const [, line, column, api] = /`app\.js:(\d+):(\d+)` `fs\.(\w+)`/.exec(entry) ?? [];
      expect(text[Number(line) - 1]?.slice(Number(column) - 1)).toMatch(new RegExp(`^fs\\.${api}\\(`));
    }
  });

  it('keeps ticks, notes and what is written around the list; what is done goes', async () => {
    const root = repositoryOf(FILES);
    await perfmig(root, ...ASYNC, '--leftovers');
    tick(root, /constructor|readFileSync/, '\n  Anna: fine, pages are made at start-up only');
    writeFileSync(join(root, LIST), `${listOf(root).replace('# Left', '# Sprint 12: left')}\n## Notes\n\nMine.\n`);
    const sorted = /inOrder = .*\n/;
    const text = readFileSync(join(root, 'app.js'), 'utf8').replace(sorted, 'inOrder = (list) => list;\n');
    writeFileSync(join(root, 'app.js'), `// A line more.\n\n${text}`);
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'step');
    const { stdout } = await perfmig(root, ...ASYNC);
    expect(stdout).toContain(`1 call is left for you to decide, 1 of them ticked off: ${LIST} lists them`);
    const list = listOf(root);
    expect(entriesOf(list)).toEqual([expect.stringMatching(/^- \[x\] `app\.js:6:17` `fs\.readFileSync`/)]);
    expect(list).toMatch(/-->\n {2}Anna: fine, pages are made at start-up only\n/);
    expect(list).toMatch(/^# Sprint 12: left for you/);
    expect(list).toMatch(/end -->\n\n## Notes\n\nMine\.\n$/);
  });

  it('is the same after a second run', async () => {
    const root = repositoryOf(FILES);
    await perfmig(root, ...ASYNC, '--leftovers');
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'step');
    const once = snapshot(root);
    await perfmig(root, ...ASYNC, '--leftovers');
    expect(snapshot(root)).toEqual(once);
  });

  it('does not stand in the way of the next run while its ticks are not committed', async () => {
    const root = repositoryOf(FILES);
    await perfmig(root, ...ASYNC, '--leftovers');
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'step');
    tick(root, /readFileSync/);
    expect(await perfmig(root, ...ASYNC)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(changedFiles(root)).toEqual([LIST]);
  });

  it.each([
    [['lib.js', '--codemod', 'async-fs'], 'of other files'],
    [['--codemod', 'fast-json'], 'of other codemods'],
    [['--codemod', 'async-fs', '--only', 'app.js:4'], 'that were not asked about'],
  ])('keeps entries after %j: those %s', async (args) => {
    const root = repositoryOf({ ...FILES, 'lib.js': 'module.exports = 1;\n' });
    await perfmig(root, ...ASYNC, '--leftovers');
    const before = entriesOf(listOf(root));
    await perfmig(root, 'apply', ...args, '--allow-dirty', '--leftovers');
    expect(entriesOf(listOf(root))).toEqual(before);
  });

  it('takes the calls of a codemod for seen by one that does the same and more', async () => {
    const root = repositoryOf(FILES);
    await perfmig(root, ...ASYNC, '--leftovers');
    tick(root, /constructor|readFileSync/);
    await perfmig(root, 'apply', '--codemod', 'async', '--allow-dirty');
    expect(entriesOf(listOf(root)).map((line) => line.slice(0, 5))).toEqual(['- [x]', '- [ ]', '- [ ]']);
  });

  it('is never another file of the project', async () => {
    const root = repositoryOf({ ...FILES, 'NOTES.md': '# Mine\n' });
    const before = snapshot(root);
    const run = await perfmig(root, ...ASYNC, '--leftovers', 'NOTES.md');
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(/^perfmig: .*NOTES\.md is there already and is no list of leftovers; name another file/);
    expect(snapshot(root)).toEqual(before);
    expect((await perfmig(root, ...ASYNC, '--leftovers', 'no/where.md')).stderr).toMatch(/no such folder/);
  });

  it('shows names of files and code as text', async () => {
    const root = repositoryOf({ ...FILES, '`<img>` --> x.js': FILES['app.js'] });
    await perfmig(root, ...ASYNC, '--leftovers');
    const [first = ''] = entriesOf(listOf(root));
    expect(first).toContain('``` `<img>` --> x.js:4:17 ```'.replaceAll('```', '``'));
    expect(first).toMatch(/<!-- perfmig [0-9a-f]{16} async-fs [^>\s]+ -->$/);
    tick(root, /img/);
    await perfmig(root, ...ASYNC, '--allow-dirty');
    expect(entriesOf(listOf(root))[0]).toMatch(/^- \[x\]/);
  });
});
