/** What to run with the package manager of a project. */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Plan } from '../../contracts.ts';
import { isObject, readJson, stringIn, type JsonObject } from '../../project/json-file.ts';

/** Lock files and whose they are; npm where there is none. */
const LOCK_FILES = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
] as const;

/** The command, if the plan changes a package.json. */
export function installNotes(root: string, plan: Plan): readonly string[] {
  const changed = plan.files.map(({ path }) => path).filter((path) => posix.basename(path) === 'package.json');
  return changed.length === 0 ? [] : [`Run \`${managerOf(root)} install\`: ${changed.join(', ')} names what is new.`];
}

/** What npm writes where nobody has said how to run tests. */
const NO_TESTS = /^echo "Error: no test specified"/;

/** The command that runs the project's tests; undefined where package.json has none. */
export function testCommandOf(root: string): string | undefined {
  const manifest = manifestOf(root);
  const scripts = manifest['scripts'];
  const script = isObject(scripts) ? stringIn(scripts, 'test') : undefined;
  return script === undefined || NO_TESTS.test(script) ? undefined : `${managerOf(root)} test`;
}

/** The package manager a project says it is made with, or else the one its lock file is of. */
function managerOf(root: string): string {
  const [, name] = /^(npm|pnpm|yarn|bun)@/.exec(stringIn(manifestOf(root), 'packageManager') ?? '') ?? [];
  return name ?? LOCK_FILES.find(([file]) => existsSync(join(root, file)))?.[1] ?? 'npm';
}

function manifestOf(root: string): JsonObject {
  const manifest = readJson(root, 'package.json', 'strict');
  return manifest.kind === 'value' && isObject(manifest.value) ? manifest.value : {};
}
