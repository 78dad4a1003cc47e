/** `npm run bench -- runtime [parts…]`: CPU time beside known libraries, and the wall clock where servers are waited for, in interleaved rounds. */
import { estimate, median, ratios, type Estimate } from '../../bench/statistics.ts';
import { closeClients } from '@perfmig/runtime/clients';
import { CACHE_CONTESTS } from './cache-contests.ts';
import { benchJson } from './json-shapes.ts';
import { CONTESTS, type Contest } from './contests.ts';
import { serverContests } from './server-contests.ts';

const ROUNDS = Number(process.argv[2] ?? 11);

/** Nanoseconds of CPU time, or by the wall clock. */
async function costOf(run: () => Promise<unknown>, isByWall: boolean): Promise<number> {
  const begun = { cpu: process.cpuUsage(), wall: performance.now() };
  await run();
  const { user, system } = process.cpuUsage(begun.cpu);
  return isByWall ? (performance.now() - begun.wall) * 1e6 : (user + system) * 1e3;
}

/** The whole interval decides, or nothing does. */
function verdictOf({ low, high }: Estimate, bar: number): string {
  if (low >= bar) return 'reached';
  return high < bar ? 'missed' : 'undecided';
}

/** One line for each rival, and one for the noise: the same work against itself. Ratios are those of the rounds. */
async function hold({ name, operations, isByWall = false, own, others }: Contest): Promise<void> {
  const rivals = [...others, { name: 'itself', run: own, bar: undefined }];
  const rounds: { readonly own: number; readonly others: readonly number[] }[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const result = { own: await costOf(own, isByWall), others: [] as number[] };
    for (const { run } of rivals) result.others.push(await costOf(run, isByWall));
    // The first is to warm up.
    if (round >= 0) rounds.push(result);
  }
  const each = (values: readonly number[]): string => `${Math.round(median(values) / operations)} ns`;
  const owns = rounds.map((round) => round.own);
  for (const [index, { name: rival, bar }] of rivals.entries()) {
    const theirs = rounds.map((round) => round.others[index] ?? NaN);
    const ratio = estimate(ratios(theirs, owns));
    const interval = `${ratio.median.toFixed(2)} (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)})`;
    const verdict = bar === undefined ? '' : `; ${bar.toFixed(2)} wanted: ${verdictOf(ratio, bar)}`;
    console.log(`${name}: ${each(owns)}, ${rival} ${each(theirs)}: ${interval} times its rate${verdict}`);
  }
}

const parts = process.argv.slice(3);
const isWanted = (name: string): boolean => parts.length === 0 || parts.includes(name.split(',')[0] ?? '');
const contests = [...CONTESTS, ...CACHE_CONTESTS, ...(await serverContests())];
const known = new Set([...contests.map(({ name }) => name.split(',')[0]), 'json']);
const unknown = parts.find((part) => !known.has(part));
if (unknown !== undefined) throw new Error(`no contest of ${unknown}; there are ${[...known].join(', ')}`);
for (const contest of contests) if (isWanted(contest.name)) await hold(contest);
await closeClients();
if (isWanted('json')) benchJson();
