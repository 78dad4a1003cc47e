/** Asks for each unit whether to make it. */
import { createInterface } from 'node:readline/promises';
import { stderr, stdin } from 'node:process';
import type { Chooser } from '../engine/migrate.ts';
import { escapeControl } from '../reporters/escape.ts';
import { diffLines } from '../reporters/migration/pretty.ts';
import { canvas } from '../reporters/pretty/paint.ts';

const HELP =
  'y: make it; n: leave it; a: make this and all that follow; q: leave this and all that follow; d: the diff again';

/** Asks on stderr, so that stdout stays for the report; the end of the input means q. */
export function askForUnits(color: boolean, width: number): Chooser {
  return async (offers) => {
    const lines = createInterface({ input: stdin, terminal: false })[Symbol.asyncIterator]();
    const wanted = new Set<string>();
    let rest: boolean | undefined;
    for (const [index, { unit, diff }] of offers.entries()) {
      const show = (): void => say(diffLines(diff, canvas(color, width)));
      if (rest === undefined) show();
      const title = `${index + 1} of ${offers.length}: ${unit.id}`;
      const answer = rest ?? (await ask(title, lines, show));
      if (answer === 'all' || answer === 'none') rest = answer === 'all';
      if (answer === true || answer === 'all') wanted.add(unit.id);
    }
    stdin.unref();
    return wanted;
  };
}

async function ask(title: string, lines: AsyncIterator<string>, show: () => void): Promise<boolean | 'all' | 'none'> {
  for (;;) {
    stderr.write(`${escapeControl(title)}: make it? [y,n,a,q,d,?] `);
    const { done, value } = (await lines.next()) as IteratorResult<string, undefined>;
    switch (done === true ? 'q' : value.trim().toLowerCase()) {
      case 'y':
        return true;
      case 'n':
        return false;
      case 'a':
        return 'all';
      case 'q':
        return 'none';
      case 'd':
        show();
        break;
      default:
        say([HELP]);
    }
  }
}

function say(lines: readonly string[]): void {
  stderr.write(`${lines.join('\n')}\n`);
}
