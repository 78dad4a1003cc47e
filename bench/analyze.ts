/** `npm run bench -- analyze [folders…]`: perfmig beside ESLint, oxlint and bare parsing on the same files. */
import { basename, join, resolve } from 'node:path';
import { COMPARISONS, contestants, type Comparison } from './contestants.ts';
import type { Measurement } from './measure.ts';
import { runRounds, type Results } from './rounds.ts';
import { estimate, judge, median, ratios, type Verdict } from './statistics.ts';
import { table } from './table.ts';
import { copyPackages, copySources, withScratch, type Tree } from './tree.ts';

export interface AnalyzeBench {
  /** The folder that holds bin/ and node_modules/. */
  readonly project: string;
  /** Measured one by one; none stands for a tree made of installed packages. */
  readonly folders: readonly string[];
  readonly rounds: number;
  readonly print: (text: string) => void;
  readonly progress: (text: string) => void;
}

/** Measures and prints. Tells whether no bar was missed. */
export async function benchAnalyze(bench: AnalyzeBench): Promise<boolean> {
  let isGood = true;
  for (const folder of bench.folders.length > 0 ? bench.folders : [undefined]) {
    const verdicts = await withScratch((scratch) => measureFolder(bench, folder, scratch));
    if (verdicts.includes('missed')) isGood = false;
  }
  return isGood;
}

async function measureFolder(
  bench: AnalyzeBench,
  folder: string | undefined,
  scratch: string,
): Promise<readonly Verdict[]> {
  const fill = (to: string): Tree =>
    folder === undefined
      ? copyPackages(join(bench.project, 'node_modules'), to)
      : copySources(resolve(folder), join(to, basename(resolve(folder))));
  const once = { ...fill(join(scratch, 'once')), folder: join(scratch, 'once') };
  fill(join(scratch, 'twice/first'));
  fill(join(scratch, 'twice/second'));
  const twice = { folder: join(scratch, 'twice'), files: once.files * 2, bytes: once.bytes * 2 };
  const megabytes = (once.bytes / 1e6).toFixed(1);
  bench.print(`\n${folder ?? 'installed packages'}: ${once.files} files, ${megabytes} MB, Node ${process.version}`);
  const results = await runRounds(contestants(bench.project, once, twice), bench.rounds, bench.progress);
  bench.print(`\n${absolutes(results)}\n`);
  const compared = COMPARISONS.map((comparison) => compare(comparison, results));
  const heading = ['ratio', 'of', 'median', 'interval', 'rounds', 'at most', 'verdict'];
  bench.print(table([heading, ...compared.map(({ row }) => row)]));
  return compared.flatMap(({ verdict }) => verdict ?? []);
}

/** The medians of each contestant, as a table. */
export function absolutes(results: Results): string {
  const middle = (runs: readonly Measurement[], of: (run: Measurement) => number) => median(runs.map(of));
  const rows = [...results].map(([name, runs]) => [
    name,
    `${middle(runs, (run) => run.cpuSeconds).toFixed(2)} s`,
    `${middle(runs, (run) => run.wallSeconds).toFixed(2)} s`,
    `${(middle(runs, (run) => run.peakBytes) / 1e6).toFixed(0)} MB`,
  ]);
  return table([['median of', 'CPU', 'wall', 'peak memory'], ...rows]);
}

/** One ratio as a row of the table, and whether it keeps to its bar. */
export function compare(
  comparison: Comparison,
  results: Results,
): { readonly row: readonly string[]; readonly verdict?: Verdict } {
  const values = (name: string) => (results.get(name) ?? []).map((run) => run[comparison.of]);
  const ratio = estimate(ratios(values(comparison.subject), values(comparison.against)));
  const verdict = comparison.atMost === undefined ? undefined : judge(ratio, comparison.atMost);
  const row = [
    `${comparison.subject} / ${comparison.against}`,
    comparison.of === 'cpuSeconds' ? 'CPU' : 'memory',
    ratio.median.toFixed(3),
    `${ratio.low.toFixed(3)} to ${ratio.high.toFixed(3)} (${(ratio.coverage * 100).toFixed(0)} %)`,
    String(ratio.count),
    comparison.atMost?.toString() ?? '',
    verdict ?? 'noise',
  ];
  return verdict === undefined ? { row } : { row, verdict };
}
