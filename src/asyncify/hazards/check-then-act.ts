/** A file that is looked at first and changed then, by a function that would wait in between. */
import type { Node } from '../../contracts.ts';
import { spanOf } from '../../syntax/node.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { PlacedFunction } from '../model/placed.ts';
import type { SiteReason } from '../refusals.ts';
import { fileAccessesIn } from './file-accesses.ts';

/** Undefined where no other call of the function, or of one that it calls, is about the same path. */
export function checkThenAct(
  analysis: Analysis,
  fn: PlacedFunction,
  awaits: readonly Node[],
): Pick<SiteReason, 'code' | 'message' | 'node'> | undefined {
  const accesses = fileAccessesIn(analysis, fn);
  for (const looked of accesses.filter(({ kind }) => kind === 'looks')) {
    for (const changed of accesses) {
      if (changed.kind !== 'changes' || changed.path !== looked.path || changed.node === looked.node) continue;
      const [from, to] = [spanOf(looked.node)[0], spanOf(changed.node)[1]];
      if (from > to || !awaits.some((node) => spanOf(node)[0] >= from && spanOf(node)[1] <= to)) continue;
      const message = `the file at \`${looked.shown}\` is looked at first and changed then: another call may come in between`;
      return { code: 'hazard/check-then-act', message, node: changed.node };
    }
  }
  return undefined;
}
