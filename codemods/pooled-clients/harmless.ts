/** Statements between two others that don't matter to what is moved across them. */
import { someWithin, type Node } from '../../src/authoring/rule.ts';

/** What may throw, and what may do something. */
export const THROWS = /^(?:Call|New|Await|Member|TaggedTemplate|Yield)Expression$/;
export const ACTS = /^(?:Call|New|Await|TaggedTemplate|Yield|Assignment|Update)Expression$/;

/** Whether it declares variables, and nothing of that kind is in it. */
export function isHarmless(statement: Node, harm: RegExp): boolean {
  return statement.type === 'VariableDeclaration' && !someWithin(statement, ({ type }) => harm.test(type));
}
