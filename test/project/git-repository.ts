/** Real repositories for one test, with nothing of the machine's own configuration of git, and fixed names. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tempTree } from './temp-tree.ts';

const GIT_ENVIRONMENT = {
  ...{
    PATH: process.env['PATH'],
    HOME: '/nonexistent',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
  },
  ...{ GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b.c', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b.c' },
};

/** Runs git and returns what it prints. */
export function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd, env: GIT_ENVIRONMENT, encoding: 'utf8', stdio: 'pipe' });
}

/** Writes files into a folder, from path to content. */
export function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Writes files and commits all that differs. */
export function commit(root: string, files: Readonly<Record<string, string>>): void {
  write(root, files);
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'x');
}

/** A repository with one commit on main. */
export function repositoryOf(files: Readonly<Record<string, string>>): string {
  const root = tempTree(files);
  git(root, 'init', '-q', '-b', 'main');
  commit(root, {});
  return root;
}
