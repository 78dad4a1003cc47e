/** Judges a pause after which a function calls itself: a retry, a poll, or a job that is meant to go on. */
import {
  ancestors,
  descendants,
  isFunction,
  isWithin,
  keyName,
  someWithin,
  unwrap,
  type FunctionNode,
  type Node,
  type SourceFile,
  type TSESTree,
} from '../../src/authoring/rule.ts';
import { identityOf } from '../../src/authoring/functions.ts';
import { identifiersIn } from '../../src/authoring/json.ts';
import { atomsOf, movesOn, reasonOf, takesNext, workOf, type Reason } from './exits.ts';
import type { Wait } from './wait.ts';

const FAILURES =
  /^(?:error|close|end|disconnect|exit|timeout|closed|disconnected|connect_error|end_error|connectFailed)$/;
const ERROR_NAME = /^!?(?:e|er|err|error|ex|failure|failed)$/i;
const LIMIT_NAME = /attempt|retr(?:y|ies)|tries|count|max|limit|time_?out|deadline|elapsed/i;

/** The function around a pause that calls itself after it: as the timer's callback, by name, or after an `await`. */
export function repeatedFunction(file: SourceFile, pause: Node, callback: Node | undefined): FunctionNode | undefined {
  for (const at of ancestors(pause)) {
    if (!isFunction(at)) continue;
    const isSelf = (node: Node): boolean => refersTo(file, node, at);
    const calls = callback ? someWithin(callback, isSelf) : callsAfter(file, pause, at, isSelf);
    if (calls) return at;
  }
  return undefined;
}

function refersTo(file: SourceFile, node: Node, fn: FunctionNode): boolean {
  const identity = identityOf(file, fn);
  if (identity === undefined) return false;
  if (typeof identity !== 'string') return node.type === 'Identifier' && file.variableOf(node) === identity;
  if (node.type !== 'MemberExpression' || keyName(node.property, node.computed) !== identity) return false;
  const object = unwrap(node.object);
  if (object.type !== 'Identifier') return object.type === 'ThisExpression';
  // `tasks.connect()` in a method of the object `tasks`.
  const holder = file.variableOf(object)?.writes[0]?.value;
  return /^(?:self|that|_this|me)$/.test(object.name) || (holder !== undefined && isWithin(fn, holder));
}

/** `await sleep(1000); return attempt();` in the function the pause stands in. */
function callsAfter(file: SourceFile, pause: Node, fn: FunctionNode, isSelf: (node: Node) => boolean): boolean {
  const [, end] = file.spanOf(pause);
  const inner = file.functionOf(pause);
  return descendants(fn).some(
    (node) =>
      node.type === 'CallExpression' &&
      isSelf(unwrap(node.callee)) &&
      file.spanOf(node)[0] >= end &&
      file.functionOf(node) === inner,
  );
}

/** Whether a function hands itself another time than it was given: `reconnect(wait * 2)`. */
export function handsOnOther(file: SourceFile, fn: FunctionNode, time: Node): boolean {
  const calls = selfCallsOf(file, fn);
  return identifiersIn(time).some((name) => {
    const variable = file.variableOf(name);
    if (variable?.kind !== 'param' || variable.scopeFunction !== fn || !variable.param) return false;
    const { index } = variable.param;
    return calls.some(
      ({ arguments: given }) => given[index] !== undefined && !isFixedArgument(file, given[index], name.name),
    );
  });
}

function selfCallsOf(file: SourceFile, fn: FunctionNode): readonly TSESTree.CallExpression[] {
  return descendants(fn).filter(
    (node): node is TSESTree.CallExpression =>
      node.type === 'CallExpression' && refersTo(file, unwrap(node.callee), fn),
  );
}

/** `next(i + 1)` in a function that works on `list[i]`. */
function goesThroughList(file: SourceFile, fn: FunctionNode): boolean {
  return selfCallsOf(file, fn).some((call) =>
    call.arguments.some((argument, index) => {
      const param = fn.params[index];
      if (param?.type !== 'Identifier' || file.textOf(argument) === param.name) return false;
      const isIt = (node: Node): boolean => node.type === 'Identifier' && node.name === param.name;
      return someWithin(fn.body, (node) => node.type === 'MemberExpression' && node.computed && isIt(node.property));
    }),
  );
}

function isFixedArgument(file: SourceFile, argument: Node, name: string): boolean {
  return argument.type === 'Literal' || file.textOf(argument) === name || argument.type === 'ObjectExpression';
}

/** What such a pause waits for; undefined where the function calls itself whatever happens. */
export function waitInRecursion(file: SourceFile, pause: Node, fn: FunctionNode): Wait | undefined {
  if (takesNext(fn) || goesThroughList(file, fn)) return undefined;
  const way = wayTo(file, pause, fn);
  const isBounded = hasLimit(file, fn);
  if (way.isAfterFailure) return { kind: 'retry', isBounded, confidence: 0.9 };
  const work = workOf(file, fn, pause);
  if (!way.reasons.includes('answer') || movesOn(file, fn, work)) return undefined;
  return { kind: 'poll', isBounded, confidence: 0.8 };
}

interface Way {
  readonly isAfterFailure: boolean;
  readonly reasons: readonly Reason[];
}

/** The conditions on the way from the start of the function to the pause. */
function wayTo(file: SourceFile, pause: Node, fn: FunctionNode): Way {
  const reasons: Reason[] = [];
  let isAfterFailure = false;
  let from = pause;
  for (const at of ancestors(pause)) {
    if (at === fn) break;
    isAfterFailure ||= isFailurePath(at, from);
    if ((at.type === 'IfStatement' || at.type === 'ConditionalExpression') && from !== at.test) {
      const atoms = atomsOf(at.test);
      isAfterFailure ||= atoms.some((atom) => ERROR_NAME.test(file.textOf(atom)));
      reasons.push(...atoms.map((atom) => reasonOf(file, atom, fn)));
    }
    if (at.type === 'BlockStatement')
      reasons.push(...earlyExits(file, at, from).map((atom) => reasonOf(file, atom, fn)));
    from = at;
  }
  return { isAfterFailure, reasons };
}

/** A `catch`, `.catch(…)`, the second callback of `.then`, a listener of `close` or `error`. */
function isFailurePath(at: Node, from: Node): boolean {
  if (at.type === 'CatchClause') return true;
  if (at.type === 'AssignmentExpression') {
    return (
      at.right === from &&
      at.left.type === 'MemberExpression' &&
      /^on(?:close|error|end)$/.test(keyName(at.left.property, false) ?? '')
    );
  }
  if (at.type !== 'CallExpression' || at.callee.type !== 'MemberExpression') return false;
  const method = keyName(at.callee.property, at.callee.computed);
  const [first, second] = at.arguments;
  if (method === 'catch') return first === from;
  if (method === 'then') return second === from;
  const isListener = method === 'on' || method === 'once' || method === 'addListener' || method === 'addEventListener';
  return isListener && second === from && first?.type === 'Literal' && FAILURES.test(String(first.value));
}

/** `if (ready) return resolve();` before the pause: what it tests. An exit that does nothing only stops. */
function earlyExits(file: SourceFile, block: TSESTree.BlockStatement, from: Node): readonly Node[] {
  const before = block.body.slice(
    0,
    block.body.findIndex((statement) => statement === from),
  );
  return before.flatMap((statement) => {
    if (statement.type !== 'IfStatement' || !endsWell(file, statement.consequent)) return [];
    return atomsOf(statement.test).filter((atom) => !ERROR_NAME.test(file.textOf(atom)));
  });
}

function endsWell(file: SourceFile, branch: Node): boolean {
  const leaves = someWithin(branch, ({ type }) => type === 'ReturnStatement', isFunction);
  const tells = someWithin(
    branch,
    (node) =>
      (node.type === 'ReturnStatement' && node.argument !== null) ||
      (node.type === 'CallExpression' &&
        /^(?:resolve|res|done|cb|callback|next|fulfill|ok|finish|accept)$/.test(file.textOf(node.callee))),
    isFunction,
  );
  return leaves && tells;
}

function hasLimit(file: SourceFile, fn: FunctionNode): boolean {
  return someWithin(
    fn.body,
    (node) =>
      (node.type === 'IfStatement' || node.type === 'ConditionalExpression') &&
      atomsOf(node.test).some((atom) => reasonOf(file, atom, fn) === 'limit' || LIMIT_NAME.test(file.textOf(atom))),
  );
}
