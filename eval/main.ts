/** Entry of `npm run eval`: measures perfmig on checked-out repositories, against what people judged there. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { evalAnalyze } from './analyze.ts';
import { evalAsync } from './async.ts';
import type { AsyncOptions } from './async/perfmig.ts';
import { readCorpus, type Checkout } from './corpus.ts';
import { evalEdges } from './edges/evaluate.ts';
import { evalEslint } from './eslint.ts';
import { evalFuzz } from './fuzz.ts';
import { evalServe } from './serve.ts';

/** What evaluates one job of perfmig: prints its tables, returns the exit code. A new one is a file beside this and a line here. */
type Evaluation = (
  checkouts: readonly Checkout[],
  print: (text: string) => void,
  options: AsyncOptions,
) => Promise<number>;

const EVALUATIONS: Readonly<Record<string, Evaluation>> = {
  analyze: evalAnalyze,
  async: evalAsync,
  edges: evalEdges,
  eslint: evalEslint,
  serve: evalServe,
};

const USAGE = `npm run eval -- analyze FILE [--dir DIR]   findings by rule and context, and the verdicts of docs/evaluation
npm run eval -- async FILE [--dir DIR]     migrates copies: conversions, tests and type errors before and after, waste
                                           (runs the built command: npm run build comes first)
npm run eval -- edges FILE [--dir DIR]     callers of synchronous functions, recorded while the tests run, that the call
                                           graph of the async codemods lacks; installs where there is no node_modules
npm run eval -- eslint FILE [--dir DIR]    whether eslint-plugin-perfmig says what the command says, and its time
npm run eval -- serve FILE [--dir DIR]     starts servers before and after a migration: the answers to 100 requests, byte
                                           for byte, and how long the event loop is held under 50 connections
npm run eval -- fuzz FOLDER… [--packages N] migrates a copy of each package of these node_modules (N of them, 300 where
                                           nothing is said), a second time, and takes it back: nothing may crash,
                                           every file must parse

FILE is a list of repositories as eval/corpus.json is one: [{ "name", "repo", "commit", "install", "test" }, …].
DIR holds each of them, checked out at its commit, under its name; default: the current folder.
  --only NAME          only this repository; may be repeated
  --public-api WAY     of async: keep (the default), dual or break
  --context WHICH      of async: all (the default) or serving

Exit codes: 0 as judged, nothing broken or missing; 1 something judged true is no longer found, something false is found
again, a test, a type or a tree is broken, or a caller is missing; 2 wrong usage, or a repository is not there, at another
commit, or can't be run.`;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      dir: { type: 'string', default: '.' },
      only: { type: 'string', multiple: true, default: [] },
      'public-api': { type: 'string', default: 'keep' },
      context: { type: 'string', default: 'all' },
      packages: { type: 'string', default: '300' },
    },
  });
  const [job = '', file, ...more] = positionals;
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  if (job === 'fuzz' && file !== undefined) {
    const folders = [file, ...more].map((folder) => resolve(folder));
    return evalFuzz(folders, { packages: Number(values.packages) }, print);
  }
  const evaluation = Object.hasOwn(EVALUATIONS, job) ? EVALUATIONS[job] : undefined;
  if (!evaluation || file === undefined || more.length > 0) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const checkouts = chosen(readCorpus(file, resolve(values.dir)), values.only);
  const options = { publicApi: values['public-api'], context: values.context };
  return evaluation(checkouts, print, options);
}

/** @throws {Error} for a name that is not in the list */
function chosen(checkouts: readonly Checkout[], names: readonly string[]): readonly Checkout[] {
  const unknown = names.find((name) => !checkouts.some((one) => one.name === name));
  if (unknown !== undefined) throw new Error(`--only ${unknown}: the list has no repository of that name`);
  return names.length === 0 ? checkouts : checkouts.filter(({ name }) => names.includes(name));
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
