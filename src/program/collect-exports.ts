/** What a file exports, in both module systems. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../contracts.ts';
import { isFunction, keyName, unwrap } from '../syntax/node.ts';
import type { ParsedFile } from '../syntax/source-file.ts';
import type { FlowCollector } from './collector.ts';
import { EXPORTS, MODULE_VALUE } from './facts.ts';

export interface ExportedNames {
  readonly isModule: boolean;
  readonly reexports: readonly string[];
  /** The functions exported under a name of their own. */
  readonly names: ReadonlyMap<Node, string>;
}

export function collectExports(file: ParsedFile, flow: FlowCollector): ExportedNames {
  const names = new Map<Node, string>();
  // `module.exports` begins as the exports object.
  flow.values.push({ kind: 'object', node: EXPORTS, name: '' });
  flow.flow(EXPORTS, MODULE_VALUE);
  for (const at of file.nodes('ExportNamedDeclaration')) named(file, flow, names, at);
  for (const at of file.nodes('ExportDefaultDeclaration')) {
    flow.store(EXPORTS, 'default', flow.valueOf(at.declaration));
    remember(file, names, at.declaration, 'default');
  }
  for (const at of file.nodes('TSExportAssignment')) flow.flow(flow.valueOf(at.expression), MODULE_VALUE);
  for (const at of file.nodes('AssignmentExpression')) assigned(file, names, at);
  const all = file.nodes('ExportAllDeclaration');
  for (const at of all) if (at.exported) namespace(flow, at.source.value, keyName(at.exported, false) ?? '*');
  const isModule =
    all.length + file.nodes('ExportNamedDeclaration').length + file.nodes('ExportDefaultDeclaration').length > 0 ||
    file.nodes('ImportDeclaration').length > 0;
  return { isModule, names, reexports: all.filter((at) => !at.exported).map((at) => at.source.value) };
}

function namespace(flow: FlowCollector, specifier: string, name: string): void {
  const node = flow.newNode();
  flow.values.push({ kind: 'import', node, specifier, name: undefined });
  flow.store(EXPORTS, name, node);
}

function named(file: ParsedFile, flow: FlowCollector, names: Map<Node, string>, at: TSESTree.ExportNamedDeclaration) {
  const { declaration } = at;
  if (declaration?.type === 'VariableDeclaration') {
    for (const { id } of declaration.declarations) exportPattern(file, flow, names, id);
  } else if (declaration && 'id' in declaration && declaration.id?.type === 'Identifier') {
    exportName(file, flow, names, declaration.id, declaration.id.name);
  }
  for (const { local, exported } of at.specifiers) {
    const name = keyName(exported, false) ?? '*';
    if (at.source) reexport(flow, at.source.value, keyName(local, false) ?? '*', name);
    else if (local.type === 'Identifier') exportName(file, flow, names, local, name);
  }
}

function exportPattern(file: ParsedFile, flow: FlowCollector, names: Map<Node, string>, pattern: Node): void {
  if (pattern.type === 'Identifier') exportName(file, flow, names, pattern, pattern.name);
  if (pattern.type !== 'ObjectPattern') return;
  for (const property of pattern.properties) if (property.type === 'Property') exportPattern(file, flow, names, property.value);
}

function exportName(
  file: ParsedFile,
  flow: FlowCollector,
  names: Map<Node, string>,
  local: TSESTree.Identifier,
  name: string,
): void {
  const variable = file.variableOf(local) ?? file.moduleVariable(local.name);
  if (!variable) return;
  flow.store(EXPORTS, name, flow.variableNode(variable));
  if (variable.kind === 'function') names.set(variable.declaration, name);
  for (const write of variable.writes) remember(file, names, write.value, name);
}

function reexport(flow: FlowCollector, specifier: string, name: string, exported: string): void {
  const node = flow.newNode();
  flow.values.push({ kind: 'import', node, specifier, name });
  flow.store(EXPORTS, exported, node);
}

/** `exports.handler = …`, `module.exports = { handler }`, `module.exports = handler`. */
function assigned(file: ParsedFile, names: Map<Node, string>, at: TSESTree.AssignmentExpression): void {
  if (at.left.type !== 'MemberExpression') return;
  const target = file.textOf(at.left);
  if (target === 'module.exports') {
    remember(file, names, at.right, 'default');
    if (at.right.type !== 'ObjectExpression') return;
    for (const property of at.right.properties) {
      if (property.type === 'Property') remember(file, names, property.value, keyName(property.key, property.computed) ?? '*');
    }
  }
  const name = /^(?:module\.)?exports\.(\w+)$/.exec(target)?.[1];
  if (name !== undefined) remember(file, names, at.right, name);
}

function remember(file: ParsedFile, names: Map<Node, string>, value: Node, name: string): void {
  const inner = unwrap(value);
  if (isFunction(inner)) names.set(inner, name);
  else if (inner.type === 'CallExpression') for (const argument of inner.arguments) remember(file, names, argument, name);
  else if (inner.type === 'Identifier') {
    const variable = file.variableOf(inner);
    if (variable?.kind === 'function') names.set(variable.declaration, name);
    const [write] = variable?.writes ?? [];
    if (variable?.writes.length === 1 && write && isFunction(write.value)) names.set(write.value, name);
  }
}
