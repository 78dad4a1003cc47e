/** docs/dependencies.md gives a reason for every dependency, and for nothing else. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

type Versions = Readonly<Record<string, string>>;

interface Manifest {
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
}

async function dependenciesOf(path: string): Promise<readonly string[]> {
  const { dependencies, devDependencies } = JSON.parse(await readFile(join(root, path), 'utf8')) as Manifest;
  return Object.keys({ ...dependencies, ...devDependencies });
}

it('lists the dependencies of every package.json', async () => {
  const page = await readFile(join(root, 'docs/dependencies.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1]));
  const wanted = await Promise.all(
    ['package.json', 'runtime/package.json', 'eslint-plugin/package.json'].map(dependenciesOf),
  );
  expect(named.sort()).toEqual([...new Set(wanted.flat())].sort());
});
