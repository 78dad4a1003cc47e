/** Entry of `npm run eval`: measures perfmig on checked-out repositories, against what people judged there. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { evalAnalyze } from './analyze.ts';
import { readCorpus, type Checkout } from './corpus.ts';

/** What evaluates one job of perfmig: prints its tables, returns the exit code. A new one is a file beside this and a line here. */
type Evaluation = (checkouts: readonly Checkout[], print: (text: string) => void) => Promise<number>;

const EVALUATIONS: Readonly<Record<string, Evaluation>> = { analyze: evalAnalyze };

const USAGE = `npm run eval -- analyze FILE [--dir DIR]   findings by rule and context, and the verdicts of docs/evaluation

FILE is a list of repositories as eval/corpus.json is one: [{ "name", "repo", "commit" }, …].
DIR holds each of them, checked out at its commit, under its name; default: the current folder.

Exit codes: 0 as judged; 1 something judged true is no longer found, or something false is found again;
2 wrong usage, or a repository is not there or at another commit.`;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { dir: { type: 'string', default: '.' } },
  });
  const [job = '', file, ...more] = positionals;
  const evaluation = Object.hasOwn(EVALUATIONS, job) ? EVALUATIONS[job] : undefined;
  if (!evaluation || file === undefined || more.length > 0) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  return evaluation(readCorpus(file, resolve(values.dir)), (text) => process.stdout.write(`${text}\n`));
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
