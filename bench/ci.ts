/** `npm run bench -- ci`: comparing two commits of 3,000 files, ten of them changed, beside one cold analysis. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { absolutes, compare, type AnalyzeBench } from './analyze.ts';
import { filesRead, type Comparison, type Contestant } from './contestants.ts';
import { runRounds } from './rounds.ts';
import type { Verdict } from './statistics.ts';
import { table } from './table.ts';
import { copyPackages, withScratch, type Tree } from './tree.ts';

const COLD = 'analyze, without a cache';
const COLD_AGAIN = `${COLD}, again`;
const CI_COLD = 'ci, without a cache';
const CI_RESTORED = 'ci, with the cache of the base';
const CHANGED_FILES = 10;

const COMPARISONS: readonly Comparison[] = [
  { subject: CI_RESTORED, against: COLD, of: 'cpuSeconds', atMost: 0.33 },
  { subject: CI_COLD, against: COLD, of: 'cpuSeconds', atMost: 1.3 },
  { subject: CI_COLD, against: COLD, of: 'peakBytes' },
  { subject: COLD_AGAIN, against: COLD, of: 'cpuSeconds' },
];

/** Measures and prints. Tells whether no bar was missed. */
export async function benchCi({ project, rounds, print, progress }: Omit<AnalyzeBench, 'folders'>): Promise<boolean> {
  return withScratch(async (scratch) => {
    const tree = copyPackages(join(project, 'node_modules'), join(scratch, 'tree'));
    commitChange(tree.folder);
    print(`\ninstalled packages: ${tree.files} files, ${CHANGED_FILES} of them changed, Node ${process.version}`);
    const results = await runRounds(contestants(project, tree, scratch), rounds, progress);
    print(`\n${absolutes(results)}\n`);
    const compared = COMPARISONS.map((comparison) => compare(comparison, results));
    const heading = ['ratio', 'of', 'median', 'interval', 'rounds', 'at most', 'verdict'];
    print(table([heading, ...compared.map(({ row }) => row)]));
    const verdicts = compared.flatMap(({ verdict }): readonly Verdict[] => (verdict ? [verdict] : []));
    return !verdicts.includes('missed');
  });
}

function contestants(project: string, tree: Tree, scratch: string): readonly Contestant[] {
  const [state, kept] = [join(tree.folder, '.perfmig'), join(scratch, 'kept')];
  const perfmig = (name: string, ...args: readonly string[]): Contestant => ({
    name,
    command: {
      program: process.execPath,
      args: [join(project, 'bin/perfmig.js'), ...args, '--format', 'json'],
      cwd: tree.folder,
    },
    files: tree.files,
    filesSeen: ({ stdout }) => filesRead(stdout),
  });
  const ci = ['ci', '--base', 'main', '--fail-on', 'none'];
  keepCacheOfBase(perfmig('', 'analyze').command, state, kept);
  const restore = (): void => {
    rmSync(state, { recursive: true, force: true });
    cpSync(kept, state, { recursive: true });
  };
  return [
    perfmig(COLD, 'analyze', '--no-cache'),
    perfmig(CI_COLD, ...ci, '--no-cache'),
    { ...perfmig(CI_RESTORED, ...ci), prepare: restore },
    perfmig(COLD_AGAIN, 'analyze', '--no-cache'),
  ];
}

/** What a job on the main branch would have left. */
function keepCacheOfBase({ program, args, cwd }: Contestant['command'], state: string, kept: string): void {
  git(cwd, 'checkout', '-q', 'main');
  execFileSync(program, args, { cwd, stdio: 'ignore' });
  git(cwd, 'checkout', '-q', 'topic');
  cpSync(state, kept, { recursive: true });
}

/** Commits the tree, and on a branch a blocking function more in ten of its files. */
function commitChange(folder: string): void {
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'base');
  git(folder, 'checkout', '-qb', 'topic');
  const sources = git(folder, 'ls-files', '*.js')
    .split('\n')
    .filter((name) => name !== '');
  const step = Math.floor(sources.length / CHANGED_FILES);
  for (let at = 0; at < CHANGED_FILES; at++) {
    const added = `\nmodule.exports.added = () => require('node:fs').readFileSync('added');\n`;
    appendFileSync(join(folder, sources[at * step] ?? ''), added);
  }
  git(folder, 'commit', '-qam', 'topic');
}

function git(cwd: string, ...args: readonly string[]): string {
  const names = {
    GIT_AUTHOR_NAME: 'bench',
    GIT_AUTHOR_EMAIL: 'a@b.c',
    GIT_COMMITTER_NAME: 'bench',
    GIT_COMMITTER_EMAIL: 'a@b.c',
  };
  return execFileSync('git', args, { cwd, env: { ...process.env, ...names }, encoding: 'utf8', maxBuffer: 1e9 });
}
