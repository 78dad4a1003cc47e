/** Tells a pause that is the same each time from one that grows, varies or was told by the other side. */
import {
  descendants,
  isWithin,
  someWithin,
  unwrap,
  type Node,
  type SourceFile,
  type TSESTree,
} from '../../src/authoring/rule.ts';
import { constantOf } from '../../src/authoring/json.ts';

/** Shorter ones let others run, they don't wait. */
const SHORTEST = 5;
/** `Retry-After`, and what drivers and providers call it. */
const TOLD = /retry[-_]?(?:after|in)\b|poll[-_]?(?:after|in)\b|reset[-_]?(?:at|in)\b|ratelimit/i;
/** A time that the name says is random or growing, whoever computes it. */
const VARIES = /jitter|backoff|random|expo|remaining|elapsed|throttle|debounce/i;
const SAME_FOR_SAME = /^(?:#Math\.(?:min|max|round|floor|ceil)|#Number|#parseInt|#Number\.parseInt|ms|#String)$/;

/** Whether each pass through `scope` (a loop or a function) pauses for the same time. */
export function isFixedTime(file: SourceFile, time: Node, scope: Node): boolean {
  const text = file.textOf(time);
  if (TOLD.test(text) || VARIES.test(text)) return false;
  const number = numberOf(file, time);
  return number === undefined ? isFixed(file, time, scope, 0) : number >= SHORTEST;
}

function isFixed(file: SourceFile, node: Node, scope: Node, depth: number): boolean {
  const inner = unwrap(node);
  const fixed = (part: Node): boolean => isFixed(file, part, scope, depth + 1);
  if (depth > 6) return false;
  switch (inner.type) {
    case 'Literal':
      return true;
    case 'Identifier':
      return isFixedName(file, inner, scope, depth);
    case 'MemberExpression':
      return isFixedMember(file, inner, scope, depth);
    case 'BinaryExpression':
      return (
        /^[-+*/]$/.test(inner.operator) &&
        inner.left.type !== 'PrivateIdentifier' &&
        fixed(inner.left) &&
        fixed(inner.right)
      );
    case 'LogicalExpression':
      return fixed(inner.left) && fixed(inner.right);
    case 'CallExpression':
      return SAME_FOR_SAME.test(file.calleeOf(inner) ?? '') && inner.arguments.every(fixed);
    default:
      return false;
  }
}

function isFixedName(file: SourceFile, name: TSESTree.Identifier, scope: Node, depth: number): boolean {
  const variable = file.variableOf(name);
  if (!variable) return name.name === 'undefined';
  if (variable.writes.some(({ value }) => TOLD.test(file.textOf(value)) || VARIES.test(file.textOf(value))))
    return false;
  const constant = constantOf(file, name);
  if (constant) {
    const [write] = constant.writes;
    const isInside = isWithin(constant.declaration, scope);
    return write !== undefined && (!isInside || isFixed(file, write.value, scope, depth + 1));
  }
  if (variable.kind === 'import') return true;
  // Several writes make it grow; one that is part of something larger, outside the loop, is read once.
  const isDefaulted = variable.kind === 'param' && variable.writes.length <= 1;
  return (
    (isDefaulted || (variable.writes.length === 1 && !isWithin(variable.declaration, scope))) &&
    !isCounted(file, name.name)
  );
}

/** `delay *= 2`, `delay++`. */
function isCounted(file: SourceFile, text: string): boolean {
  return someWithin(
    file.ast,
    (node) =>
      (node.type === 'AssignmentExpression' && node.operator !== '=' && file.textOf(node.left) === text) ||
      (node.type === 'UpdateExpression' && file.textOf(node.argument) === text),
  );
}

/** `config.interval`, `this.options.delay`, unless the code itself writes it. */
function isFixedMember(file: SourceFile, node: TSESTree.MemberExpression, scope: Node, depth: number): boolean {
  if (node.computed && node.property.type !== 'Literal') return false;
  const text = file.textOf(node);
  const isWritten = descendants(scope).some(
    (part) => part.type === 'AssignmentExpression' && file.textOf(part.left) === text,
  );
  if (isWritten || isCounted(file, text)) return false;
  const object = unwrap(node.object);
  if (object.type === 'ThisExpression') return true;
  if (object.type === 'MemberExpression') return isFixedMember(file, object, scope, depth);
  const variable = object.type === 'Identifier' ? file.variableOf(object) : undefined;
  if (object.type !== 'Identifier') return false;
  return variable === undefined
    ? object.name !== 'Math'
    : variable.kind === 'param'
      ? !isOfCallback(variable.name)
      : !isWithin(variable.declaration, scope);
}

/** What came with the answer: `error.retry`, `response.delay`. */
function isOfCallback(name: string): boolean {
  return /^(?:e|err|error|res|resp|response|result|reply|data|body|info|status|state|job|task)$/i.test(name);
}

/** A number the text alone tells: `5 * 1000`, a constant of one. */
export function numberOf(file: SourceFile, node: Node, depth = 0): number | undefined {
  const inner = unwrap(node);
  if (depth > 8) return undefined;
  if (inner.type === 'Literal') return typeof inner.value === 'number' ? inner.value : undefined;
  if (inner.type === 'BinaryExpression' && inner.left.type !== 'PrivateIdentifier') {
    const [left, right] = [numberOf(file, inner.left, depth + 1), numberOf(file, inner.right, depth + 1)];
    if (left === undefined || right === undefined) return undefined;
    if (inner.operator === '*') return left * right;
    if (inner.operator === '+') return left + right;
    return inner.operator === '/' ? left / right : undefined;
  }
  const write = constantOf(file, inner)?.writes[0];
  return write && numberOf(file, write.value, depth + 1);
}
