/** Finds scripts for Node that have no extension: the commands of a package. */
import { closeSync, openSync, readSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { readJson } from './json-file.ts';
import { commandsIn } from './package-info.ts';
import type { Found } from './walk.ts';

/** As long as a first line that names an interpreter may be. */
const FIRST_LINE_BYTES = 128;

/** Adds files directly in a `bin` folder, and those a package.json names as its commands, whose first line says Node. */
export function addExecutables(found: Found): void {
  const named = new Set([...found.configs].flatMap((config) => commandsOf(config, found)));
  for (const path of found.bare) {
    const isCandidate = named.has(path) || basename(dirname(path)) === 'bin';
    if (isCandidate && isNodeScript(join(found.root, path))) found.sources.add(path);
  }
}

/** The root-relative paths of a package's commands; none where its package.json is broken, which is told elsewhere. */
function commandsOf(config: string, { root, bare }: Found): readonly string[] {
  if (bare.size === 0 || posix.basename(config) !== 'package.json') return [];
  const file = readJson(root, config, 'strict');
  return file.kind === 'failure' ? [] : commandsIn(file.value, posix.dirname(config));
}

/** Whether the file begins with `#!` and an interpreter called node. Never throws. */
export function isNodeScript(absolutePath: string): boolean {
  const bytes = Buffer.alloc(FIRST_LINE_BYTES);
  try {
    const file = openSync(absolutePath, 'r');
    try {
      readSync(file, bytes, 0, FIRST_LINE_BYTES, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
  return /^#!.*\bnode(?:js)?\b/.test(bytes.toString('latin1'));
}
