/** `plan --format markdown`: a checklist whose commands do what they say, one after the other. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { snapshot } from '../engine/apply/tree.ts';
import { changedFiles, git, repositoryOf } from './git-repository.ts';
import { BIN, runCli } from './run-cli.ts';

const FILES = {
  'package.json': '{ "name": "shop", "private": true, "scripts": { "test": "node --test" } }\n',
  "it's/app.js": `const fs = require('fs');
let visits = 0;
async function a() {
  return fs.readFileSync('a', 'utf8');
}
async function b() {
  return fs.existsSync('b') ? 'b' : '';
}
const c = () => fs.readFileSync('c', 'utf8');
async function d() {
  const next = visits;
  fs.readFileSync('d');
  visits = next + 1;
}
require('http').createServer(async (req, res) => {
  await d();
  res.end((await a()) + (await b()) + c());
}).listen(0);
`,
};
const ASYNC = ["it's", '--codemod', 'async-fs', '--allow-hazard', 'hazard/shared-state'];

async function checklist(root: string): Promise<string> {
  const { stdout, exitCode } = await runCli(['plan', ...ASYNC, '--format', 'markdown'], { cwd: root });
  expect(exitCode).toBe(0);
  return stdout;
}

/** The code spans behind a label. */
function commands(list: string, label: string): readonly string[] {
  return [...list.matchAll(new RegExp(`^  - ${label}: \`(npx perfmig [^\`]*)\`$`, 'gm'))].map(
    ([, command = '']) => command,
  );
}

function run(root: string, command: string): string {
  const shown = command.replace(/^npx perfmig/, `"${process.execPath}" "${BIN}"`);
  return execFileSync('sh', ['-c', shown], { cwd: root, encoding: 'utf8' });
}

it('names for each step what changes, why it is safe, hazards, how to check it and how to take it back', async () => {
  const list = await checklist(repositoryOf(FILES));
  expect(list.match(/^- \[ \] \*\*\d\.\*\* /gm)).toHaveLength(4);
  expect(list).toMatch(/\*\*1\.\*\* `it's\/app\.js:4:10` `fs\.readFileSync`: safe \(unit `async-fs-[0-9a-f]{8}`\)/);
  expect(list).toContain("  - Changes: 1 file (`it's/app.js`); 1 call (`it's/app.js:4`)\n");
  expect(list).toContain("; 1 function made async (`it's/app.js`: c in line 9)");
  expect(list).toContain('  - Runs for: http.createServer → a → fs.readFileSync\n');
  expect(list).toContain('  - Why it is safe: every call of what becomes async is known, and awaits it\n');
  expect(list).toMatch(/ {2}- Hazard: `hazard\/shared-state` it's\/app\.js:\d+.*: \\`visits\\` is read before/);
  expect(list).toContain("  - Check: read `git diff -- 'it'\\''s/app.js'`; run `npm test`; try `http.createServer`");
  expect(list).toContain('run it twice at once; the outcome must be that of one after the other');
  expect(commands(list, 'Take back')).toHaveLength(4);
});

it('says the least risky step first', async () => {
  const list = await checklist(repositoryOf(FILES));
  expect(list.match(/(?<=^- \[ \] .*`: )(?:safe|to be reviewed)/gm)).toEqual([
    'safe',
    'safe',
    'safe',
    'to be reviewed',
  ]);
});

it('has a command for each step that applies only it, and all together come to the whole', async () => {
  const root = repositoryOf(FILES);
  const list = await checklist(root);
  for (const command of commands(list, 'Apply')) {
    expect(run(root, command)).toContain('1 site changed');
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', command);
  }
  const stepByStep = snapshot(root);
  git(root, 'reset', '-q', '--hard', 'HEAD~4');
  await runCli(['apply', ...ASYNC], { cwd: root });
  expect(snapshot(root)).toEqual(stepByStep);
});

it('has a command for each step that takes only it back', async () => {
  const root = repositoryOf(FILES);
  const before = snapshot(root);
  const list = await checklist(root);
  await runCli(['apply', ...ASYNC], { cwd: root });
  for (const command of commands(list, 'Take back')) expect(run(root, command)).toMatch(/^Taken back: unit async-fs-/);
  expect(snapshot(root)).toEqual(before);
  expect(changedFiles(root)).toEqual([]);
  expect(existsSync(join(root, "it's/async-helpers.js"))).toBe(false);
});

it('ticks what is applied', async () => {
  const root = repositoryOf(FILES);
  const { stdout } = await runCli(['apply', ...ASYNC, '--format', 'markdown'], { cwd: root });
  expect(stdout.match(/^- \[x\] \*\*\d\.\*\* /gm)).toHaveLength(4);
  expect(commands(stdout, 'Apply')).toEqual([]);
});
