/** Callers within the program that use a twin, as far as they can wait. */
import type { PlanInput } from '../../contracts.ts';
import { closureOf, type Closure, type PlacedNode } from '../closure/closure.ts';
import { returnsPromise } from '../closure/promises.ts';
import type { Effects } from '../closure/effects.ts';
import { hazardOf } from '../hazards/hazard.ts';
import type { SyncSite } from '../sites.ts';
import { testReason } from '../tests/reason.ts';
import { unreadReason } from '../unread.ts';
import { renamedCallee, type Renamed } from './callee.ts';
import { holds, type Root } from './root.ts';
import type { TwinSet } from './search.ts';
import { twinName } from './twin-names.ts';

/** One call that becomes a call of the twin, and what becomes async for it. */
export interface Caller {
  readonly call: PlacedNode;
  readonly closure: Closure;
  readonly renamed: Renamed;
}

/** The calls of a function that can use its twin; all others go on calling the function. Tests stay. */
export function callersOf(
  effects: Effects,
  input: PlanInput,
  site: SyncSite,
  root: Root,
  set: TwinSet | undefined,
  known?: string,
): readonly Caller[] {
  // What is done with a promise would be done with what was waited for.
  if (returnsPromise(effects.analysis, root.in, root.node)) return [];
  const { calls } = effects.analysis.usesOf(root);
  return calls.flatMap((call) => {
    const isCopied = set?.roots.some((one) => holds(one, call.in, call.node)) ?? false;
    if (isCopied || call.certainty !== 'proved' || call.in.kind === 'test') return [];
    if (call.node.type !== 'CallExpression') return [];
    const nameOf = (name: string): string => known ?? twinName(name);
    const renamed = renamedCallee(call.in, call.node, nameOf, call.in === root.in);
    const closure = renamed && closureFor(effects, input, { ...site, in: call.in, node: call.node }, set);
    return closure ? [{ call, closure, renamed }] : [];
  });
}

/** All that changes with the call, where nothing stands in the way. */
function closureFor(effects: Effects, input: PlanInput, call: SyncSite, set: TwinSet | undefined): Closure | undefined {
  if (call.node.parent.type === 'AwaitExpression') return undefined;
  const result = closureOf(effects, call);
  if (result.kind === 'refused') return undefined;
  const { closure } = result;
  const { program } = effects.analysis;
  const isOfTwin = closure.functions.some(({ node }) => set?.functions.some((one) => one.node === node) ?? false);
  if (isOfTwin || closure.functions.length > input.options.maxFunctions || closure.possible.length > 0)
    return undefined;
  const reason =
    testReason(effects.analysis, call, closure) ??
    unreadReason(program, input, closure) ??
    hazardOf(effects.analysis, call, closure);
  return reason ? undefined : closure;
}
