/** Questions of rules and codemods on what may run together. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile } from '../contracts.ts';
import {
  iterationsIndependent as iterations,
  statementsIndependent as statements,
  type Answer,
  type Assumption,
  type Loop,
} from '../syntax/dependence/index.ts';
import { effectOf } from './call-effects.ts';

export type { Answer, Dependence, Loop } from '../syntax/dependence/index.ts';
export { referencesTo } from '../syntax/references.ts';
export { constantOf } from '../syntax/values.ts';

/** Whether the iterations of a loop can run together, and if not, why. */
export function iterationsIndependent(file: SourceFile, loop: Loop): Answer {
  return iterations(file, loop, effectOf);
}

/** Whether the later of two statements of a block can run without the earlier, and if not, why. */
export function statementsIndependent(file: SourceFile, earlier: Node, later: Node): Answer {
  return statements(file, earlier, later, effectOf);
}

const SURE: Readonly<Record<Assumption, number>> = { name: 0.6, distinct: 0.9, result: 0.9, computing: 0.9 };

/** How sure independence is that rests on assumptions: 1 where it is shown. */
export function sureness(assumptions: Iterable<Assumption>): number {
  let sure = 1;
  for (const assumption of assumptions) sure *= SURE[assumption];
  return Math.round(sure * 100) / 100;
}

/** The `await`s that a piece of code waits at, those of functions written in it left out. */
export function awaitsIn(file: SourceFile, node: Node): readonly TSESTree.AwaitExpression[] {
  const fn = file.functionOf(node);
  const [start, end] = file.spanOf(node);
  return file.nodes('AwaitExpression').filter((one) => {
    const [from, to] = file.spanOf(one);
    return from >= start && to <= end && file.functionOf(one) === fn;
  });
}
