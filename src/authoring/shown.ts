/** What is called, as people would say it. */
import type { Node } from '../contracts.ts';
import { keyName, unwrap } from '../syntax/node.ts';

/** Longer names lose their beginning. */
const MOST = 40;

/** `posts.getCid`, `repository.select().getRawOne`: on one line, without arguments, the end of it where it is long. */
export function shownCallee(callee: Node): string {
  const text = written(callee);
  if (text.length <= MOST) return text;
  const parts = text.split('.');
  while (parts.length > 1 && parts.join('.').length >= MOST) parts.shift();
  return `…${parts.join('.')}`;
}

function written(node: Node): string {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'Identifier':
      return inner.name;
    case 'ThisExpression':
      return 'this';
    case 'Super':
      return 'super';
    case 'CallExpression':
      return `${written(inner.callee)}()`;
    case 'NewExpression':
      return `new ${written(inner.callee)}()`;
    case 'MemberExpression': {
      const name = keyName(inner.property, inner.computed);
      return written(inner.object) + (name === undefined ? '[…]' : `.${name}`);
    }
    default:
      return '…';
  }
}
