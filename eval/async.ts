/** `npm run eval -- async`: migrates each repository to asynchronous calls and looks whether all that worked still does. */
import type { Checkout } from './corpus.ts';
import { isBroken, migrateCopy, type Migrated } from './async/migrated.ts';
import type { AsyncOptions } from './async/perfmig.ts';
import { report } from './async/report.ts';

/** Prints the tables; returns 0, 1 where something is broken, 2 where a repository could not be looked at. */
export async function evalAsync(
  checkouts: readonly Checkout[],
  print: (text: string) => void,
  options: AsyncOptions,
): Promise<number> {
  const all: Migrated[] = [];
  for (const checkout of checkouts) {
    const result = await tryToMigrate(checkout, options);
    if (typeof result === 'string') print(`${checkout.name}: ${result}`);
    else all.push(result);
  }
  print(report(all));
  if (all.some(isBroken)) return 1;
  return all.length < checkouts.length ? 2 : 0;
}

/** Or the reason why not. */
async function tryToMigrate(checkout: Checkout, options: AsyncOptions): Promise<Migrated | string> {
  if (checkout.kind === 'unusable') return checkout.reason;
  try {
    return await migrateCopy(checkout, options);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
