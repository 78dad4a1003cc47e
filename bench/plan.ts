/** `npm run bench -- plan folders…`: a plan of the async codemods beside the project's own type check. */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { projectsOf } from '../eval/async/type-errors.ts';
import type { Contestant } from './contestants.ts';
import type { Command } from './measure.ts';
import { runRounds, type Results } from './rounds.ts';
import { estimate, judge, median, ratios, type Verdict } from './statistics.ts';
import { table } from './table.ts';

/** A plan takes at most as long as the compiler: ratio of CPU times. */
const AT_MOST = 1;
const PLAN = 'perfmig plan';
const AGAIN = `${PLAN}, again`;
const TSC = 'tsc --noEmit';

export interface PlanBench {
  /** The folder that holds bin/. */
  readonly project: string;
  /** Checked-out projects with their packages installed. */
  readonly folders: readonly string[];
  readonly rounds: number;
  readonly print: (text: string) => void;
  readonly progress: (text: string) => void;
}

/**
 * Measures and prints. Tells whether no bar was missed.
 * @throws {Error} for a folder without a compiler of its own
 */
export async function benchPlan(bench: PlanBench): Promise<boolean> {
  const verdicts: Verdict[] = [];
  const rows: (readonly string[])[] = [];
  for (const folder of bench.folders.map((path) => resolve(path))) {
    const results = await runRounds(contestants(bench.project, folder), bench.rounds, bench.progress);
    const cpu = (name: string): readonly number[] => (results.get(name) ?? []).map(({ cpuSeconds }) => cpuSeconds);
    const ratio = estimate(ratios(cpu(PLAN), cpu(TSC)));
    const noise = estimate(ratios(cpu(AGAIN), cpu(PLAN)));
    const verdict = judge(ratio, AT_MOST);
    verdicts.push(verdict);
    rows.push([
      ...[basename(folder), seconds(cpu(PLAN)), seconds(cpu(TSC)), ratio.median.toFixed(2)],
      ...[interval(ratio), String(ratio.count), interval(noise), peak(results), verdict],
    ]);
  }
  const heading = ['project', PLAN, TSC, 'ratio', 'interval', 'rounds', 'plan / plan', 'peak of the plan', 'at most 1'];
  bench.print(table([heading, ...rows]));
  return !verdicts.includes('missed');
}

function contestants(project: string, folder: string): readonly Contestant[] {
  const compiler = join(folder, 'node_modules/.bin/tsc');
  if (!existsSync(compiler)) throw new Error(`${folder}: no ${TSC} is installed there`);
  const options = ['--codemod', 'async', '--context', 'all', '--public-api', 'break', '--no-types', '--format', 'json'];
  const plan = [process.execPath, join(project, 'bin/perfmig.js'), 'plan', '.', ...options];
  // Type errors of the project are none of ours.
  const checks = projectsOf(folder).map((path) => `'${compiler}' --noEmit -p '${path}' >&2 || true`);
  return [
    contestant(PLAN, folder, plan),
    contestant(TSC, folder, ['bash', '-c', checks.join('; ')]),
    contestant(AGAIN, folder, plan),
  ];
}

function contestant(name: string, cwd: string, [program = '', ...args]: readonly string[]): Contestant {
  const command: Command = { program, args, cwd };
  // Which files it looks at is the project's own affair.
  return { name, command, files: 0, filesSeen: () => 0 };
}

function seconds(values: readonly number[]): string {
  return `${median(values).toFixed(1)} s`;
}

function interval({ low, high }: ReturnType<typeof estimate>): string {
  return `${low.toFixed(2)} to ${high.toFixed(2)}`;
}

function peak(results: Results): string {
  const bytes = (results.get(PLAN) ?? []).map(({ peakBytes }) => peakBytes);
  return `${(Math.max(...bytes) / 1e6).toFixed(0)} MB`;
}
