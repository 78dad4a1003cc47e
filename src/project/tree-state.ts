/** What git says of the working tree. Only reads, and runs nothing that the repository's configuration names. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export type TreeState =
  | { readonly kind: 'clean' }
  /** Paths relative to the top of the repository. */
  | { readonly kind: 'dirty'; readonly paths: readonly string[] }
  | { readonly kind: 'no-git'; readonly reason: string };

/** Hooks and monitors are programs. */
const QUIET = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--no-optional-locks'];
const STATUS = ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--ignore-submodules=dirty'];

/** The file in which people tick off what a migration has left; their ticks are no changes that it could get in the way of. */
export const LEFTOVERS_NAME = 'perfmig-leftovers.md';

const OURS = new RegExp(`(?:^|/)(?:\\.perfmig/|${LEFTOVERS_NAME.replaceAll('.', '\\.')}$)`);

/** The state of the repository around a folder; what perfmig keeps for itself is left out. Never throws. */
export async function treeState(folder: string): Promise<TreeState> {
  try {
    const { stdout } = await promisify(execFile)('git', [...QUIET, ...STATUS], { cwd: folder, maxBuffer: 1e9 });
    const paths = changedPaths(stdout).filter((path) => !OURS.test(path));
    return paths.length === 0 ? { kind: 'clean' } : { kind: 'dirty', paths };
  } catch (error) {
    return { kind: 'no-git', reason: reasonIn(error) };
  }
}

/** Reads `XY path\0`; renamed and copied files have a second path behind them. */
function changedPaths(output: string): readonly string[] {
  const fields = output.split('\0').filter((field) => field !== '');
  const paths: string[] = [];
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index] ?? '';
    paths.push(field.slice(3));
    if (/^(?:[RC].|.[RC])/.test(field)) index++;
  }
  return paths;
}

function reasonIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'git is not installed';
  const stderr = 'stderr' in error ? String(error.stderr) : '';
  return /not a git repository/.test(stderr) ? 'this is no git repository' : (stderr.trim().split('\n')[0] ?? '');
}
