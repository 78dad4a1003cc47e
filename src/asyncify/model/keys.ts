/** Which names a computed key can be: `target[key]`. */
import type { Node, SourceFile, Variable } from '../../contracts.ts';
import { foldString } from '../../syntax/fold.ts';
import { keyName, unwrap } from '../../syntax/node.ts';

const MAX_DEPTH = 4;

/** Whether the key may be this name: anything may, but for numbers, symbols and texts that are known in part. */
export function mayBeKey(file: SourceFile, key: Node, name: string, depth = 0): boolean {
  const inner = unwrap(key);
  if (depth > MAX_DEPTH) return true;
  if (isNumeric(file, inner) || /^#Symbol\b/.test(file.apiOf(inner) ?? '')) return false;
  if (inner.type === 'ConditionalExpression') {
    return mayBeKey(file, inner.consequent, name, depth + 1) || mayBeKey(file, inner.alternate, name, depth + 1);
  }
  if (inner.type === 'LogicalExpression') {
    return mayBeKey(file, inner.left, name, depth + 1) || mayBeKey(file, inner.right, name, depth + 1);
  }
  const folded = foldString(inner, file);
  if (folded !== undefined) return fits(folded, name);
  const values = inner.type === 'Identifier' ? constantsOf(file.variableOf(inner)) : undefined;
  return values?.some((value) => mayBeKey(file, value, name, depth + 1)) ?? true;
}

/** `*` stands for anything. */
function fits(folded: string, name: string): boolean {
  const parts = folded.split('*').map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(name);
}

/** All that a local variable is written with. */
function constantsOf(variable: Variable | undefined): readonly Node[] | undefined {
  if (!variable || (variable.kind !== 'const' && variable.kind !== 'let')) return undefined;
  const { writes } = variable;
  const isWhole = writes.every(({ path, element }) => path.length === 0 && element !== true);
  return isWhole && writes.length > 0 ? writes.map(({ value }) => value) : undefined;
}

/** Counters, lengths and results of arithmetic. */
function isNumeric(file: SourceFile, node: Node): boolean {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number';
    case 'UpdateExpression':
      return true;
    case 'UnaryExpression':
      return /^[+~-]$/.test(node.operator);
    case 'BinaryExpression':
      return node.operator !== '+' || (isNumeric(file, unwrap(node.left)) && isNumeric(file, unwrap(node.right)));
    case 'MemberExpression':
      return keyName(node.property, node.computed) === 'length';
    case 'Identifier':
      return isCounter(file, file.variableOf(node));
    default:
      return false;
  }
}

function isCounter(file: SourceFile, variable: Variable | undefined): boolean {
  if (!variable) return false;
  const { declaration, writes } = variable;
  if (declaration.type === 'Identifier' && declaration.typeAnnotation?.typeAnnotation.type === 'TSNumberKeyword') {
    return true;
  }
  const isPlain = writes.every(({ path, element }) => path.length === 0 && element !== true);
  return isPlain && writes.length > 0 && writes.every(({ value }) => isOwnArithmetic(file, variable, unwrap(value)));
}

/** `i = 0`, `i = i + 1`: what the variable itself adds to the sum is a number where all else is. */
function isOwnArithmetic(file: SourceFile, variable: Variable, value: Node): boolean {
  if (value.type !== 'BinaryExpression' || value.operator !== '+') {
    return value.type === 'Identifier' ? false : isNumeric(file, value);
  }
  return [value.left, value.right].every((part) => {
    const inner = unwrap(part);
    return inner.type === 'Identifier' ? file.variableOf(inner) === variable : isNumeric(file, inner);
  });
}
