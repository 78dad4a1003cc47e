/** `npm run bench -- runtime`: CPU time beside known libraries, in interleaved rounds. */
import { CACHE_CONTESTS } from './cache-contests.ts';
import { benchJson } from './json-shapes.ts';
import { CONTESTS, type Contest } from './contests.ts';

const ROUNDS = Number(process.argv[2] ?? 11);

async function cpuOf(run: () => Promise<unknown>): Promise<number> {
  const begun = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(begun);
  return user + system;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** One line for each rival; the ratio is the median of the rounds' own ratios. */
async function hold({ name, operations, own, others }: Contest): Promise<void> {
  const rounds: { readonly own: number; readonly others: readonly number[] }[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const result = { own: await cpuOf(own), others: [] as number[] };
    for (const { run } of others) result.others.push(await cpuOf(run));
    // The first is to warm up.
    if (round >= 0) rounds.push(result);
  }
  const nanoseconds = (values: readonly number[]): string => `${Math.round((median(values) * 1_000) / operations)} ns`;
  for (const [index, { name: rival, bar }] of others.entries()) {
    const theirs = rounds.map((round) => round.others[index] ?? NaN);
    const ratio = median(rounds.map((round, at) => (theirs[at] ?? NaN) / round.own));
    const verdict = ratio >= bar ? 'reached' : 'missed';
    const figures = `${nanoseconds(rounds.map((round) => round.own))}, ${rival} ${nanoseconds(theirs)}`;
    console.log(`${name}: ${figures}: ${ratio.toFixed(2)} times its rate; ${bar.toFixed(2)} wanted: ${verdict}`);
  }
}

for (const contest of [...CONTESTS, ...CACHE_CONTESTS]) await hold(contest);
benchJson();
