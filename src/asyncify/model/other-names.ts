/** Functions that another file may know by another name than their own. */
import type { Node } from '../../contracts.ts';
import { isFunction, keyName } from '../../syntax/node.ts';
import { descendants } from '../../syntax/references.ts';
import { nameOfFunction } from '../closure/closure.ts';
import type { PlacedFunction } from './placed.ts';
import type { Program } from './program.ts';

/** What a module gives without a name: whoever loads it chooses one. */
const NAMELESS: ReadonlySet<string> = new Set(['exports', 'default']);
const names = new WeakMap<Program, ReadonlySet<string>>();

/** Whether the function has no name of its own, or is used as a value that gets another. */
export function hasOtherName(program: Program, { node }: PlacedFunction): boolean {
  const name = nameOfFunction(node);
  if (name === undefined) return node.parent.type !== 'CallExpression' && node.parent.type !== 'NewExpression';
  if (NAMELESS.has(name) || node.parent.type === 'ExportDefaultDeclaration') return true;
  const known = names.get(program) ?? renamed(program);
  names.set(program, known);
  return known.has(name);
}

/** The names of the program that something else takes its value from. */
function renamed({ files }: Program): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { file } of files.values()) {
    for (const node of descendants(file.ast)) {
      if (node.type === 'Identifier' && !found.has(node.name) && isRenamed(node, node.name)) found.add(node.name);
    }
  }
  return found;
}

function isRenamed(node: Node, name: string): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case undefined:
      return false;
    case 'MemberExpression':
      return parent.property === node && !parent.computed && isRenamed(parent, name);
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee !== node;
    case 'AssignmentExpression':
      return parent.right === node && heldBy(parent.left) !== name;
    case 'VariableDeclarator':
      return parent.init === node && heldBy(parent.id) !== name;
    case 'Property':
      return heldBy(parent.key === node ? parent.value : parent.key) !== name && !isFunction(parent.value);
    case 'ImportSpecifier':
      return heldBy(parent.imported) !== heldBy(parent.local);
    case 'ExportSpecifier':
      return heldBy(parent.exported) !== heldBy(parent.local);
    case 'ExpressionStatement':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'MethodDefinition':
      return false;
    default:
      return true;
  }
}

/** The name of a variable or of a member. */
function heldBy(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? keyName(node.property, node.computed) : undefined;
}
