/** Finds, for an awaited statement, one before it in its block that it needn't wait for. */
import type { TSESTree } from '@typescript-eslint/types';
import { awaitsIn, statementsIndependent, type Answer } from '../../src/authoring/dependence.ts';
import { ancestors, isFunction, type Node, type SourceFile } from '../../src/authoring/rule.ts';

type Independent = Extract<Answer, { kind: 'independent' }>;

export interface Earlier {
  /** The `await` before. */
  readonly earlier: TSESTree.AwaitExpression;
  readonly answer: Independent;
}

/** How many statements back a run may begin. */
const REACH = 6;

/** The nearest awaited statement before, if this one needs neither it nor anything between them. */
export function earlierOf(file: SourceFile, node: TSESTree.AwaitExpression): Earlier | undefined {
  const statement = statementOf(node);
  if (!statement || awaitsIn(file, statement)[0] !== node) return undefined;
  const before = statementsBefore(statement);
  const effects: Independent['effects'][number][] = [];
  const assumptions = new Set<Parameters<Independent['assumptions']['has']>[0]>();
  for (const other of before) {
    const answer = statementsIndependent(file, other, statement);
    if (answer.kind === 'dependent') return undefined;
    for (const one of answer.assumptions) assumptions.add(one);
    effects.push(...answer.effects);
    const [earlier] = awaitsIn(file, other);
    if (earlier) return goOutside(answer, earlier, node) ? { earlier, answer: { ...answer, assumptions } } : undefined;
  }
  return undefined;
}

/** Both have to wait for something: what is there already needs no company. */
function goOutside({ effects }: Independent, ...nodes: readonly Node[]): boolean {
  return nodes.every((node) => effects.some((effect) => [...ancestors(effect.node)].includes(node)));
}

/** `const a = await f();`, `a = await f();`: a statement that does nothing but wait for a value. */
function statementOf(node: TSESTree.AwaitExpression): Node | undefined {
  for (const at of ancestors(node)) {
    if (isFunction(at) || at.type === 'IfStatement') return undefined;
    if (isPlain(at)) return at;
  }
  return undefined;
}

/** A declaration or an expression, standing in a block. */
function isPlain({ type, parent }: Node): boolean {
  const isStatement = type === 'VariableDeclaration' || type === 'ExpressionStatement';
  return isStatement && /^(?:BlockStatement|Program|SwitchCase)$/.test(parent.type);
}

/** The plain statements right before one, nearest first. */
function statementsBefore(statement: Node): readonly Node[] {
  const { parent } = statement;
  const list = parent && 'body' in parent && Array.isArray(parent.body) ? (parent.body as readonly Node[]) : [];
  const before = list.slice(0, list.indexOf(statement)).reverse();
  const end = before.findIndex((other) => !isPlain(other));
  return before.slice(0, end === -1 ? REACH : Math.min(end, REACH));
}
