/** Entry of `npm run bench`: measures perfmig against other tools, in ratios. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchAnalyze } from './analyze.ts';
import { benchCi } from './ci.ts';
import { benchDetectors } from './detectors.ts';
import { benchEslint } from './eslint.ts';
import { benchPage } from './page.ts';
import { benchPlan } from './plan.ts';
import { benchPooled } from './pooled.ts';

const USAGE = `npm run bench -- analyze [--rounds N] [folders…]   CPU time and peak memory beside ESLint, oxlint, bare parsing
npm run bench -- ci [--rounds N]                   CPU time of comparing two commits beside one cold analysis
npm run bench -- plan [--rounds N] folders…         CPU time of a plan of the async codemods beside the projects' own tsc
npm run bench -- detectors                         what each detector finds of the labelled calls
npm run bench -- eslint [--rounds N]               what the plugin adds to linting one file, beside a core rule and the parser
npm run bench -- pooled [--rounds N]               programs before and after pooled-clients, on PostgreSQL and Redis
npm run bench -- page [--rounds N]                 first interaction with the HTML report of 10,000 findings, beside 100 (Chromium)
npm run bench -- runtime [--rounds N] [parts…]     CPU time of the built runtime beside the libraries people know`;

const FEWEST_ROUNDS = 11;
const project = join(import.meta.dirname, '..');

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { rounds: { type: 'string', default: String(FEWEST_ROUNDS) } },
  });
  const [subcommand, ...folders] = positionals;
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds takes a whole number, not ${values.rounds}`);
  if (subcommand === 'analyze') return (await benchAnalyze({ project, folders, rounds, print, progress })) ? 0 : 1;
  if (subcommand === 'ci' && folders.length === 0) return (await benchCi({ project, rounds, print, progress })) ? 0 : 1;
  if (subcommand === 'eslint' && folders.length === 0)
    return (await benchEslint({ project, rounds, print, progress })) ? 0 : 1;
  if (subcommand === 'page' && folders.length === 0) return (await benchPage({ rounds, print, progress })) ? 0 : 1;
  if (subcommand === 'plan' && folders.length > 0) {
    return (await benchPlan({ project, folders, rounds, print, progress })) ? 0 : 1;
  }
  if (subcommand === 'detectors' && folders.length === 0) {
    print(await benchDetectors(project));
    return 0;
  }
  if (subcommand === 'pooled' && folders.length === 0) {
    await benchPooled({ project, rounds, print, progress });
    return 0;
  }
  if (subcommand === 'runtime') {
    // A process of its own: its libraries are those of the runtime's workspace.
    const script = join(project, 'runtime/bench/main.ts');
    return spawnSync('jiti', [script, String(rounds), ...folders], { cwd: project, stdio: 'inherit' }).status ?? 2;
  }
  print(USAGE);
  return 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
