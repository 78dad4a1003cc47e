/** `npm run eval -- analyze`: what is found in each repository, and whether it is what people judged. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from '../bench/table.ts';
import { rules } from '../src/catalog/rules.ts';
import type { Context, Finding } from '../src/contracts.ts';
import { analyze } from '../src/engine/analyze.ts';
import { compare, isRegression, type Compared, type Fate } from './compare.ts';
import { isSameCommit, type Checkout } from './corpus.ts';
import { parseVerdicts, type Verdict } from './verdicts.ts';

const VERDICTS = join(import.meta.dirname, '../docs/evaluation/verdicts.tsv');
const CONTEXTS: readonly Context[] = ['request', 'worker', 'loop', 'unknown', 'startup', 'build', 'test'];
const FATES: readonly Fate[] = ['kept', 'moved', 'lost', 'gone', 'known', 'back'];

/** One repository, analysed. */
interface Evaluated {
  readonly name: string;
  readonly findings: readonly Finding[];
  readonly compared: readonly Compared[];
}

/** Prints the tables; returns 0, 1 with a regression, 2 where a repository could not be looked at. */
export async function evalAnalyze(checkouts: readonly Checkout[], print: (text: string) => void): Promise<number> {
  const verdicts = parseVerdicts('docs/evaluation/verdicts.tsv', readFileSync(VERDICTS, 'utf8'));
  const evaluated: Evaluated[] = [];
  for (const checkout of checkouts) {
    if (checkout.kind === 'unusable') print(`${checkout.name}: ${checkout.reason}`);
    else evaluated.push(await evaluate(checkout.name, checkout.folder, verdictsOn(checkout, verdicts)));
  }
  print(report(evaluated));
  const isWorse = evaluated.some(({ compared }) => compared.some(isRegression));
  return evaluated.length < checkouts.length ? 2 : Number(isWorse);
}

/** Verdicts are on one commit: on another, lines have moved. */
function verdictsOn({ repo, commit }: Checkout, verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.filter((verdict) => verdict.repo === repo && isSameCommit(verdict.commit, commit));
}

async function evaluate(name: string, folder: string, verdicts: readonly Verdict[]): Promise<Evaluated> {
  const { files } = await analyze({ cwd: folder, paths: [], rules });
  const findings = files.flatMap((file) => file.findings);
  return { name, findings, compared: compare(verdicts, findings) };
}

/** All that is told, as text. */
function report(evaluated: readonly Evaluated[]): string {
  const compared = evaluated.flatMap((one) => one.compared);
  const sections = [
    table([['findings', ...CONTEXTS, 'offered'], ...evaluated.flatMap(ruleRows)]),
    table([['verdicts', ...FATES], ...evaluated.filter((one) => one.compared.length > 0).map(fateRow)]),
    evaluated
      .flatMap((one) => one.compared.filter(isRegression).map((each) => regressionLine(one.name, each)))
      .join('\n'),
    offeredLine(evaluated),
    worthLine(compared),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function ruleRows({ name, findings }: Evaluated): readonly (readonly string[])[] {
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  return [
    contextRow(name, findings),
    ...ids.map((id) =>
      contextRow(
        `  ${id}`,
        findings.filter(({ rule }) => rule === id),
      ),
    ),
  ];
}

function contextRow(title: string, findings: readonly Finding[]): readonly string[] {
  const counts = CONTEXTS.map((context) => findings.filter((finding) => finding.context === context).length);
  return [title, ...counts.map(String), String(findings.filter(({ worth }) => worth).length)];
}

function fateRow({ name, compared }: Evaluated): readonly string[] {
  return [name, ...FATES.map((fate) => String(compared.filter((each) => each.fate === fate).length))];
}

function regressionLine(name: string, { verdict, finding, fate }: Compared): string {
  const { path, line, api, context } = verdict;
  const what = { lost: 'no longer found', moved: `now called ${finding?.context ?? ''}`, back: 'false, found again' };
  return `${name} ${path}:${line} ${api}, ${context}: ${what[fate as keyof typeof what]}`;
}

/** Of what is offered as work: how much of it people found worth mending. */
function offeredLine(evaluated: readonly Evaluated[]): string {
  const offered = evaluated.flatMap(({ findings }) => findings.filter(({ worth }) => worth)).length;
  const judged = evaluated.flatMap(({ compared }) => compared.filter(({ finding }) => finding?.worth === true));
  const good = judged.filter(isWorthMending).length;
  return `offered as work: ${offered}, of which ${judged.length} judged: ${good} worth mending${percent(good, judged.length)}`;
}

/** Of what people found worth mending: how much of it is offered. */
function worthLine(compared: readonly Compared[]): string {
  const worth = compared.filter(({ verdict }) => verdict.verdict === 'true and worth mending');
  const offered = worth.filter(({ finding }) => finding?.worth === true).length;
  return `judged worth mending: ${worth.length}, of which ${offered} offered${percent(offered, worth.length)}`;
}

/** True as it is found now, and worth it. */
function isWorthMending({ verdict, fate }: Compared): boolean {
  return verdict.verdict === 'true and worth mending' && fate === 'kept';
}

function percent(part: number, all: number): string {
  return all === 0 ? '' : ` (${Math.round((100 * part) / all)} %)`;
}
