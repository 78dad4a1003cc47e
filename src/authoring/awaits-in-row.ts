/** Finds, for an awaited statement, one before it in its block that it needn't wait for. */
import type { TSESTree } from '@typescript-eslint/types';
import { isPlainStatement, statementsIndependent, type Answer } from './dependence.ts';
import { ancestors, type Node, type SourceFile } from './rule.ts';

type Independent = Extract<Answer, { kind: 'independent' }>;

export interface Earlier {
  /** The `await` before. */
  readonly earlier: TSESTree.AwaitExpression;
  /** The statement it is in. */
  readonly before: Node;
  readonly answer: Independent;
}

/** The first `await` of each statement that has one. */
export type Awaited = ReadonlyMap<Node, TSESTree.AwaitExpression>;

/** How many statements back a run may begin. */
const REACH = 6;

/** The nearest awaited statement before, if this one needs neither it nor anything between them. */
export function earlierOf(file: SourceFile, statement: Node, awaited: Awaited): Earlier | undefined {
  const node = awaited.get(statement);
  const before = statementsBefore(statement);
  const last = before.findIndex((other) => awaited.has(other));
  const earlier = awaited.get(before[last] ?? statement);
  if (!node || !earlier || last === -1) return undefined;
  // The awaited one first: most runs end there.
  const [first, ...between] = [...before.slice(last, last + 1), ...before.slice(0, last)];
  if (!first) return undefined;
  const answer = statementsIndependent(file, first, statement);
  if (answer.kind !== 'independent' || !goOutside(answer, earlier, node)) return undefined;
  const assumptions = new Set(answer.assumptions);
  for (const other of between) {
    const more = statementsIndependent(file, other, statement);
    if (more.kind === 'dependent') return undefined;
    for (const one of more.assumptions) assumptions.add(one);
  }
  return { earlier, before: first, answer: { ...answer, assumptions } };
}

/** Both have to wait for something: what is there already needs no company. */
function goOutside({ effects }: Independent, ...nodes: readonly Node[]): boolean {
  return nodes.every((node) => effects.some((effect) => [...ancestors(effect.node)].includes(node)));
}

/** The plain statements right before one, nearest first. */
function statementsBefore(statement: Node): readonly Node[] {
  const { parent } = statement;
  const list = parent && 'body' in parent && Array.isArray(parent.body) ? (parent.body as readonly Node[]) : [];
  const at = list.indexOf(statement);
  const before = list.slice(Math.max(0, at - REACH), at).reverse();
  const end = before.findIndex((other) => !isPlainStatement(other));
  return end === -1 ? before : before.slice(0, end);
}
