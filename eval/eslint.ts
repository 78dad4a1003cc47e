/** `npm run eval -- eslint`: the plugin beside the command on whole repositories, and its time beside ESLint's own rules. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Linter } from 'eslint';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import { estimate } from '../bench/statistics.ts';
import { table } from '../bench/table.ts';
import { rules } from '../src/catalog/rules.ts';
import { analyze } from '../src/engine/analyze.ts';
import { isConfigName, isSourceName, SKIPPED_FOLDERS } from '../src/project/source-names.ts';
import { configFor, lint } from '../test/eslint/lint.ts';
import { saidOf } from '../test/eslint/said.ts';
import type { Checkout } from './corpus.ts';

/** What came out for one repository. */
interface Outcome {
  readonly files: number;
  readonly findings: number;
  /** Files for which the plugin says something else than the command, with the index that it left. */
  readonly differByIndex: readonly string[];
  /** Findings of files that were analysed alone. */
  readonly alone: number;
  /** Files for which the plugin says something else than the command that is given this file only. */
  readonly differAlone: readonly string[];
  /** CPU time of the plugin's rules divided by that of ESLint's recommended ones, parsing left out, and its interval. */
  readonly time: string;
}

const ROUNDS = 5;

/** Prints one line for each repository; 1 where plugin and command differ, 2 where one is not there. */
export async function evalEslint(checkouts: readonly Checkout[], print: (text: string) => void): Promise<number> {
  const heading = ['repository', 'files', 'findings', 'differ', 'alone', 'differ', "plugin / ESLint's recommended"];
  const rows: (readonly string[])[] = [heading];
  let isSame = true;
  for (const checkout of checkouts) {
    const { name } = checkout;
    if (checkout.kind === 'unusable') {
      print(`${name}: ${checkout.reason}`);
      return 2;
    }
    const outcome = await inCopy(checkout.folder, evaluate);
    const { files, findings, differByIndex, alone, differAlone, time } = outcome;
    for (const path of differByIndex) print(`${name}: ${path} differs by the index`);
    for (const path of differAlone) print(`${name}: ${path} differs by itself`);
    isSame &&= differByIndex.length + differAlone.length === 0;
    rows.push([name, ...[files, findings, differByIndex.length, alone, differAlone.length].map(String), time]);
  }
  print(table(rows));
  return isSame ? 0 : 1;
}

async function evaluate(cwd: string): Promise<Outcome> {
  const report = await analyze({ cwd, paths: ['.'], rules, cache: {} });
  const paths = sourcesBelow(cwd).filter((path) => isParsed(cwd, path));
  const found = new Map(report.files.map(({ path, findings }) => [path, findings.map(saidOf).sort()]));
  const differByIndex = paths.filter((path) => !isEqual(said(cwd, path, {}), found.get(path) ?? []));
  const differAlone: string[] = [];
  let alone = 0;
  for (const path of paths) {
    const own = said(cwd, path, { index: false });
    if (own.length === 0 && !found.has(path)) continue;
    alone += own.length;
    if (!isEqual(own, await analysedAlone(cwd, path))) differAlone.push(path);
  }
  const findings = [...found.values()].flat().length;
  return { files: paths.length, findings, differByIndex, alone, differAlone, time: timeBeside(cwd, paths) };
}

function said(cwd: string, path: string, settings: Readonly<Record<string, unknown>>): readonly string[] {
  const filename = join(cwd, path);
  // What people have told ESLint to leave is nothing the command knows of.
  const inlineConfig = false;
  return lint({ text: readText(cwd, path), filename, cwd, inlineConfig, settings: { root: cwd, ...settings } })
    .filter(({ ruleId }) => ruleId?.startsWith('perfmig/') === true && ruleId !== 'perfmig/todo')
    .map(saidOf)
    .sort();
}

/** What the command finds where the file is the only one of its project. */
async function analysedAlone(cwd: string, path: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'perfmig-alone-'));
  try {
    for (const name of [...configsAround(cwd, path), path]) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      cpSync(join(cwd, name), join(folder, name));
    }
    const report = await analyze({ cwd: folder, paths: [path], rules });
    return report.files.flatMap(({ findings }) => findings.map(saidOf)).sort();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The package.json and perfmig's configuration of each folder around a file. */
function configsAround(cwd: string, path: string): readonly string[] {
  const folders = dirname(path)
    .split('/')
    .map((_, index, all) => all.slice(0, index + 1).join('/'));
  return ['.', ...folders.filter((folder) => folder !== '.')].flatMap((folder) =>
    readdirSync(join(cwd, folder))
      .filter((name) => isConfigName(name) && !name.includes('tsconfig'))
      .map((name) => join(folder, name)),
  );
}

/** Rules switched on as in ESLint's own recommendation. */
function recommended(): Linter.RulesRecord {
  // The only list of them that is installed with ESLint 10.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const names = [...builtinRules].filter(([, { meta }]) => meta?.docs?.recommended === true).map(([name]) => name);
  return Object.fromEntries(names.map((name) => [name, 'error']));
}

function timeBeside(cwd: string, paths: readonly string[]): string {
  const [base] = configFor({
    ...{ text: '', filename: '', cwd, inlineConfig: false, preset: 'recommended' },
    settings: { index: false },
  });
  const without = { ...base, rules: {} };
  const configs = [without, { ...base, plugins: {}, rules: recommended() }, base].map((config) => [
    config as Linter.Config,
  ]);
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const [none = 0, own = 0, ours = 0] = configs.map((config) => cpuOf(cwd, paths, config));
    // The first warms up.
    if (round > 0) ratios.push((ours - none) / (own - none));
  }
  const { median, low, high, count } = estimate(ratios);
  return `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}, ${count} rounds)`;
}

/** CPU time of linting files one after the other, in milliseconds. */
function cpuOf(cwd: string, paths: readonly string[], config: readonly Linter.Config[]): number {
  const started = process.cpuUsage();
  const linter = new Linter({ cwd });
  for (const path of paths) linter.verify(readText(cwd, path), [...config], { filename: join(cwd, path) });
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

function isParsed(cwd: string, path: string): boolean {
  return !lint({ text: readText(cwd, path), filename: join(cwd, path), cwd }).some(({ fatal }) => fatal);
}

function readText(cwd: string, path: string): string {
  return readFileSync(join(cwd, path), 'utf8').replace(/^\uFEFF/, '');
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

function sourcesBelow(cwd: string): readonly string[] {
  return readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter(isSourceName).sort();
}

/** Analysing leaves a cache, so it is done in a copy. */
async function inCopy<Result>(folder: string, use: (cwd: string) => Promise<Result>): Promise<Result> {
  const cwd = mkdtempSync(join(tmpdir(), 'perfmig-eslint-'));
  try {
    cpSync(folder, cwd, { recursive: true, filter: (path) => path === folder || !SKIPPED_FOLDERS.has(basename(path)) });
    return await use(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
