/** Whether `await` may stand before a call, once the function around it is async. */
import type { Node, SourceFile } from '../../contracts.ts';
import { ancestors, isFunction } from '../../syntax/node.ts';
import type { AsyncCode, Obstacle } from '../decisions.ts';

/** The obstacle between a call and the function or file around it; undefined where there is none. */
export function canAwaitAt(_file: SourceFile, node: Node): Obstacle | undefined {
  return inShortChain(node) ?? outwards(node);
}

function outwards(node: Node): Obstacle | undefined {
  let below = node;
  for (const at of ancestors(node)) {
    const found = forbids(at, below);
    if (found) return { code: found[0], message: found[1], node: at };
    if (isFunction(at)) return undefined;
    below = at;
  }
  return undefined;
}

function forbids(at: Node, below: Node): readonly [AsyncCode, string] | undefined {
  if (isFunction(at)) {
    const isParameter = at.params.some((param) => param === below);
    return isParameter ? ['barrier/default-parameter', 'the default of a parameter can wait for nothing'] : undefined;
  }
  switch (at.type) {
    case 'Decorator':
      return ['barrier/decorator', 'a decorator can wait for nothing'];
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return ['barrier/field-initializer', 'a field of a class can wait for nothing'];
    case 'StaticBlock':
      return ['barrier/field-initializer', 'a static block can wait for nothing'];
    case 'MethodDefinition':
      return ['barrier/field-initializer', 'a computed name of a class member can wait for nothing'];
    case 'TSEnumMember':
    case 'TSModuleBlock':
    case 'TSExportAssignment':
      return ['barrier/top-level', 'the body of a namespace or an enum can wait for nothing'];
    default:
      return undefined;
  }
}

/** `a?.f().x`: where `a` is nothing, `.x` is left out too; `(await a?.f()).x` would read it. */
function inShortChain(node: Node): Obstacle | undefined {
  if (!hasOptionalBefore(node)) return undefined;
  const { parent } = node;
  const goesOn =
    (parent?.type === 'MemberExpression' && parent.object === node) ||
    (parent?.type === 'CallExpression' && parent.callee === node) ||
    parent?.type === 'TSNonNullExpression';
  if (!goesOn) return undefined;
  return { code: 'barrier/ambiguous', message: 'an optional chain goes on behind the call', node: parent };
}

/** Whether a call is left out where something before it in its chain is nothing. */
export function hasOptionalBefore(node: Node): boolean {
  let at: Node | undefined = node;
  while (at) {
    if ((at.type === 'MemberExpression' || at.type === 'CallExpression') && at.optional) return true;
    at =
      at.type === 'MemberExpression'
        ? at.object
        : at.type === 'CallExpression'
          ? at.callee
          : at.type === 'TSNonNullExpression'
            ? at.expression
            : undefined;
  }
  return false;
}
