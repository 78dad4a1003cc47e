/** The action and the templates: what they run, and that nothing of a pull request gets into a script. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { git } from '../project/git-repository.ts';
import { tempTree } from '../project/temp-tree.ts';
import { branched, SLOW_SERVER } from './service.ts';

const root = join(import.meta.dirname, '../..');

interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly id?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');

describe('action.yml', () => {
  it('puts no expression into a script', () => {
    const scripts = action.runs.steps.flatMap(({ run }) => run ?? []);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });

  it('has its inputs and outputs described, there and in the documentation', () => {
    const names = [...Object.keys(action.inputs), ...Object.keys(action.outputs)];
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    expect(
      [...Object.values(action.inputs), ...Object.values(action.outputs)].filter(({ description }) => !description),
    ).toEqual([]);
  });

  it('runs: its script compares, writes outputs and the result, and fails by the policy', () => {
    const work = branched({ 'src/server.js': SLOW_SERVER });
    const tool = tempTree({
      'node_modules/perfmig/bin/perfmig.js': `import(${JSON.stringify(join(root, 'bin/perfmig.js'))});\n`,
      output: '',
      summary: '',
    });
    const step = action.runs.steps.find(({ id }) => id === 'ci');
    const given = Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, value]) => [name, inputOf(value)]));
    const env = {
      PATH: process.env['PATH'],
      ...given,
      TOOL: tool,
      POST: 'false',
      BASE: 'main',
      OUTPUT: 'perfmig.json',
    };
    const files = {
      GITHUB_WORKSPACE: work,
      GITHUB_OUTPUT: join(tool, 'output'),
      GITHUB_STEP_SUMMARY: join(tool, 'summary'),
    };
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? 'false'], {
      cwd: work,
      env: { ...env, ...files },
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
    expect([ran.status, ran.stderr]).toEqual([
      1,
      "perfmig: 1 new finding worth a day's work, 0 allowed (--fail-on new)\n",
    ]);
    const outputs = readFileSync(join(tool, 'output'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect(outputs.sort()).toEqual(Object.keys(action.outputs).sort());
    expect(JSON.parse(readFileSync(join(work, 'perfmig.json'), 'utf8'))).toMatchObject({
      version: 1,
      verdict: { failed: true },
    });
    expect(git(work, 'status', '--porcelain')).toBe('?? perfmig.json\n');
  });
});

describe('templates', () => {
  const paths = ['github', 'gitlab'].flatMap((host) =>
    readdirSync(join(root, 'templates', host)).map((name) => `${host}/${name}`),
  );

  it.each(paths)('%s is YAML, and is named in the documentation', (path) => {
    expect(parse(readFileSync(join(root, 'templates', path), 'utf8'))).toBeTypeOf('object');
    expect(page).toContain(`templates/${path}`);
  });

  it('give the job that sees a stranger code no right to write, and the other one no code', () => {
    const read = (name: string): string => readFileSync(join(root, 'templates/github', name), 'utf8');
    expect((parse(read('fork-analyze.yml')) as { permissions: object }).permissions).toEqual({ contents: 'read' });
    expect(read('fork-comment.yml')).not.toContain('actions/checkout');
    for (const name of readdirSync(join(root, 'templates/github')))
      expect(read(name)).not.toContain('pull_request_target');
  });
});

/** What an input is by default. */
function inputOf(value: string): string {
  const name = /inputs\.([\w-]+)/.exec(value)?.[1] ?? '';
  const given = action.inputs[name]?.default ?? '';
  return given.includes('${{') ? '' : given;
}
