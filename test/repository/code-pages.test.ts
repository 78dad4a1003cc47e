/** Every code of a refusal has a page, and every page a code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codePages } from '../../src/cli/code-pages.ts';
import { tempTree } from '../project/temp-tree.ts';
import { runCli } from '../cli/run-cli.ts';

const root = join(import.meta.dirname, '../..');
const FAMILIES = [
  ...['barrier', 'hazard', 'twin', 'test', 'kept', 'left', 'gate', 'conflict', 'file'],
  ...['backoff', 'bounded-concurrency', 'pooled-clients'],
];

/** The closed set of the async codemods. */
const ASYNC_CODES = {
  barrier: `constructor accessor generator implicit-method field-initializer default-parameter decorator escapes stored
    unresolved-call sync-callback exit-hook promise-executor suite-body public-api external-hierarchy module-exports
    top-level react arguments-this vendored ambiguous`,
  hazard: 'shared-state check-then-act order late-listener descriptors',
  twin: 'none option node-version',
  test: 'done fake-timers mock',
  kept: 'startup test build',
  left: 'not-worth-it skipped',
  gate: 'types unawaited parse verify',
};

function asyncCodes(): readonly string[] {
  return Object.entries(ASYNC_CODES).flatMap(([family, names]) =>
    names.split(/\s+/).map((name) => `${family}/${name}`),
  );
}

/** Codes that the sources name. */
function usedCodes(): readonly string[] {
  const paths = ['src', 'codemods'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(root, folder, path)),
  );
  const literal = new RegExp(`'((?:${FAMILIES.join('|')})/[a-z-]+)'`, 'g');
  const texts = paths.filter((path) => path.endsWith('.ts')).map((path) => readFileSync(path, 'utf8'));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(literal)].map(([, code = '']) => code)))];
}

describe('the pages of codes', () => {
  it('are there for every code of the sources and of the async codemods, and for no other', () => {
    const used = usedCodes();
    expect(used).toContain('gate/parse');
    expect([...codePages().keys()].sort()).toEqual([...new Set([...used, ...asyncCodes()])].sort());
  });

  it.each([...codePages()])('%s says what it means, shows an example and says what to do', (_, page) => {
    expect(page).toMatch(/^# \S+\n\n\S.+\n\n```\w+\n[^]+```\n\nWhat to do: \S/);
  });

  it('are printed by explain, and a wrong code gets the nearest', async () => {
    const cwd = tempTree({});
    expect((await runCli(['explain', 'barrier/constructor'], { cwd })).stdout).toContain("can't wait");
    const wrong = await runCli(['explain', 'barrier/constuctor'], { cwd });
    expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
    expect(wrong.stderr).toContain("did you mean 'barrier/constructor'?");
  });
});
