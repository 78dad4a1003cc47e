/** Git repositories for tests, in temporary folders. */
import { execFileSync } from 'node:child_process';
import { tempTree } from '../project/temp-tree.ts';

/** Runs git as somebody, whatever the machine's configuration says. */
export function git(root: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' });
}

/** A repository with one commit that holds these files. */
export function repositoryOf(files: Readonly<Record<string, string>>): string {
  const root = tempTree(files);
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'all');
  return root;
}

/** Files that differ from the last commit, without `.perfmig`. */
export function changedFiles(root: string): readonly string[] {
  return git(root, 'status', '--porcelain', '-uall')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(3));
}
