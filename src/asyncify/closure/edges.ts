/** The call edges of all functions that were followed: how many there are, and which, with the reason of each. */
import type { CallEdge, CodemodPlan, EdgeCounts, Node } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import { EXCLUSIONS } from '../flow/exclusions.ts';
import type { CallUse } from '../flow/uses.ts';
import type { PlacedFunction } from '../model/placed.ts';
import { placeOf } from '../place.ts';
import { linkOf } from './closure.ts';
import type { AsyncEffect, Effects } from './effects.ts';

/** Their counts; one by one only where somebody wants to read them. */
export function edgesOf(effects: Effects, isListed: boolean): Pick<CodemodPlan, 'edges' | 'edgeList'> {
  const followed = effects.followed();
  const edges = countsOf([...followed.values()]);
  if (!isListed) return { edges };
  const list = [...followed].flatMap(([fn, effect]) => edgesOfFunction(fn, effect));
  return { edges, edgeList: list.sort(byPlace) };
}

function countsOf(followed: readonly AsyncEffect[]): EdgeCounts {
  const uses = followed.flatMap(({ calls, iterations }) => [...calls, ...iterations]);
  const proved = uses.filter(({ certainty }) => certainty === 'proved').length;
  const excluded = followed.reduce((sum, effect) => sum + effect.excluded.length, 0);
  return { proved, possible: uses.length - proved, excluded };
}

function edgesOfFunction(fn: PlacedFunction, effect: AsyncEffect): readonly CallEdge[] {
  const callee = linkOf(fn);
  const edge = (kind: CallEdge['kind'], use: Pick<CallUse, 'in' | 'node'>, reason: string): CallEdge => ({
    ...{ kind, callee, reason },
    ...placeOf(use.in, use.node),
  });
  return [
    ...effect.calls.map((use) => edge(use.certainty, use, reasonOf(use))),
    ...effect.iterations.map((use) => edge(use.certainty, use, ITERATION)),
    ...effect.excluded.map((use) => edge('excluded', use, EXCLUSIONS[use.rule])),
  ];
}

const ITERATION = 'given to a method that calls it for each element';

/** Why a call is, or may be, one of the function. */
function reasonOf({ node, certainty }: CallUse): string {
  const callee = node.type === 'CallExpression' ? calledBy(unwrap(node.callee)) : node;
  const name = callee.type === 'MemberExpression' ? memberName(callee.property, callee.computed) : undefined;
  if (certainty === 'proved') {
    return name === undefined ? 'called by its name' : 'a member of what it is kept in';
  }
  return name === undefined
    ? 'what is called here may be the function, or another value'
    : `whether this ${name} is the function can't be told from its object`;
}

/** `f` in `f.call(this)`. */
function calledBy(callee: Node): Node {
  if (callee.type !== 'MemberExpression') return callee;
  const name = keyName(callee.property, callee.computed);
  return name === 'call' || name === 'apply' ? unwrap(callee.object) : callee;
}

function memberName(property: Node, computed: boolean): string {
  const name = keyName(property, computed);
  return name === undefined ? 'member' : `\`${name}\``;
}

function byPlace(a: CallEdge, b: CallEdge): number {
  return compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.callee.path, b.callee.path);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
