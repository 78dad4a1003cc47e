/** Runs `npm run eval` as people do, on repositories made for the purpose. */
import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { tempTree } from '../project/temp-tree.ts';

export const project = join(import.meta.dirname, '../..');

export function runEval(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const program = [join(project, 'node_modules/jiti/lib/jiti-cli.mjs'), join(project, 'eval/main.ts'), ...args];
    execFile(process.execPath, program, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

/** A folder with one repository, `app`, and a list that names it at its commit, with these entries besides. */
export function corpusOf(
  files: Readonly<Record<string, string>>,
  more: object = {},
): { dir: string; list: string; commit: string } {
  const dir = tempTree(Object.fromEntries(Object.entries(files).map(([path, text]) => [`app/${path}`, text])));
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: join(dir, 'app'),
      encoding: 'utf8',
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'a');
  const commit = git('rev-parse', 'HEAD').trim();
  const lists = tempTree({
    'list.json': JSON.stringify([{ name: 'app', repo: 'a/app', commit, lang: 'js', ...more }]),
  });
  return { dir, list: join(lists, 'list.json'), commit };
}
