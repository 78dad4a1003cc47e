/** Promises that are made before a new await and waited for after it: a rejection in between has nobody to handle it. */
import type { Node, Variable } from '../../contracts.ts';
import { keyName, spanOf, unwrap } from '../../syntax/node.ts';
import { referencesTo } from '../../syntax/references.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Body } from './order.ts';
import type { SiteReason } from '../refusals.ts';

/** The first promise of the function that would be left alone; undefined where there is none. */
export function promiseLeftAlone(
  { in: at, node: fn }: Body,
  awaits: readonly Node[],
): Pick<SiteReason, 'code' | 'message' | 'node'> | undefined {
  for (const declarator of at.file.nodes('VariableDeclarator')) {
    const { id, init } = declarator;
    if (id.type !== 'Identifier' || !init || at.file.functionOf(declarator) !== fn) continue;
    if (unwrap(init).type !== 'CallExpression' || isCaught(init)) continue;
    const variable = at.file.variableOf(id);
    const handled = variable && handledAt(at.file, variable);
    const end = spanOf(declarator)[1];
    if (handled === undefined || !awaits.some((node) => spanOf(node)[0] > end && spanOf(node)[1] < handled)) continue;
    const message = `the promise \`${id.name}\` could be rejected during what becomes an await, before anybody waits for it`;
    return { code: 'hazard/order', message, node: declarator };
  }
  return undefined;
}

/** Where a variable is first waited for; undefined where it is none that is. */
function handledAt(file: ModelFile['file'], variable: Variable): number | undefined {
  const places = referencesTo(file, variable).filter(isHandling);
  return places.length === 0 ? undefined : Math.min(...places.map((node) => spanOf(node)[0]));
}

function isHandling(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'AwaitExpression') return true;
  if (parent?.type === 'MemberExpression') {
    return parent.object === node && /^(?:then|catch|finally)$/.test(keyName(parent.property, parent.computed) ?? '');
  }
  const call = parent?.type === 'ArrayExpression' ? parent.parent : undefined;
  return call?.type === 'CallExpression' && call.parent.type === 'AwaitExpression';
}

/** `work().catch(…)` has somebody from the start. */
function isCaught(init: Node): boolean {
  const inner = unwrap(init);
  if (inner.type !== 'CallExpression') return false;
  const callee = unwrap(inner.callee);
  const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
  return name === 'catch' || (name === 'then' && inner.arguments.length > 1);
}
