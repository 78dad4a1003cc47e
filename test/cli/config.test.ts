/** Configuration files: what they change, and how broken ones are told. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempTree } from '../project/temp-tree.ts';
import { runCli } from './run-cli.ts';

const READ = "const fs = require('fs');\nexports.read = () => fs.readFileSync('a');\n";
const COPY = 'exports.copy = (value) => JSON.parse(JSON.stringify(value));\n';

interface Json {
  readonly files: readonly { readonly path: string; readonly findings: readonly { rule: string; context: string }[] }[];
}

/** `path rule context` of every finding. */
async function found(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await runCli(['analyze', '--format', 'json', ...args], { cwd: tempTree(files) });
  expect(stderr).toBe('');
  const { files: reported } = JSON.parse(stdout) as Json;
  const lines = reported.flatMap(({ path, findings }) => findings.map((at) => `${path} ${at.rule} ${at.context}`));
  // Other rules may find something in the same code.
  return lines.filter((line) => / (?:sync-io|json-copy) /.test(line)).sort();
}

function config(settings: object): { readonly 'perfmig.config.json': string } {
  return { 'perfmig.config.json': JSON.stringify(settings) };
}

describe('a configuration', () => {
  const files = { 'package.json': '{ "name": "a" }', 'src/read.js': READ, 'lib/copy.js': COPY };
  const both = ['lib/copy.js json-copy unknown', 'src/read.js sync-io unknown'];

  it('switches rules off, which --rule switches on again', async () => {
    const off = config({ $schema: './schema.json', rules: { 'json-copy': 'off' } });
    expect(await found(files)).toEqual(both);
    expect(await found({ ...files, ...off })).toEqual(['src/read.js sync-io unknown']);
    expect(await found({ ...files, ...off }, '--rule', 'json-copy')).toEqual(['lib/copy.js json-copy unknown']);
  });

  it('may hold comments and trailing commas, and lie in package.json', async () => {
    const text = '\uFEFF// why\r\n{ "rules": { /* later */ "sync-io": "off", }, }\r\n';
    for (const name of ['perfmig.config.json', 'perfmig.config.jsonc']) {
      expect(await found({ ...files, [name]: text })).toEqual(['lib/copy.js json-copy unknown']);
    }
    const own = '{ "name": "a", "perfmig": { "rules": { "sync-io": "off" } } }';
    expect(await found({ ...files, 'package.json': own })).toEqual(['lib/copy.js json-copy unknown']);
  });

  it.each([
    ['include', { include: ['src'] }, ['src/read.js sync-io unknown']],
    ['include and exclude', { include: ['*.js'], exclude: ['/src/**/*.{js,ts}'] }, ['lib/copy.js json-copy unknown']],
    ['ignore', { ignore: ['lib/'] }, ['src/read.js sync-io unknown']],
    ['ignore with an exception', { ignore: ['*.js', '!copy.js'] }, ['lib/copy.js json-copy unknown']],
    ['an override of a folder', { overrides: [{ files: ['src'], rules: { 'sync-io': 'off' } }] }, [both[0]]],
    [
      'the last override',
      { rules: { 'sync-io': 'off' }, overrides: [{ files: ['*'], rules: { 'sync-io': 'on' } }] },
      both,
    ],
  ])('%s says what is reported', async (_, settings, expected) => {
    expect(await found({ ...files, ...config(settings) })).toEqual(expected);
  });

  it.each([
    ['request', ['lib/copy.js json-copy request', 'src/read.js sync-io request']],
    ['startup', ['src/read.js sync-io startup']],
    ['build', ['src/read.js sync-io build']],
    ['worker', ['src/read.js sync-io worker']],
    ['unknown', both],
  ])('says that files are %s code', async (context, expected) => {
    const settings = { overrides: [{ files: ['src', 'lib'], context }] };
    expect(await found({ ...files, ...config(settings) })).toEqual(expected);
  });

  it('that says a folder of scripts is no build makes its findings ordinary ones', async () => {
    const scripts = { 'package.json': '{ "name": "a" }', 'scripts/read.js': READ };
    const settings = { overrides: [{ files: ['scripts'], context: 'unknown' }] };
    expect(await found(scripts)).toEqual(['scripts/read.js sync-io build']);
    expect(await found({ ...scripts, ...config(settings) })).toEqual(['scripts/read.js sync-io unknown']);
  });

  it('of an inner folder adds to the outer one, unless it is a root', async () => {
    const tree = { ...files, ...config({ rules: { 'sync-io': 'off', 'json-copy': 'off' } }) };
    const inner = (settings: object): Record<string, string> => ({
      'src/perfmig.config.jsonc': JSON.stringify(settings),
      'src/copy.js': COPY,
    });
    const readOnly = { rules: { 'sync-io': 'on' } };
    expect(await found({ ...tree, ...inner(readOnly) })).toEqual(['src/read.js sync-io unknown']);
    expect(await found({ ...tree, ...inner({ root: true }) })).toEqual([
      'src/copy.js json-copy unknown',
      'src/read.js sync-io unknown',
    ]);
  });

  it('gives way to --config and --no-config', async () => {
    const tree = { ...files, ...config({ ignore: ['src'] }), 'other.json': '{ "exclude": ["lib"] }' };
    expect(await found(tree)).toEqual(['lib/copy.js json-copy unknown']);
    expect(await found(tree, '--config', 'other.json')).toEqual(['src/read.js sync-io unknown']);
    expect(await found(tree, '--no-config')).toEqual(both);
  });

  it('sets how many findings are shown', async () => {
    const cwd = tempTree({ ...files, ...config({ top: 1 }) });
    expect((await runCli(['analyze'], { cwd })).stdout).toContain('1 of 2 findings shown');
    expect((await runCli(['analyze', '--top', '0'], { cwd })).stdout).not.toContain('findings shown');
  });

  it('is printed with what each setting comes from', async () => {
    const cwd = tempTree({
      ...files,
      'package.json': '{ "name": "a", "workspaces": ["src"] }',
      'perfmig.config.json': '{\n  "rules": {\n    "sync-io": "off"\n  },\n  "ignore": ["dist2"]\n}\n',
      'src/package.json':
        '{ "name": "b",\n "perfmig": { "overrides": [\n{ "files": ["*.js"], "context": "request" }] } }',
    });
    const { stdout, exitCode } = await runCli(['analyze', '--print-config', 'src/read.js'], { cwd });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      path: 'src/read.js',
      sources: ['perfmig.config.json', 'src/package.json'],
      rules: {
        'sync-io': { value: 'off', from: 'perfmig.config.json:3' },
        'json-copy': { value: 'on', from: 'default' },
      },
      top: { value: 20, from: 'default' },
      context: { value: 'request', from: 'src/package.json:3' },
      ignore: [{ value: 'dist2', from: 'perfmig.config.json:5' }],
    });
  });
});

describe('a broken configuration is one line and exit code 2:', () => {
  it.each([
    [
      '{ "rules": {\n  "sync-oi": "off" } }',
      "2:3: unknown rule 'sync-oi', did you mean 'sync-io'? (perfmig list names",
    ],
    ['{ "ruls": {} }', "1:3: unknown key 'ruls', did you mean 'rules'? (there are $schema, root, rules,"],
    ['{\n "overrides": [{ "file": ["a"] }] }', "lacks 'files'"],
    [
      '{ "overrides": [{ "files": ["a"], "rule": {} }] }',
      "1:35: unknown key 'rule', did you mean 'rules'? (there are files,",
    ],
    [
      '{ "rules": { "sync-io": "OFF" } }',
      `1:25: 'rules.sync-io' can't be "OFF", did you mean 'off'? (there are on, off)`,
    ],
    ['{ "rules": { "sync-io": false } }', `1:25: 'rules.sync-io' must be a string, not false`],
    ['{ "ignore": "dist" }', `1:13: 'ignore' must be a list, not "dist"`],
    ['{ "ignore": ["../other"] }', "1:14: '../other' leads out of the folder"],
    ['{ "ignore": ["a\\\\b"] }', 'write / between folders'],
    [`{ "ignore": ["${'{a,b}'.repeat(20)}"] }`, 'stands for too many patterns'],
    ['{ "top": -1 }', "1:10: 'top' can't be -1: it must be >= 0"],
    ['{ "syncApis": [{ "api": "not a path" }] }', `'syncApis[0].api' can't be "not a path": write the package`],
    ['{ "handlers": [{ "receiver": "@acme/http()" }] }', "1:16: 'handlers[0]' needs 'methods' or 'options'"],
    ['{ "rules": ', '1:12: not valid JSON: value expected'],
    ['', '1:1: not valid JSON: value expected'],
    ['[]', '1:1: the configuration must be an object, not []'],
    ['['.repeat(200_000), 'nested too deeply'],
  ])('%s', async (text, line) => {
    const cwd = tempTree({ 'a.js': READ, 'perfmig.config.json': text });
    const { stdout, stderr, exitCode } = await runCli(['analyze'], { cwd });
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr.startsWith('perfmig: perfmig.config.json:')).toBe(true);
    expect(stderr).toContain(line);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    [{ 'perfmig.config.json': '{}', 'perfmig.config.jsonc': '{}' }, [], 'two configurations in one folder'],
    [
      { 'perfmig.config.json': '{}', 'package.json': '{ "perfmig": {} }' },
      [],
      'perfmig.config.json and package.json; keep',
    ],
    [{}, ['--config', 'none.json'], 'no such configuration file: '],
    [
      { 'perfmig.config.json': '{ "exclude": ["*.js"] }' },
      [],
      "(a.js by 'exclude', perfmig.config.json:1); --no-config",
    ],
    [{ 'perfmig.config.json': '{ "ignore": ["*"] }' }, [], "(a.js by 'ignore', perfmig.config.json:1); --no-config"],
  ])('%j %j', async (files, args, line) => {
    const cwd = tempTree({ 'a.js': READ, ...files });
    const { stdout, stderr, exitCode } = await runCli(['analyze', ...args], { cwd });
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(line);
  });

  it('a link out of the folder is not followed', async () => {
    const cwd = tempTree({ 'secret/secret.json': 'a secret', 'project/a.js': READ, 'project/package.json': '{}' });
    symlinkSync('../secret/secret.json', join(cwd, 'project/perfmig.config.json'));
    const { stderr, exitCode } = await runCli(['analyze'], { cwd: join(cwd, 'project') });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('perfmig.config.json is a link that leads out of its folder');
  });
});

it('a configuration is data: scripts of that name are not run', async () => {
  const cwd = tempTree({ 'a.js': READ, 'package.json': '{}' });
  for (const name of ['perfmig.config.js', 'perfmig.config.mjs', 'perfmig.config.ts', '.perfmigrc.js']) {
    writeFileSync(join(cwd, name), "require('fs').writeFileSync('ran', '');");
  }
  await runCli(['analyze'], { cwd });
  expect(() => readFileSync(join(cwd, 'ran'))).toThrow('ENOENT');
});

it('.perfmigignore leaves out files, in any folder, and can let in again what .gitignore left out', async () => {
  const files = {
    '.gitignore': 'made\n',
    '.perfmigignore': 'old/\n!made\n',
    'made/a.js': READ,
    'old/b.js': READ,
    'src/.perfmigignore': '*.gen.js\n',
    'src/c.gen.js': READ,
    'src/d.js': READ,
  };
  expect(await found(files)).toEqual(['made/a.js sync-io unknown', 'src/d.js sync-io unknown']);
});

it('a glob that would keep a regular expression busy for minutes takes no time', async () => {
  const cwd = tempTree({ 'a.js': READ, ...config({ ignore: [`${'**/a/'.repeat(40)}b`, `${'a*'.repeat(200)}b`] }) });
  let folder = cwd;
  for (let i = 0; i < 500; i++) mkdirSync((folder = join(folder, 'a')));
  writeFileSync(join(folder, `${'a'.repeat(240)}.js`), READ);
  expect((await runCli(['analyze'], { cwd })).exitCode).toBe(0);
});
