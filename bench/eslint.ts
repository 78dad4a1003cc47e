/** `npm run bench -- eslint`: what the plugin adds to linting one file of about 1,000 lines again and again, as an editor does. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { measure } from './measure.ts';
import { serverText } from './server-text.ts';
import { estimate, judge, type Verdict } from './statistics.ts';
import { table } from './table.ts';
import { withScratch } from './tree.ts';

export interface EslintBench {
  /** The folder that holds eslint-plugin/dist and node_modules/. */
  readonly project: string;
  readonly rounds: number;
  readonly print: (text: string) => void;
  readonly progress: (text: string) => void;
}

/** CPU time in milliseconds, each the median of many passes over one text in one process. */
interface Round {
  /** A pass without a rule. */
  readonly none: number;
  /** With core `no-await-in-loop` alone. */
  readonly loop: number;
  /** With the plugin's preset `recommended` alone. */
  readonly ours: number;
  readonly noneAgain: number;
  /** The parser's part of a pass. */
  readonly parsing: number;
  readonly messages: number;
}

interface Subject {
  readonly name: string;
  /** The text, and the name it is linted under. */
  readonly path: string;
  readonly filename: string;
}

interface Ratio {
  readonly name: string;
  readonly of: (round: Round) => number;
  readonly atMost?: number;
}

const RATIOS: readonly Ratio[] = [
  { name: 'pass with the plugin / with no-await-in-loop', of: ({ ours, loop }) => ours / loop, atMost: 2 },
  { name: 'what the plugin adds / parser', of: ({ ours, none, parsing }) => (ours - none) / parsing, atMost: 0.2 },
  { name: 'what nothing adds / parser', of: ({ noneAgain, none, parsing }) => (noneAgain - none) / parsing },
];

/** Passes of one round that count, after those that warm up. */
const PASSES = 30;

/** Measures and prints. Tells whether no bar was missed. */
export async function benchEslint(bench: EslintBench): Promise<boolean> {
  return withScratch(async (scratch) => {
    const verdicts: Verdict[] = [];
    for (const subject of subjects(bench.project, scratch)) verdicts.push(...(await measureSubject(bench, subject)));
    return !verdicts.includes('missed');
  });
}

/** Installed files that stay as they are as long as the lock file does, and a server written for this. */
function subjects(project: string, scratch: string): readonly Subject[] {
  const installed = (path: string): string => join(project, 'node_modules', path);
  const server = join(scratch, 'server.ts');
  writeFileSync(server, serverText());
  return [
    {
      name: 'no word any rule waits for (1,369 lines, eslint/lib/rules/indent-legacy.js)',
      path: installed('eslint/lib/rules/indent-legacy.js'),
      filename: join(scratch, 'src/indent-legacy.js'),
    },
    {
      name: 'such words, nothing found (1,050 lines, express/lib/response.js)',
      path: installed('express/lib/response.js'),
      filename: join(scratch, 'src/response.js'),
    },
    {
      name: 'found, but not for requests (1,398 lines, eslint/lib/eslint/eslint.js)',
      path: installed('eslint/lib/eslint/eslint.js'),
      filename: join(scratch, 'src/eslint.js'),
    },
    { name: 'a server with findings (TypeScript)', path: server, filename: join(scratch, 'src/server.ts') },
  ];
}

async function measureSubject(bench: EslintBench, subject: Subject): Promise<readonly Verdict[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < bench.rounds; round++) {
    bench.progress(`${subject.filename}: round ${round + 1} of ${bench.rounds}`);
    rounds.push(await runRound(bench.project, subject));
  }
  const middle = (of: (round: Round) => number): string => estimate(rounds.map(of)).median.toFixed(2);
  const [first] = rounds;
  bench.print(`\n${subject.name}: ${first?.messages ?? 0} messages, Node ${process.version}`);
  bench.print(
    `CPU: parser ${middle(({ parsing }) => parsing)} ms, pass without rules ${middle(({ none }) => none)} ms, with the plugin ${middle(({ ours }) => ours)} ms`,
  );
  const compared = RATIOS.map((ratio) => compare(ratio, rounds));
  bench.print(
    table([['ratio', 'median', 'interval', 'rounds', 'at most', 'verdict'], ...compared.map(({ row }) => row)]),
  );
  return compared.flatMap(({ verdict }) => verdict ?? []);
}

async function runRound(project: string, { path, filename }: Subject): Promise<Round> {
  const plugin = pathToFileURL(join(project, 'eslint-plugin/dist/index.js')).href;
  const args = [join(project, 'bench/contestants/lint-often.mjs'), path, filename, plugin, String(PASSES)];
  const { exitCode, stdout, stderr } = await measure({ program: process.execPath, args, cwd: project });
  if (exitCode !== 0) throw new Error(`linting ${path} failed: ${stderr.slice(0, 2_000)}`);
  return JSON.parse(stdout) as Round;
}

function compare({ name, of, atMost }: Ratio, rounds: readonly Round[]): { row: readonly string[]; verdict?: Verdict } {
  const ratio = estimate(rounds.map(of));
  const verdict = atMost === undefined ? undefined : judge(ratio, atMost);
  const row = [
    name,
    ratio.median.toFixed(3),
    `${ratio.low.toFixed(3)} to ${ratio.high.toFixed(3)} (${(ratio.coverage * 100).toFixed(0)} %)`,
    String(ratio.count),
    atMost?.toString() ?? '',
    verdict ?? '',
  ];
  return verdict === undefined ? { row } : { row, verdict };
}
