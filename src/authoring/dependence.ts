/** Questions of rules and codemods on what may run together. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile } from '../contracts.ts';
import {
  iterationsIndependent as iterations,
  statementsIndependent as statements,
  type Answer,
  type Assumption,
  type Call,
  type CallEffect,
  type Loop,
} from '../syntax/dependence/index.ts';
import { ancestors, isFunction } from '../syntax/node.ts';
import { effectOf } from './call-effects.ts';

export type { Answer, Dependence, Loop } from '../syntax/dependence/index.ts';
export { referencesTo } from '../syntax/references.ts';
export { constantOf } from '../syntax/values.ts';
export { methodUseOf, modeOf, ownFunctionOf } from '../syntax/dependence/index.ts';

/** Whether the iterations of a loop can run together, and if not, why. */
export function iterationsIndependent(file: SourceFile, loop: Loop): Answer {
  return iterations(file, loop, rememberedEffectOf);
}

/** Whether the later of two statements of a block can run without the earlier, and if not, why. */
export function statementsIndependent(file: SourceFile, earlier: Node, later: Node): Answer {
  return statements(file, earlier, later, rememberedEffectOf);
}

const SURE: Readonly<Record<Assumption, number>> = { name: 0.6, distinct: 0.9, result: 0.9, computing: 0.9 };

/** How sure independence is that rests on assumptions: 1 where it is shown. */
export function sureness(assumptions: Iterable<Assumption>): number {
  let sure = 1;
  for (const assumption of assumptions) sure *= SURE[assumption];
  return Math.round(sure * 100) / 100;
}

/** What is known of calls asked about before: each stands in several statements and loops. */
const effects = new WeakMap<Call, { readonly effect: CallEffect | undefined }>();

function rememberedEffectOf(file: SourceFile, call: Call): CallEffect | undefined {
  const known = effects.get(call) ?? { effect: effectOf(file, call) };
  effects.set(call, known);
  return known.effect;
}

/** The first `await` of each statement of a file that stands in a block, in its own function. */
export function firstAwaitsOf(file: SourceFile): ReadonlyMap<Node, TSESTree.AwaitExpression> {
  const first = new Map<Node, TSESTree.AwaitExpression>();
  for (const node of file.nodes('AwaitExpression')) {
    const statement = statementAround(node);
    if (statement && !first.has(statement)) first.set(statement, node);
  }
  return first;
}

/** The declaration or expression that a node is part of, where it stands in a block. */
function statementAround(node: Node): Node | undefined {
  for (const at of ancestors(node)) {
    if (isFunction(at)) return undefined;
    if (isPlainStatement(at)) return at;
  }
  return undefined;
}

/** A declaration or an expression, standing in a block: whoever gets to it comes by what stands before. */
export function isPlainStatement({ type, parent }: Node): boolean {
  const isStatement = type === 'VariableDeclaration' || type === 'ExpressionStatement';
  return isStatement && /^(?:BlockStatement|Program)$/.test(parent.type);
}
