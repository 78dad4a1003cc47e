/** What two runs of a function can do to each other once it waits in the middle. */
import type { FunctionNode, Node } from '../../contracts.ts';
import { linkOf, type Closure } from '../closure/closure.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { PlacedFunction } from '../model/placed.ts';
import type { SiteReason } from '../refusals.ts';
import type { SyncSite } from '../sites.ts';
import { checkThenAct } from './check-then-act.ts';
import { lateWrite } from './late-write.ts';
import { lateListener, manyAtOnce, manyStarted, writesOutOfOrder } from './order.ts';
import { promiseLeftAlone } from './promises.ts';
import { sharedState } from './shared-state.ts';
import { startedTogether } from './together.ts';

/** The first hazard of any function that would wait; undefined where there is none. */
export function hazardOf(analysis: Analysis, site: SyncSite, closure: Closure): SiteReason | undefined {
  const waiting = awaitsByFunction(site, closure);
  const starts = waiting.flatMap(({ fn }) => startedTogether(analysis, fn) ?? []);
  const isAlone = starts.length === 0 && (site.context === 'startup' || site.context === 'build');
  for (const { fn, nodes } of waiting) {
    const found =
      lateListener(fn, nodes) ??
      lateWrite(fn, nodes) ??
      manyAtOnce(fn) ??
      promiseLeftAlone(fn, nodes) ??
      (isAlone ? undefined : (sharedState(analysis, fn, nodes) ?? checkThenAct(analysis, fn, nodes)));
    if (found) return { in: fn.in, chain: [linkOf(fn)], ...found };
  }
  return manyStarted(site, starts) ?? writesOutOfOrder(site, starts);
}

interface Waiting {
  readonly fn: PlacedFunction;
  readonly nodes: readonly Node[];
}

/** The functions of the program that would wait, with the places. Tests run one after the other. */
function awaitsByFunction(site: SyncSite, closure: Closure): readonly Waiting[] {
  const found = new Map<FunctionNode, { fn: PlacedFunction; nodes: Node[] }>();
  for (const { in: at, node } of [{ in: site.in, node: site.node }, ...closure.calls, ...closure.iterations]) {
    const fn = at.file.functionOf(node);
    if (!fn || at.kind === 'test') continue;
    const known = found.get(fn);
    if (known) known.nodes.push(node);
    else found.set(fn, { fn: { in: at, node: fn }, nodes: [node] });
  }
  return [...found.values()];
}
