/** What a repetition waits for: the conditions under which it ends, taken apart. */
import {
  ancestors,
  descendants,
  isFunction,
  isLoop,
  someWithin,
  unwrap,
  type Node,
  type SourceFile,
  type TSESTree,
} from '../../src/authoring/rule.ts';
import { identifiersIn, isChangedIn } from '../../src/authoring/json.ts';

/**
 * `limit`: a count or a clock. `flag`: somebody stops it. `page`: there is no
 * more to fetch or to work on. `answer`: something else is looked at.
 */
export type Reason = 'limit' | 'flag' | 'page' | 'answer' | 'none';

const CLOCK =
  /^(?:#Date\.now|#performance\.now|#process\.(?:hrtime|uptime)|process\.(?:hrtime|uptime)|perf_hooks\.performance\.now|#Date)\b/;
const DEADLINE = /deadline|time_?out|elapsed|waited|expires?\b|max_?wait|started?_?at\b|start_?time|until\b/i;
const COUNTED = /attempt|retr(?:y|ies)|\btr(?:y|ies)\b|tries\b|\bcount(?:er)?\b|max|limit|\bi\b|\bloops?\b/i;
const FLAG =
  /running|stop|abort|clos(?:ed?|ing)\b|shut|destroy|enabled|disabled|\b_?active\b|isActive|cancel|dispos|exiting|quit|terminat|unmounted|signal|alive|paused|draining/i;
const PAGE =
  /cursor|token|next|page|offset|\bhas_?more|more\b|marker|last_?(?:id|key|evaluated)|continu|start_?(?:at|after|key)|\bskip\b|batch|chunk|\brows\b|records\b|items\b|length\b|\bsize\b|remaining|total|affected|deleted|removed|changes\b|processed|modified|inserted|queue|\bcount\b/i;
const OF_LIST = /length\b|count|affected|deleted|removed|batch|limit|per_?page|page_?size/i;
const SILENT = /^(?:#console\.|#Math\.|#Number|#String|#Boolean|#clear)/;

/** The parts of a condition between `&&`, `||` and `!`. */
export function atomsOf(test: Node): readonly Node[] {
  const inner = peel(test);
  if (inner.type === 'LogicalExpression') return [...atomsOf(inner.left), ...atomsOf(inner.right)];
  if (inner.type === 'UnaryExpression' && inner.operator === '!') return atomsOf(inner.argument);
  return [inner];
}

/** What one part of a condition looks at. `scope` is the loop or the function that repeats. */
export function reasonOf(file: SourceFile, atom: Node, scope: Node): Reason {
  const text = file.textOf(atom);
  const inner = peel(atom);
  if (inner.type === 'Literal') return 'none';
  if (someWithin(atom, (node) => isClock(file, node), isFunction)) return 'limit';
  if (isCountedIn(file, atom, scope) || (isComparison(inner) && DEADLINE.test(text))) return 'limit';
  if (isComparison(inner) && /[<>]/.test(inner.operator) && COUNTED.test(text) && !hasAwait(atom)) return 'limit';
  if (/^[<>]/.test(inner.type === 'BinaryExpression' ? inner.operator : '') && PAGE.test(text)) return 'page';
  if (FLAG.test(text) && inner.type !== 'BinaryExpression' && !hasAwait(atom)) return 'flag';
  // Two values of one kind, or a word: not the end of a list.
  if (isEquality(inner) && !OF_LIST.test(text)) return 'answer';
  return PAGE.test(text) ? 'page' : 'answer';
}

function isEquality(node: Node): boolean {
  return isComparison(node) && /^[!=]==?$/.test(node.operator) && isNamed(node.right) && isNamed(node.left);
}

/** Whether a side of a comparison is a word or a name, rather than a number or nothing. */
function isNamed(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'Literal') return typeof inner.value === 'string' && inner.value !== '';
  return inner.type !== 'Identifier' || inner.name !== 'undefined';
}

/** Without casts, but with its `await`. */
function peel(node: Node): Node {
  return node.type === 'AwaitExpression' ? node : unwrap(node);
}

function isComparison(node: Node): node is TSESTree.BinaryExpression {
  return node.type === 'BinaryExpression';
}

function isClock(file: SourceFile, node: Node): boolean {
  if (node.type === 'NewExpression') return file.calleeOf(node) === '#Date';
  return node.type === 'CallExpression' && CLOCK.test(file.calleeOf(node) ?? '');
}

/** Whether a condition compares what each pass counts up or down. */
function isCountedIn(file: SourceFile, atom: Node, scope: Node): boolean {
  const names = identifiersIn(atom);
  const texts = new Set([...names.map(({ name }) => name), file.textOf(unwrap(atom))]);
  return someWithin(
    scope,
    (node) =>
      (node.type === 'UpdateExpression' && texts.has(file.textOf(node.argument))) ||
      (node.type === 'AssignmentExpression' && node.operator !== '=' && texts.has(file.textOf(node.left))),
  );
}

function hasAwait(node: Node): boolean {
  return someWithin(node, ({ type }) => type === 'AwaitExpression', isFunction);
}

/** The conditions under which a loop ends: its own, and those of what leaves it. */
export function exitsOf(loop: Node): readonly Node[] {
  const own = isLoop(loop) && 'test' in loop && loop.test ? [loop.test] : [];
  const leaving = descendants(loop, isFunction).filter((node) => leaves(node, loop));
  return [...own, ...leaving.flatMap((node) => conditionsOf(node, loop))].flatMap(atomsOf);
}

/** Whether a statement ends a loop without a failure. */
function leaves(node: Node, loop: Node): boolean {
  if (node.type === 'ReturnStatement') return true;
  if (node.type !== 'BreakStatement') return false;
  for (const at of ancestors(node))
    if (isLoop(at) || at.type === 'SwitchStatement') return at === loop || node.label !== null;
  return false;
}

function conditionsOf(node: Node, loop: Node): readonly Node[] {
  const found: Node[] = [];
  for (const at of ancestors(node)) {
    if (at === loop) break;
    if (at.type === 'IfStatement') found.push(at.test);
    if (at.type === 'SwitchStatement') found.push(at.discriminant);
  }
  return found;
}

/** Awaited calls of a repetition other than the pause itself and what only reports. */
export function workOf(file: SourceFile, scope: Node, pause: Node): readonly TSESTree.CallExpression[] {
  return descendants(scope, (node) => node !== scope && isFunction(node)).filter(
    (node): node is TSESTree.CallExpression =>
      node.type === 'CallExpression' &&
      node !== pause &&
      node.parent.type === 'AwaitExpression' &&
      !SILENT.test(file.calleeOf(node) ?? ''),
  );
}

/** Whether a repetition takes the next thing from a list, so that each pass works on another. */
export function takesNext(scope: Node): boolean {
  return someWithin(
    scope,
    (node) =>
      node.type === 'CallExpression' &&
      node.callee.type === 'MemberExpression' &&
      node.callee.property.type === 'Identifier' &&
      /^(?:shift|pop|splice|dequeue|take|poll(?:First)?|next|read)$/.test(node.callee.property.name),
  );
}

/** Whether the counter of a `for` chooses what each pass works on: `list[i]`, `fetchPage(i)`. */
export function countsItems(
  file: SourceFile,
  loop: TSESTree.ForStatement,
  work: readonly TSESTree.CallExpression[],
): boolean {
  const declared = loop.init?.type === 'VariableDeclaration' ? loop.init.declarations[0]?.id : undefined;
  const variable = declared?.type === 'Identifier' ? file.variableOf(declared) : undefined;
  if (!variable) return false;
  const isIt = (node: Node): boolean => node.type === 'Identifier' && file.variableOf(node) === variable;
  return (
    someWithin(
      loop.body,
      (node) => node.type === 'MemberExpression' && node.computed && someWithin(node.property, isIt),
    ) ||
    work.some((call) => call.arguments.some((argument) => someWithin(argument, isIt))) ||
    (loop.test !== null && /\.(?:length|size)\b/.test(file.textOf(loop.test)))
  );
}

/** Whether the arguments of the work change from pass to pass, as with a cursor. */
export function movesOn(file: SourceFile, scope: Node, work: readonly TSESTree.CallExpression[]): boolean {
  return work.some((call) =>
    call.arguments.some((argument) =>
      identifiersIn(argument).some((name) => {
        const variable = file.variableOf(name);
        return variable !== undefined && PAGE.test(name.name) && isChangedIn(file, scope, [variable]);
      }),
    ),
  );
}
