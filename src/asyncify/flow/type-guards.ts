/** Tests that a value is no function, around the place that reads it. */
import type { Node, SourceFile } from '../../contracts.ts';
import { isFunction, isWithin } from '../../syntax/node.ts';

/** `if (typeof x.y === 'object') use(x.y)`: there it is no function. */
export function isGuardedByType(file: SourceFile, read: Node): boolean {
  const text = plain(file.textOf(read));
  for (let at: Node = read; at.parent && !isFunction(at); at = at.parent) {
    const { parent } = at;
    const isThen =
      ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.consequent === at) ||
      (parent.type === 'LogicalExpression' && parent.operator === '&&' && parent.right === at);
    if (isThen && excludes(file, parent.type === 'LogicalExpression' ? parent.left : parent.test, text, read))
      return true;
  }
  return false;
}

/** Whether a test that came out true says so. */
function excludes(file: SourceFile, test: Node, text: string, read: Node): boolean {
  if (isWithin(read, test)) return false;
  if (test.type === 'LogicalExpression' && test.operator === '&&') {
    return excludes(file, test.left, text, read) || excludes(file, test.right, text, read);
  }
  if (test.type === 'CallExpression') {
    return file.calleeOf(test) === '#Array.isArray' && test.arguments.some((one) => plain(file.textOf(one)) === text);
  }
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return false;
  return [
    [test.left, test.right],
    [test.right, test.left],
  ].some(
    ([asked, type]) =>
      asked?.type === 'UnaryExpression' &&
      asked.operator === 'typeof' &&
      plain(file.textOf(asked.argument)) === text &&
      type?.type === 'Literal' &&
      type.value !== 'function',
  );
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
