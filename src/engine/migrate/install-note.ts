/** What to run after a package.json has got a new dependency. */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Plan } from '../../contracts.ts';
import { isObject, readJson, stringIn } from '../../project/json-file.ts';

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

/** The package manager a project says it is made with, or else the one its lock file is of. */
function managerOf(root: string): string {
  const manifest = readJson(root, 'package.json', 'strict');
  const said = manifest.kind === 'value' && isObject(manifest.value) ? stringIn(manifest.value, 'packageManager') : '';
  const [, name] = /^(npm|pnpm|yarn|bun)@/.exec(said ?? '') ?? [];
  return name ?? LOCK_FILES.find(([file]) => existsSync(join(root, file)))?.[1] ?? 'npm';
}
