/** The nodes below a node, and the places that read or write a variable. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile, Variable } from '../contracts.ts';
import { walkedKeys } from './scope.ts';

/** What to do after a node: go on to those below it, leave them out, or end the walk. */
type Step = 'on' | 'over' | 'end';

/** Calls `visit` for `node` and all code below it, in document order; types are left out. Returns whether it was ended. */
function walk(node: Node, visit: (node: Node) => Step): boolean {
  const step = visit(node);
  if (step !== 'on') return step === 'end';
  for (const key of walkedKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    if (!child) continue;
    if (!Array.isArray(child)) {
      if (walk(child, visit)) return true;
    } else {
      for (const item of child) if (item && walk(item, visit)) return true;
    }
  }
  return false;
}

/** Every node of code below `node`, itself first, in document order. `leaveOut` cuts a branch off. */
export function descendants(node: Node, leaveOut?: (node: Node) => boolean): readonly Node[] {
  const found: Node[] = [];
  walk(node, (part) => {
    if (leaveOut?.(part)) return 'over';
    found.push(part);
    return 'on';
  });
  return found;
}

/** Whether a node at or below `node` is as wanted; looks no further than the first. `leaveOut` cuts a branch off. */
export function someWithin(node: Node, isWanted: (node: Node) => boolean, leaveOut?: (node: Node) => boolean): boolean {
  return walk(node, (part) => (leaveOut?.(part) ? 'over' : isWanted(part) ? 'end' : 'on'));
}

/** Whether an identifier stands for a variable: names of members, keys and labels don't. */
export function isReference(node: Node): node is TSESTree.Identifier {
  if (node.type !== 'Identifier') return false;
  const parent = parentOf(node);
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed;
    case 'Property':
      return parent.value === node || parent.computed;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.key !== node || parent.computed;
    case 'ExportSpecifier':
      return parent.local === node && !isReExport(parent.parent);
    case undefined:
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return false;
    default:
      return true;
  }
}

/** `export { read } from './files.js'` names nothing of this file. */
function isReExport(statement: Node): boolean {
  return statement.type === 'ExportNamedDeclaration' && statement.source !== null;
}

/** What stands in a type annotation was never walked, and so has no parent, whatever the type says. */
function parentOf(node: Node): Node | undefined {
  return node.parent;
}

/** The identifiers at or below `node` that stand for variables or globals. */
export function identifiersIn(node: Node): readonly TSESTree.Identifier[] {
  const found: TSESTree.Identifier[] = [];
  walk(node, (part) => {
    if (isReference(part)) found.push(part);
    return 'on';
  });
  return found;
}

/** The identifiers of a file that stand for something, by name: code packed into one function is long to walk again. */
const namesOfFiles = new WeakMap<SourceFile, ReadonlyMap<string, readonly TSESTree.Identifier[]>>();

function namesIn(file: SourceFile): ReadonlyMap<string, readonly TSESTree.Identifier[]> {
  const known = namesOfFiles.get(file);
  if (known) return known;
  const names = new Map<string, TSESTree.Identifier[]>();
  for (const node of identifiersIn(file.ast)) {
    const list = names.get(node.name);
    if (list) list.push(node);
    else names.set(node.name, [node]);
  }
  namesOfFiles.set(file, names);
  return names;
}

/** Every place that names a variable, but for its declaration. */
export function referencesTo(file: SourceFile, variable: Variable): readonly TSESTree.Identifier[] {
  const own = declared(variable);
  const named = namesIn(file).get(variable.name) ?? [];
  return named.filter((node) => node !== own && file.variableOf(node) === variable);
}

/** The identifier in the declaration of a variable. */
function declared(variable: Variable): Node {
  const { declaration } = variable;
  return 'id' in declaration && declaration.id ? declaration.id : declaration;
}
