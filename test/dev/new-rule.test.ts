/** `npm run new rule ID` on a copy of what it touches: the scaffold is found, and its fixtures say what the rule does. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const run = promisify(execFile);
/** A copy has no cache of compiled modules, and the machine may be busy. */
vi.setConfig({ testTimeout: 60_000 });

const repository = join(import.meta.dirname, '../..');

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'perfmig-new-'));
  await mkdir(join(root, 'rules'));
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
  for (const name of [
    'src',
    'runtime/src',
    'eslint-plugin/README.md',
    'README.md',
    'tsconfig.json',
    'package.json',
    '.prettierrc.json',
  ]) {
    await cp(join(repository, name), join(root, name), { recursive: true });
  }
});

afterEach(() => rm(root, { recursive: true }));

function dev(script: string, ...args: readonly string[]) {
  return run('node_modules/.bin/jiti', [`src/dev/${script}.ts`, ...args], { cwd: root });
}

/** The exit code and standard error of a run that must fail. */
async function failureOf(script: string, ...args: readonly string[]): Promise<string> {
  try {
    await dev(script, ...args);
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'stderr' in error) {
      return `${String(error.code)}: ${String(error.stderr)}`;
    }
    throw error;
  }
  throw new Error(`${script} ${args.join(' ')} did not fail`);
}

const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

describe('npm run new rule', () => {
  it('makes a rule that the catalog, the table and the generator know', async () => {
    await dev('new', 'rule', 'slow-example');
    expect(await read('src/catalog/rules.ts')).toContain("from '../../rules/slow-example/rule.ts'");
    expect(await read('README.md')).toContain('[`slow-example`](rules/slow-example/README.md)');
    expect(await read('rules/slow-example/README.md')).toMatch(/^<!-- generated: head -->\n\n# slow-example\n/);
    expect(await read('fixtures/rules/slow-example/found/named-import.js')).toContain('// found');
    const { stdout } = await dev('generate', '--check');
    expect(stdout).toContain('generated files are fresh');
  });

  it('refuses an id that is taken or misspelt, and says how to call it', async () => {
    await mkdir(join(root, 'rules/slow-example'));
    expect(await failureOf('new', 'rule', 'slow-example')).toMatch(/^2: .*is there already/);
    expect(await failureOf('new', 'rule', 'SlowExample')).toMatch(/^2: usage/);
    expect(await failureOf('new', 'widget', 'x')).toMatch(/^2: usage/);
  });
});

describe('npm run new codemod', () => {
  it('makes a codemod that the catalog and the table know, and whose code compiles', async () => {
    await dev('new', 'codemod', 'swift-example');
    expect(await read('src/catalog/codemods.ts')).toContain("import('../../codemods/swift-example/codemod.ts')");
    expect(await read('README.md')).toContain('codemods/swift-example/README.md');
    expect(await read('fixtures/codemods/swift-example/named-import/after/app.js')).toContain('workFast()');
  });
});

describe('npm run generate -- --check', () => {
  it('names what is stale, and fails', async () => {
    await rm(join(root, 'src/catalog/rules.ts'));
    expect(await failureOf('generate', '--check')).toMatch(/^1: stale: .*src\/catalog\/rules.ts/s);
  });
});
