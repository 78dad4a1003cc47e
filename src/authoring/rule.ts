/** All that a rule may import, beside the contracts. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, Node, Rule, SourceFile } from '../contracts.ts';
import { callbackUse } from '../syntax/iteration.ts';
import { keyName } from '../syntax/node.ts';

export type {
  ApiPath,
  Context,
  Cost,
  Edit,
  Fix,
  FunctionNode,
  Match,
  Node,
  Rewrite,
  Rule,
  SourceFile,
  Span,
  Visitor,
} from '../contracts.ts';
export type { TSESTree } from '@typescript-eslint/types';
export { callbackUse, enclosingIterations, loopDepthOf } from '../syntax/iteration.ts';
export { foldString } from '../syntax/fold.ts';
export { isOnce } from '../syntax/once.ts';
export { descendants, someWithin } from '../syntax/references.ts';
export { shapeOf } from '../syntax/shape.ts';
export { ancestors, functionOf, isFunction, isLoop, isWithin, keyName, unwrap } from '../syntax/node.ts';

/** Gives a rule its types; it adds nothing. */
export function defineRule<Data>(rule: Rule<Data>): Rule<Data> {
  return rule;
}

/**
 * The APIs handed to a call that runs them: `files.map(fs.readFileSync)`,
 * `ready.then(fs.readFileSync)`. Functions written in place are not among
 * them; what they call is found inside them.
 */
export function apisPassedTo(
  file: SourceFile,
  call: TSESTree.CallExpression,
): readonly { readonly node: Node; readonly api: ApiPath }[] {
  return call.arguments.flatMap((node) => {
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression' && !isBound(node)) return [];
    const api = callbackUse(file, node) === undefined ? undefined : file.apiOf(node);
    return api === undefined ? [] : [{ node, api }];
  });
}

/** `fs.readFileSync.bind(fs)` */
function isBound(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    keyName(node.callee.property, node.callee.computed) === 'bind'
  );
}
