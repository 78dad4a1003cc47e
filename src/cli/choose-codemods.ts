/** The codemods a run was asked for: ids of the catalog, and paths of transforms. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ALL, withoutAll } from '../catalog/codemods-all.ts';
import type { Codemod, CodemodEntry } from '../contracts.ts';
import { UsageError } from '../project/errors.ts';
import { suggestion } from '../project/nearest.ts';

/** Makes a codemod of the transform in a file. */
export type LoadTransform = (path: string) => Promise<Codemod>;

/**
 * Loads them, each once, in the order given; `all` stands for all there are. What looks like a path, or is one, is a
 * transform.
 * @throws {UsageError} where none is named, or one is unknown
 */
export async function chooseCodemods(
  all: readonly CodemodEntry[],
  names: readonly string[],
  cwd: string,
  loadTransform: LoadTransform,
): Promise<readonly Codemod[]> {
  const known = [...all.map(({ id }) => id), ALL];
  if (names.length === 0) {
    throw new UsageError(
      `--codemod is missing: name one of ${known.join(', ')}, or the path of a jscodeshift transform`,
    );
  }
  const chosen: Codemod[] = [];
  // One after another: loaders hand out half-loaded modules where imports overlap.
  for (const name of withoutAll(names)) {
    const entry = all.find(({ id }) => id === name);
    if (entry) chosen.push(await entry.load());
    else if (isPath(name) || existsSync(resolve(cwd, name))) chosen.push(await loadTransform(resolve(cwd, name)));
    else {
      const paths = `there are ${known.join(', ')}; a transform is named by its path, such as ./transform.ts`;
      throw new UsageError(`unknown codemod '${name}'${suggestion(name, known)} (${paths})`);
    }
  }
  return chosen;
}

function isPath(name: string): boolean {
  return /[\\/]|\.[cm]?[jt]sx?$/.test(name);
}
