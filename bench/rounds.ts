/** Runs contestants in turns, so that whatever else the machine does falls on all of them alike. */
import type { Contestant } from './contestants.ts';
import { measure, type Measurement } from './measure.ts';

export type Results = ReadonlyMap<string, readonly Measurement[]>;

/** A run longer than this takes part in fewer rounds. */
const SLOW_SECONDS = 10;
const SLOW_ROUNDS = 6;

/**
 * One round that is thrown away (it warms the page cache and shows who is
 * slow), then `rounds` rounds A B C, A B C, … Every run is a process of its
 * own. Throws where a contestant fails or looks at other files than the rest.
 */
export async function runRounds(
  contestants: readonly Contestant[],
  rounds: number,
  progress: (text: string) => void,
): Promise<Results> {
  const results = new Map<string, Measurement[]>(contestants.map(({ name }) => [name, []]));
  const roundsOf = new Map<string, number>();
  for (const contestant of contestants) {
    progress(`warming up: ${contestant.name}`);
    const { wallSeconds } = await runOnce(contestant);
    roundsOf.set(contestant.name, wallSeconds > SLOW_SECONDS ? Math.min(SLOW_ROUNDS, rounds) : rounds);
  }
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) {
      if (round >= (roundsOf.get(contestant.name) ?? 0)) continue;
      progress(`round ${round + 1} of ${rounds}: ${contestant.name}`);
      results.get(contestant.name)?.push(await runOnce(contestant));
    }
  }
  return results;
}

async function runOnce(contestant: Contestant): Promise<Measurement> {
  contestant.prepare?.();
  const measurement = await measure(contestant.command);
  const { exitCode, stderr } = measurement;
  // Linters exit with 1 where they found something.
  if (exitCode > 1) throw new Error(`${contestant.name} failed with exit code ${exitCode}: ${stderr.slice(0, 2_000)}`);
  const seen = contestant.filesSeen(measurement);
  if (seen !== contestant.files) {
    throw new Error(`${contestant.name} looked at ${seen} files where there are ${contestant.files}`);
  }
  return measurement;
}
