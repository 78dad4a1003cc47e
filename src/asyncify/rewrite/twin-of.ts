/** The twin of one call with its arguments, or why it has none. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, Node, SourceFile } from '../../contracts.ts';
import { keyName } from '../../syntax/node.ts';
import type { Obstacle, TwinRow } from '../decisions.ts';
import { argumentObstacle } from './twin-arguments.ts';
import { planCallee } from './twin-callee.ts';
import { rowOf } from './twin-rows.ts';

/** What takes the place of a call. */
export function twinOf(file: SourceFile, call: Node, api: ApiPath): TwinRow | Obstacle {
  const none = (message: string): Obstacle => ({ code: 'twin/none', message, node: call });
  if (call.type !== 'CallExpression') return none('only a call has a twin');
  const row = rowOf(api);
  if (typeof row === 'string') return none(row);
  if (isIndirect(call)) {
    return { code: 'twin/option', message: 'its arguments are given by `call` or `apply`', node: call };
  }
  const obstacle = argumentObstacle(file, call, api);
  if (obstacle !== undefined) return { code: 'twin/option', message: obstacle, node: call };
  const planned = planCallee(file, call, api, row);
  return typeof planned === 'string' ? none(planned) : row;
}

/** `readFileSync.call(fs, p)`. */
function isIndirect({ callee }: TSESTree.CallExpression): boolean {
  return callee.type === 'MemberExpression' && /^(?:apply|call)$/.test(keyName(callee.property, callee.computed) ?? '');
}
