/** `plan`, `apply` and `undo` as users run them, in a git repository of their own. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { ApplyJson } from '../../src/reporters/migration-json.ts';
import type { UndoJson } from '../../src/reporters/undo-json.ts';
import { snapshot } from '../engine/apply/tree.ts';
import { tempTree } from '../project/temp-tree.ts';
import { runCli, type Run } from './run-cli.ts';

const HANDLER = (path: string, arg = ', null, 2') => `
app.get('${path}', (req, res) => {
  res.type('json').send(JSON.stringify(req.query${arg}));
});
`;
const HEAD = "const app = require('express')();\n";
const FILES = {
  'package.json': '{ "name": "shop", "private": true }\n',
  'orders.js': `${HEAD}${HANDLER('/orders')}${HANDLER('/sales')}app.listen(3000);\n`,
  'bills.js': `${HEAD}${HANDLER('/bills')}app.listen(3001);\n`,
};
const FAST = ['--codemod', 'fast-json'];

function git(root: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' });
}

function repository(files: Readonly<Record<string, string>> = FILES): string {
  const root = tempTree(files);
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'all');
  return root;
}

const perfmig = (cwd: string, ...args: readonly string[]): Promise<Run> => runCli(args, { cwd });

async function json(cwd: string, ...args: readonly string[]): Promise<ApplyJson> {
  const run = await perfmig(cwd, ...args, '--format', 'json');
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout) as ApplyJson;
}

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../schema/apply.json'), 'utf8')) as object;
const isValid = new Ajv().compile(schema);
const undoSchema = JSON.parse(readFileSync(join(import.meta.dirname, '../../schema/undo.json'), 'utf8')) as object;
const isUndo = new Ajv().compile(undoSchema);

describe('apply', () => {
  it('writes, and undo takes it back, byte for byte', async () => {
    const root = repository();
    const before = snapshot(root);
    const applied = await perfmig(root, 'apply', ...FAST);
    expect(applied).toMatchObject({ exitCode: 0, stderr: '' });
    expect(applied.stdout).toContain('3 sites changed: 2 files, 3 lines.');
    expect(readFileSync(join(root, 'orders.js'), 'utf8')).toBe(FILES['orders.js'].replaceAll(', null, 2', ''));
    expect(git(root, 'status', '--porcelain')).toBe(' M bills.js\n M orders.js\n');
    const undone = await perfmig(root, 'undo');
    expect(undone).toMatchObject({ exitCode: 0, stderr: '' });
    expect(undone.stdout).toContain('2 files restored');
    expect(snapshot(root)).toEqual(before);
    expect(git(root, 'status', '--porcelain', '--ignored')).toBe('!! .perfmig/\n');
    expect((await perfmig(root, 'undo')).stdout).toBe('Nothing to undo.\n');
  });

  it('is taken back in JSON that keeps to the schema', async () => {
    const root = repository();
    const undoJson = async (...args: readonly string[]): Promise<UndoJson> => {
      const run = await perfmig(root, 'undo', '--format', 'json', ...args);
      const result = JSON.parse(run.stdout) as UndoJson;
      expect(isUndo(result), JSON.stringify(isUndo.errors)).toBe(true);
      expect(run.exitCode).toBe(Number(result.left.length > 0));
      return result;
    };
    expect(await undoJson()).toEqual({ version: 1, undone: null, left: [] });
    const { units } = await json(root, 'apply', ...FAST);
    const bill = units.find(({ files }) => files.includes('bills.js'))?.id ?? '';
    const undone = { codemods: ['fast-json'], interrupted: false };
    const one = { ...undone, unit: bill, restored: ['bills.js'] };
    expect(await undoJson('--unit', bill)).toMatchObject({ undone: one, left: [] });
    writeFileSync(join(root, 'orders.js'), 'mine();\n');
    expect(await undoJson()).toMatchObject({ undone: null, left: ['orders.js'] });
    expect(await undoJson('--force')).toMatchObject({ undone: { ...undone, unit: null, restored: ['orders.js'] } });
    const wrong = await perfmig(root, 'undo', '--format', 'jsn');
    expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
    expect(wrong.stderr).toContain("unknown format 'jsn', did you mean 'json'?");
  });

  it('is taken back one after the other, the last first', async () => {
    const root = repository();
    await perfmig(root, 'apply', 'orders.js', ...FAST);
    const middle = snapshot(root);
    await perfmig(root, 'apply', 'bills.js', ...FAST, '--allow-dirty');
    await perfmig(root, 'undo');
    expect(snapshot(root)).toEqual(middle);
    await perfmig(root, 'undo');
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  it('prints JSON that keeps to the schema', async () => {
    const root = repository({ ...FILES, 'left.js': HEAD + HANDLER('/left', ', /* as it is */ null, 2') });
    for (const command of ['plan', 'apply']) {
      const report = await json(root, command, ...FAST);
      expect(isValid(report), JSON.stringify(isValid.errors)).toBe(true);
      expect(report.dryRun).toBe(command === 'plan');
      expect('diff' in report).toBe(command === 'plan');
      expect(report.summary).toMatchObject({ sites: 4, converted: 3, refused: 1, files: 2, changedLines: 3, waste: 0 });
      expect(report.refusals).toMatchObject([{ path: 'left.js', line: 4, code: 'fast-json/comment' }]);
      const statuses = report.units.map(({ status }) => status).sort();
      expect(statuses).toEqual(
        [...Array<string>(3).fill(command === 'plan' ? 'planned' : 'applied'), 'refused'].sort(),
      );
    }
  });

  it('has a plan that is a checklist, and a diff that git applies', async () => {
    const root = repository();
    const { stdout } = await perfmig(root, 'plan', ...FAST, '--format', 'markdown');
    expect(stdout.match(/^- \[ \] /gm)).toHaveLength(3);
    const { diff = '' } = await json(root, 'plan', ...FAST);
    execFileSync('git', ['apply', '-'], { cwd: root, input: diff });
    const byGit = snapshot(root);
    git(root, 'checkout', '-q', '.');
    await perfmig(root, 'apply', ...FAST);
    expect(snapshot(root)).toEqual(byGit);
  });

  it.each([
    ['plan', ...FAST],
    ['apply', '--dry-run', ...FAST],
    ['plan', ...FAST, '--format', 'json'],
  ])('writes nothing at all with %s %s %s', async (...args) => {
    const root = repository();
    const before = snapshot(root, true);
    expect((await perfmig(root, ...args)).exitCode).toBe(0);
    expect(snapshot(root, true)).toEqual(before);
    expect(existsSync(join(root, '.perfmig'))).toBe(false);
  });

  it('plans the same twice', async () => {
    const root = repository();
    const timeless = async (): Promise<object> => {
      const report = await json(root, 'plan', ...FAST);
      return { ...report, summary: { ...report.summary, durationMs: 0 } };
    };
    expect(await timeless()).toEqual(await timeless());
  });
});

describe('a part of it', () => {
  it('is taken by path:line or by id, and undone by id', async () => {
    const root = repository();
    const byLine = await json(root, 'apply', ...FAST, '--only', 'orders.js:8');
    expect(byLine.summary).toMatchObject({ sites: 1, converted: 1, changedLines: 1 });
    expect(readFileSync(join(root, 'orders.js'), 'utf8').match(/null, 2/g)).toHaveLength(1);
    const rest = await json(root, 'plan', ...FAST);
    const id = rest.units.find(({ sites }) => sites[0]?.path === 'bills.js')?.id ?? '';
    await json(root, 'apply', ...FAST, '--only', id, '--allow-dirty');
    expect(git(root, 'status', '--porcelain')).toBe(' M bills.js\n M orders.js\n');
    expect((await perfmig(root, 'undo', '--unit', byLine.units[0]?.id ?? '')).exitCode).toBe(0);
    expect(git(root, 'status', '--porcelain')).toBe(' M bills.js\n');
  });

  it('undo of one unit leaves the others of its file', async () => {
    const root = repository();
    const { units } = await json(root, 'apply', ...FAST);
    const sale = units.find(({ sites }) => sites[0]?.line === 8);
    await perfmig(root, 'undo', '--unit', sale?.id ?? '');
    const expected = FILES['orders.js'].replace(', null, 2', '');
    expect(readFileSync(join(root, 'orders.js'), 'utf8')).toBe(expected);
    await perfmig(root, 'undo');
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  it.each([
    ['nothing-of-that-name', /no such unit/],
    ['orders.js:1', /no unit begins there; there are some in line 4, 8/],
  ])('that does not exist is an error: %s', async (name, message) => {
    const run = await perfmig(repository(), 'apply', ...FAST, '--only', name);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(message);
  });
});

describe('trees that are not as they should be', () => {
  it('with uncommitted changes are refused, and what to do is said', async () => {
    const root = repository();
    writeFileSync(join(root, 'notes.txt'), 'mine');
    const run = await perfmig(root, 'apply', ...FAST);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toBe(
      'perfmig: uncommitted changes in notes.txt: commit or stash them first, or add --allow-dirty\n',
    );
    expect((await perfmig(root, 'apply', ...FAST, '--allow-dirty')).exitCode).toBe(0);
  });

  it('without git are changed with a warning', async () => {
    const root = tempTree(FILES);
    const run = await perfmig(root, 'apply', ...FAST);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('this is no git repository, so `perfmig undo` is the one way back');
    await perfmig(root, 'undo');
    expect(readFileSync(join(root, 'orders.js'), 'utf8')).toBe(FILES['orders.js']);
  });

  it('with a read-only file keep it, and say so', async () => {
    const root = repository();
    chmodSync(join(root, 'bills.js'), 0o444);
    const report = await json(root, 'apply', ...FAST, '--allow-dirty');
    expect(report.summary.refusedByCode).toEqual({ 'file/read-only': 1 });
    expect(readFileSync(join(root, 'bills.js'), 'utf8')).toBe(FILES['bills.js']);
  });

  it('with a link out of the project leave what it leads to alone', async () => {
    const outside = tempTree({ 'shared.js': FILES['bills.js'] });
    const root = repository();
    symlinkSync(join(outside, 'shared.js'), join(root, 'shared.js'));
    const report = await json(root, 'apply', ...FAST, '--allow-dirty');
    expect(report.summary.refusedByCode).toEqual({ 'file/outside': 1 });
    expect(readFileSync(join(outside, 'shared.js'), 'utf8')).toBe(FILES['bills.js']);
  });

  it('edited after apply keep the edits: undo leaves and names them, unless forced', async () => {
    const root = repository();
    const before = snapshot(root);
    await perfmig(root, 'apply', ...FAST);
    const edited = `${readFileSync(join(root, 'orders.js'), 'utf8')}// mine\n`;
    writeFileSync(join(root, 'orders.js'), edited);
    const run = await perfmig(root, 'undo');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('left, edited since: orders.js');
    expect(readFileSync(join(root, 'orders.js'), 'utf8')).toBe(edited);
    expect(readFileSync(join(root, 'bills.js'), 'utf8')).toBe(FILES['bills.js']);
    expect((await perfmig(root, 'undo', '--force')).exitCode).toBe(0);
    expect(snapshot(root)).toEqual(before);
  });

  it('keep modes and links', async () => {
    const root = repository();
    chmodSync(join(root, 'orders.js'), 0o750);
    mkdirSync(join(root, 'links'));
    symlinkSync('../orders.js', join(root, 'links/orders.js'));
    await perfmig(root, 'apply', ...FAST, '--allow-dirty');
    const after = snapshot(root);
    expect(after['orders.js']).toMatch(/^100750 /);
    expect(after['links/orders.js']).toContain('-> ../orders.js');
  });
});

describe('two at once', () => {
  const claim = (root: string, pid: number, content: object): void => {
    mkdirSync(join(root, '.perfmig/locks'), { recursive: true });
    writeFileSync(join(root, '.perfmig/.gitignore'), '*\n');
    writeFileSync(join(root, '.perfmig/locks', String(pid)), JSON.stringify(content));
  };

  it('the second is told, and writes nothing', async () => {
    const root = repository();
    const before = snapshot(root);
    claim(root, process.pid, { pid: process.pid, host: hostname(), born: '' });
    const run = await perfmig(root, 'apply', ...FAST);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(/another perfmig \(process \d+\) is changing files here/);
    expect(snapshot(root)).toEqual(before);
  });

  it.each([
    ['is dead', 4_194_305, ''],
    ['is another by now', process.pid, '1'],
  ])('a lock whose process %s is taken over', async (_, pid, born) => {
    const root = repository();
    claim(root, pid, { pid, host: hostname(), born });
    expect((await perfmig(root, 'apply', ...FAST)).exitCode).toBe(0);
  });
});

describe('nothing to do', () => {
  it('says why, and how much was looked at', async () => {
    const root = repository({ 'package.json': '{}', 'a.js': 'run();\n', 'b.js': 'run();\n' });
    const run = await perfmig(root, 'apply', ...FAST);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('Nothing to do: 2 files looked at, and nothing in them for fast-json.');
    expect(existsSync(join(root, '.perfmig'))).toBe(false);
  });

  it.each([
    [[], /--codemod is missing: name one of async, .*fast-json/],
    [['--codemod', 'fast-jsno'], /unknown codemod 'fast-jsno', did you mean 'fast-json'/],
    [['--codemod', 'fast-json', 'nowhere/'], /no such file or folder: nowhere/],
  ])('wrong usage is told: %j', async (args, message) => {
    const run = await perfmig(repository(), 'apply', ...args);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(message);
  });
});

it('analyze names the codemod that mends a finding', async () => {
  const { stdout } = await perfmig(repository(), 'analyze', '--all', '--rule', 'json-pretty');
  expect(stdout).toContain('mend: perfmig apply --codemod fast-json');
});

it.each(['fast-json', 'fast-json/bytes'])('explain knows %s', async (id) => {
  expect((await perfmig(repository(), 'explain', id)).stdout).toContain('What it leaves, and why');
});
