/** Judges an interval that is cleared as soon as what it looks for is there. */
import {
  descendants,
  isFunction,
  someWithin,
  unwrap,
  type FunctionNode,
  type Node,
  type SourceFile,
  type TSESTree,
} from '../../src/authoring/rule.ts';
import { atomsOf, reasonOf } from './exits.ts';
import type { Wait } from './wait.ts';

const TELLS = /^(?:resolve|res|done|cb|callback|next|fulfill|ok|finish|accept|reject|rej)$/;
const REPORTS = /\b(?:log(?:ger)?|console|debug|winston|clearInterval|clearTimeout)\b|^(?:reject|rej)$/i;

/** `setInterval(() => { if (ready) { clearInterval(timer); resolve(); } }, 100)`; undefined for a job done again and again. */
export function waitInInterval(file: SourceFile, call: TSESTree.CallExpression): Wait | undefined {
  const callback = call.arguments[0];
  if (!callback || !isFunction(callback)) return undefined;
  const ends = descendants(callback.body).filter((node) => isClear(file, node));
  const found = ends.flatMap((end) => branchOf(end, callback) ?? []);
  const isWait = found.some(
    ({ test, branch }) =>
      atomsOf(test).some((atom) => reasonOf(file, atom, callback) === 'answer') && tells(file, branch),
  );
  if (
    !isWait ||
    worksBeside(
      file,
      callback,
      found.map(({ branch }) => branch),
    )
  )
    return undefined;
  const isBounded = descendants(callback.body).some(
    (node) =>
      node.type === 'IfStatement' && atomsOf(node.test).some((atom) => reasonOf(file, atom, callback) === 'limit'),
  );
  return { kind: 'poll', isBounded, confidence: 0.8 };
}

function isClear(file: SourceFile, node: Node): boolean {
  return node.type === 'CallExpression' && /^(?:#|timers\.)clear(?:Interval|Timeout)$/.test(file.calleeOf(node) ?? '');
}

/** The nearest condition around a node, and the branch that holds it. */
function branchOf(node: Node, within: FunctionNode): { readonly test: Node; readonly branch: Node } | undefined {
  let from = node;
  for (let at = node.parent; at && at !== within; from = at, at = at.parent) {
    if (at.type === 'IfStatement' && from !== at.test) return { test: at.test, branch: from };
  }
  return undefined;
}

/** Whether somebody who waits is told. */
function tells(file: SourceFile, branch: Node): boolean {
  return someWithin(branch, (node) => node.type === 'CallExpression' && TELLS.test(file.textOf(unwrap(node.callee))));
}

/** Whether the callback does anything besides looking: then the looking is not what it is for. */
function worksBeside(file: SourceFile, callback: FunctionNode, branches: readonly Node[]): boolean {
  return someWithin(
    callback.body,
    (node) =>
      node.type === 'ExpressionStatement' &&
      unwrap(node.expression).type === 'CallExpression' &&
      !REPORTS.test(file.textOf((unwrap(node.expression) as TSESTree.CallExpression).callee)) &&
      !someWithin(node, (part) => isFunction(part)),
    (node) => branches.includes(node) || isReporting(node, branches),
  );
}

function isReporting(node: Node, branches: readonly Node[]): boolean {
  return node.type === 'IfStatement' && branches.includes(node.consequent);
}
