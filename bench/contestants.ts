/** Who is measured on a tree, and the bars between them. */
import { appendFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Measurement } from './measure.ts';
import type { Tree } from './tree.ts';

export interface Contestant {
  readonly name: string;
  readonly command: Command;
  /** Done before each run, unmeasured. */
  readonly prepare?: () => void;
  /** How many files it must say it looked at. */
  readonly files: number;
  /** How many it looked at. */
  filesSeen(measurement: Measurement): number;
}

export interface Comparison {
  readonly subject: string;
  readonly against: string;
  readonly of: 'cpuSeconds' | 'peakBytes';
  /** Undefined for a tool against itself, which only shows how much the machine wavers. */
  readonly atMost?: number;
}

const ALL = 'perfmig, all rules';
const ALL_AGAIN = `${ALL}, again`;
const ALL_TWICE = `${ALL}, twice the files`;
const FIRST = `${ALL}, first run`;
const SECOND = `${ALL}, second run`;
const EDITED = `${ALL}, one file changed`;
const SYNC_IO = 'perfmig --rule sync-io';
const SYNC_IO_AGAIN = `${SYNC_IO}, again`;
const ESLINT = 'ESLint';
const OXLINT = 'oxlint';
const PARSING = 'parsing alone';

export const COMPARISONS: readonly Comparison[] = [
  { subject: ALL, against: ESLINT, of: 'cpuSeconds', atMost: 0.1 },
  { subject: ALL, against: PARSING, of: 'cpuSeconds', atMost: 1.6 },
  { subject: ALL, against: PARSING, of: 'peakBytes', atMost: 1.5 },
  { subject: SYNC_IO, against: OXLINT, of: 'cpuSeconds', atMost: 3 },
  { subject: ALL_TWICE, against: ALL, of: 'cpuSeconds', atMost: 2.2 },
  { subject: SECOND, against: FIRST, of: 'cpuSeconds', atMost: 0.25 },
  { subject: EDITED, against: FIRST, of: 'cpuSeconds', atMost: 0.33 },
  { subject: ALL_AGAIN, against: ALL, of: 'cpuSeconds' },
  { subject: ALL_AGAIN, against: ALL, of: 'peakBytes' },
  { subject: SYNC_IO_AGAIN, against: SYNC_IO, of: 'cpuSeconds' },
];

/** The contestants in the order in which each round runs them. `twice` holds every file of `once` two times. */
export function contestants(project: string, once: Tree, twice: Tree): readonly Contestant[] {
  const cached = (name: string, tree: Tree, ...extra: readonly string[]): Contestant => ({
    name,
    command: node(tree, join(project, 'bin/perfmig.js'), 'analyze', '.', '--format', 'json', ...extra),
    files: tree.files,
    filesSeen: ({ stdout }) => filesRead(stdout),
  });
  // Others don't remember earlier runs.
  const perfmig = (name: string, tree: Tree, extra: readonly string[] = []): Contestant =>
    cached(name, tree, '--no-cache', ...extra);
  const ours = join(project, 'bench/contestants');
  const installed = join(project, 'node_modules');
  return [
    perfmig(ALL, once),
    { ...counted(once), name: PARSING, command: node(once, join(ours, 'parse-only.mjs')) },
    perfmig(SYNC_IO, once, ['--rule', 'sync-io']),
    {
      name: OXLINT,
      command: node(once, join(installed, 'oxlint/bin/oxlint'), '-c', join(ours, 'oxlint.json'), '-f', 'json', '.'),
      files: once.files,
      filesSeen: ({ stdout }) => numberAt(stdout, 'number_of_files'),
    },
    perfmig(ALL_AGAIN, once),
    perfmig(ALL_TWICE, twice),
    perfmig(SYNC_IO_AGAIN, once, ['--rule', 'sync-io']),
    { ...cached(FIRST, once), prepare: () => forget(once) },
    cached(SECOND, once),
    { ...cached(EDITED, once), prepare: () => changeFile(once) },
    { ...counted(once), name: ESLINT, command: eslint(once, installed, ours) },
  ];
}

function forget({ folder }: Tree): void {
  rmSync(join(folder, '.perfmig'), { recursive: true, force: true });
}

/** Adds a blocking function to the file in the middle, under another name each time. */
function changeFile({ folder }: Tree): void {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => /\.[cm]?[jt]s$/.test(name) && statSync(join(folder, name)).isFile()).sort();
  const path = join(folder, sources[Math.floor(sources.length / 2)] ?? '');
  appendFileSync(path, `\nexport const added${Date.now()} = () => require('node:fs').readFileSync('added');\n`);
}

function eslint(tree: Tree, installed: string, ours: string): Command {
  const config = join(ours, 'blocking-calls.config.mjs');
  return node(tree, join(installed, 'eslint/bin/eslint.js'), '-c', config, '-f', join(ours, 'eslint-count.mjs'), '.');
}

function counted(tree: Tree): Pick<Contestant, 'files' | 'filesSeen'> {
  return { files: tree.files, filesSeen: ({ stdout }) => numberAt(stdout, 'files') };
}

function node(tree: Tree, ...args: readonly string[]): Command {
  return { program: process.execPath, args, cwd: tree.folder };
}

/** How many files a run of perfmig has read, by its JSON; it counts those it skipped too. */
export function filesRead(json: string): number {
  const { summary, failures } = JSON.parse(json) as {
    readonly summary: { readonly files: number };
    readonly failures: readonly { readonly stage: string }[];
  };
  return summary.files - failures.filter(({ stage }) => stage === 'skip' || stage === 'read').length;
}

/** A number at the top of JSON text; NaN where there is none. */
function numberAt(json: string, key: string): number {
  const value = (JSON.parse(json) as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'number' ? value : NaN;
}
