/** `npm run bench -- page`: the HTML report's first interaction with 10,000 findings beside 100, in Chromium. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type CDPSession } from 'playwright-core';
import type { FileReport, Finding, Report } from '../src/contracts.ts';
import { html } from '../src/reporters/html.ts';
import { estimate, judge, type Verdict } from './statistics.ts';
import { table } from './table.ts';
import { withScratch } from './tree.ts';

export interface PageBench {
  readonly rounds: number;
  readonly print: (text: string) => void;
  readonly progress: (text: string) => void;
}

/** CPU time of the page's main thread, in milliseconds. */
interface Times {
  /** From the start to the page's first picture. */
  readonly opening: number;
  /** The first letter typed into the search, until its picture. */
  readonly letter: number;
}

interface Round {
  readonly small: Times;
  readonly large: Times;
  readonly smallAgain: Times;
}

const BAR = 3;

const RATIOS: readonly (readonly [name: string, of: (round: Round) => number, atMost?: number])[] = [
  ['first letter, 10,000 / 100', ({ large, small }) => large.letter / small.letter, BAR],
  ['first letter, 100 / 100', ({ smallAgain, small }) => smallAgain.letter / small.letter],
  ['opening and first letter, 10,000 / 100', ({ large, small }) => sum(large) / sum(small), BAR],
  ['opening and first letter, 100 / 100', ({ smallAgain, small }) => sum(smallAgain) / sum(small)],
];

function sum({ opening, letter }: Times): number {
  return opening + letter;
}

/** Measures and prints. Tells whether no bar was missed. */
export async function benchPage({ rounds, print, progress }: PageBench): Promise<boolean> {
  return withScratch(async (scratch) => {
    const [small, large] = [100, 10_000].map((findings) => {
      const path = join(scratch, `report-${findings}.html`);
      const text = page(findings);
      writeFileSync(path, text);
      print(`${findings.toLocaleString('en-US')} findings: ${(Buffer.byteLength(text) / 1_000_000).toFixed(2)} MB`);
      return pathToFileURL(path).href;
    });
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    const done: Round[] = [];
    for (let round = 0; round <= rounds; round++) {
      progress(`round ${round} of ${rounds}`);
      const times = await runRound(browser, small ?? '', large ?? '');
      // The first one warms up.
      if (round > 0) done.push(times);
    }
    await browser.close();
    const middle = (of: (round: Round) => number): string => estimate(done.map(of)).median.toFixed(1);
    print(
      `CPU: opening ${middle((at) => at.small.opening)} and ${middle((at) => at.large.opening)} ms, ` +
        `first letter ${middle((at) => at.small.letter)} and ${middle((at) => at.large.letter)} ms`,
    );
    const compared = RATIOS.map(([name, of, atMost]) => compare(name, done.map(of), atMost));
    print(table([['ratio', 'median', 'interval', 'rounds', 'at most', 'verdict'], ...compared.map(({ row }) => row)]));
    return !compared.some(({ verdict }) => verdict === 'missed');
  });
}

function compare(
  name: string,
  values: readonly number[],
  atMost?: number,
): { row: readonly string[]; verdict?: Verdict } {
  const ratio = estimate(values);
  const verdict = atMost === undefined ? undefined : judge(ratio, atMost);
  const interval = `${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)} (${(ratio.coverage * 100).toFixed(0)} %)`;
  const row = [name, ratio.median.toFixed(2), interval, String(ratio.count), atMost?.toString() ?? '', verdict ?? ''];
  return verdict === undefined ? { row } : { row, verdict };
}

async function runRound(browser: Browser, small: string, large: string): Promise<Round> {
  return {
    small: await timesOf(browser, small),
    large: await timesOf(browser, large),
    smallAgain: await timesOf(browser, small),
  };
}

async function timesOf(browser: Browser, url: string): Promise<Times> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const pictured = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
  const begin = await taskTime(session);
  await page.goto(url);
  await page.evaluate(pictured);
  const opened = await taskTime(session);
  await page.focus('input[type=search]');
  const focused = await taskTime(session);
  await page.keyboard.press('e');
  await page.evaluate(pictured);
  const typed = await taskTime(session);
  await page.close();
  return { opening: opened - begin, letter: typed - focused };
}

/** What the main thread has worked until now, in milliseconds. */
async function taskTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1_000;
}

/** A made-up report with call paths of four steps in 400 files. */
function page(length: number): string {
  const files = Array.from({ length: Math.min(400, length) }, (_, at) => at);
  const findings = Array.from({ length }, (_, at) => finding(at));
  const reports = files.map((file): FileReport => {
    const own = findings.filter((_, at) => at % files.length === file);
    return {
      path: own[0]?.path ?? '',
      lines: 300,
      findings: own,
      score: own.reduce((all, { score }) => all + score, 0),
    };
  });
  const style = {
    ...{ color: false, width: 80, explainScore: false, top: 0, project: 'made up' },
    textOf: () => undefined,
  };
  return html.format(reportOf(reports, findings), style);
}

/** One of twenty. */
function costOf(at: number): number {
  return ((at * 7) % 20) + 1;
}

function finding(at: number): Finding {
  const path = `packages/service-${(at % 400) % 9}/src/domain/module-${at % 400}.ts`;
  const api = ['fs.readFileSync', 'fs.existsSync', 'JSON.parse', 'crypto.pbkdf2Sync'][at % 4] ?? '';
  const steps = ['GET /orders', `handle${at % 700}`, `load${at % 1_100}`, api];
  return {
    ...{
      rule: 'sync-io',
      severity: 'medium',
      path,
      span: [0, 0],
      line: at + 1,
      column: 17,
      endLine: at + 1,
      endColumn: 60,
    },
    message: `${api} blocks the event loop while the work is done`,
    ...{ api, context: 'request', loopDepth: at % 3, score: costOf(at), worth: false, confidence: 1 },
    chain: steps.map((name, step) => ({ path, line: step * 40 + (at % 90) + 1, name })),
    factors: { cost: costOf(at), once: 1, rare: 1, context: 1, loop: 1, confidence: 1 },
    ...{ codemod: 'async-fs', scope: `Service${at % 50}.load`, fingerprint: `f${at}`, identity: `i${at}` },
    excerpt: `    const text = ${api}(join(this.folder, name${at}), 'utf8'); // as it was`,
  };
}

function reportOf(files: readonly FileReport[], findings: readonly Finding[]): Report {
  return {
    root: '.',
    tool: { name: 'perfmig', version: '0.0.0' },
    summary: {
      ...{ files: 1_000, parsed: 500, findings: findings.length, score: 1, grade: 'F', byRule: {}, byContext: {} },
      suppressed: { comments: 0, baseline: 0, unchanged: 0, belowMinScore: 0 },
      ...{ notices: 0, failures: 0, durationMs: 1 },
    },
    ...{ files, notices: [], failures: [] },
  };
}
