/** Whether a function can become async at all, by what it is. */
import type { FunctionNode, Node, SourceFile } from '../../contracts.ts';
import { keyName } from '../../syntax/node.ts';
import { referencesTo } from '../../syntax/references.ts';
import type { AsyncCode, Obstacle } from '../decisions.ts';
import { everyNode } from '../../additions/imports/tree.ts';

/** Methods that the language or Node calls by itself. */
const IMPLICIT: ReadonlySet<string> = new Set(['toString', 'valueOf', 'toJSON', 'toLocaleString', 'then', 'inspect']);

/** Why a function can't become async; undefined where it can. */
export function functionObstacle(file: SourceFile, fn: FunctionNode): Obstacle | undefined {
  if (fn.async) return undefined;
  const found = byKind(fn) ?? byMember(file, fn) ?? byType(file, fn) ?? byUse(file, fn) ?? byBody(file, fn);
  return found && { code: found[0], message: found[1], node: fn };
}

type Found = readonly [AsyncCode, string] | undefined;

function byKind(fn: FunctionNode): Found {
  if (fn.generator) return ['barrier/generator', 'a generator gives its values one by one'];
  const { parent } = fn;
  if (parent.type === 'MethodDefinition' || parent.type === 'Property') {
    if (parent.kind === 'constructor') return ['barrier/constructor', 'a constructor returns its object at once'];
    if (parent.kind === 'get' || parent.kind === 'set') return ['barrier/accessor', `a ${parent.kind}ter can't wait`];
  }
  return undefined;
}

function byMember(file: SourceFile, fn: FunctionNode): Found {
  const key = keyOf(fn);
  if (!key) return undefined;
  const name = keyName(key.node, key.computed);
  if (name !== undefined && IMPLICIT.has(name)) return ['barrier/implicit-method', `${name} is called implicitly`];
  const isSymbol = key.computed && /^\[?\s*(?:Symbol|util\.inspect|inspect)\b/.test(file.textOf(key.node));
  return isSymbol ? ['barrier/implicit-method', 'methods named by symbols are called implicitly'] : undefined;
}

/** The name under which a function is kept, as a member. */
function keyOf(fn: FunctionNode): { readonly node: Node; readonly computed: boolean } | undefined {
  const { parent } = fn;
  switch (parent.type) {
    case 'MethodDefinition':
    case 'Property':
    case 'PropertyDefinition':
      return { node: parent.key, computed: parent.computed };
    case 'AssignmentExpression': {
      const { left, right } = parent;
      const isMember = right === fn && left.type === 'MemberExpression';
      return isMember ? { node: left.property, computed: left.computed } : undefined;
    }
    default:
      return undefined;
  }
}

function byType(file: SourceFile, fn: FunctionNode): Found {
  const type = fn.returnType?.typeAnnotation;
  if (!type) return undefined;
  if (type.type === 'TSTypePredicate') return ['barrier/ambiguous', 'a type predicate can tell nothing of a promise'];
  if (type.type === 'TSTypeReference') {
    const name = file.textOf(type.typeName);
    if (name !== 'Promise' && /Promise|Thenable/.test(name)) {
      return ['barrier/ambiguous', `an async function can't return ${name}`];
    }
  }
  const own = file.nodes('ImportDeclaration').flatMap(({ specifiers }) => specifiers);
  const isShadowed = own.some(({ local }) => local.name === 'Promise');
  return isShadowed ? ['barrier/ambiguous', 'another Promise is imported'] : undefined;
}

/** `new f()`, `f.prototype`, `class extends f`. */
function byUse(file: SourceFile, fn: FunctionNode): Found {
  if (fn.type === 'ArrowFunctionExpression') return undefined;
  const names =
    fn.type === 'FunctionDeclaration' ? fn.id : fn.parent.type === 'VariableDeclarator' ? fn.parent.id : fn.id;
  const variable = names?.type === 'Identifier' ? file.variableOf(names) : undefined;
  if (!variable) return undefined;
  const constructs = referencesTo(file, variable).some((node) => {
    const { parent } = node;
    if (parent.type === 'NewExpression') return parent.callee === node;
    if (parent.type === 'ClassDeclaration' || parent.type === 'ClassExpression') return parent.superClass === node;
    if (parent.type === 'BinaryExpression') return parent.operator === 'instanceof' && parent.right === node;
    return (
      parent.type === 'MemberExpression' &&
      parent.object === node &&
      ['prototype', 'super_'].includes(keyName(parent.property, parent.computed) ?? '')
    );
  });
  return constructs ? ['barrier/constructor', 'the function makes objects with new'] : undefined;
}

function byBody(file: SourceFile, fn: FunctionNode): Found {
  for (const node of everyNode(fn)) {
    if (node.type === 'MetaProperty' && node.meta.name === 'new' && file.functionOf(node) === fn) {
      return ['barrier/constructor', 'the function asks for new.target'];
    }
    if (node.type === 'Identifier' && node.name === 'await') {
      return ['barrier/ambiguous', 'something in the function is called `await`'];
    }
  }
  return undefined;
}
