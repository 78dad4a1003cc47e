/** `npm run eval -- fuzz`: migrates installed packages, one after the other, and looks whether anything crashes or no longer parses. */
import { join } from 'node:path';
import { copySources, INSTALLED_LEFT_OUT, packagesIn, withScratch } from '../bench/tree.ts';
import { fuzzPackage, type Fuzzed } from './fuzz/package.ts';

export interface FuzzOptions {
  /** At most so many packages that hold any source. */
  readonly packages: number;
}

/** Prints faults and totals; returns 0, or 1 where there is any fault. */
export async function evalFuzz(
  folders: readonly string[],
  { packages }: FuzzOptions,
  print: (text: string) => void,
): Promise<number> {
  const all: Fuzzed[] = [];
  for (const [name, nodeModules] of installedIn(folders)) {
    if (all.length >= packages) break;
    const fuzzed = await withScratch(async (scratch) => {
      const { files } = copySources(join(nodeModules, name), scratch, INSTALLED_LEFT_OUT);
      return files === 0 ? undefined : fuzzPackage(name, scratch, files);
    });
    if (!fuzzed) continue;
    all.push(fuzzed);
    for (const fault of fuzzed.faults) print(`${name}: ${fault}`);
  }
  print(totals(all));
  return Number(all.some(({ faults }) => faults.length > 0));
}

/** Each package once, with the folder it is first met in. */
function installedIn(folders: readonly string[]): ReadonlyMap<string, string> {
  const found = folders.toReversed().flatMap((folder) => packagesIn(folder).map((name) => [name, folder] as const));
  return new Map(found);
}

function totals(all: readonly Fuzzed[]): string {
  const sum = (of: (one: Fuzzed) => number): number => all.reduce((total, one) => total + of(one), 0);
  const slowest = all.toSorted((a, b) => b.seconds - a.seconds)[0];
  return [
    `${all.length} packages, ${sum(({ files }) => files)} files, ${sum(({ lines }) => lines)} lines`,
    `${sum(({ sites }) => sites)} sites, ${sum(({ converted }) => converted)} converted in ${sum(({ units }) => units)} units, ${sum(({ changed }) => changed)} files changed`,
    `${sum(({ faults }) => faults.length)} faults; slowest: ${slowest?.name ?? 'none'}, ${(slowest?.seconds ?? 0).toFixed(1)} s`,
  ].join('\n');
}
