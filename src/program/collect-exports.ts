/** What a file exports, in both module systems. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../contracts.ts';
import { keyName } from '../syntax/node.ts';
import { bindingsOf } from '../syntax/patterns.ts';
import type { ParsedFile } from '../syntax/source-file.ts';
import type { FlowCollector } from './collector.ts';
import { EXPORTS, MODULE_VALUE } from './facts.ts';

export interface Exported {
  /** It is an ES module. */
  readonly isModule: boolean;
  /** `export * from` these. */
  readonly reexports: readonly string[];
}

/** Records what the file's export declarations give; assignments to `exports` are stores like any other. */
export function collectExports(file: ParsedFile, flow: FlowCollector): Exported {
  // `module.exports` begins as the exports object.
  flow.values.push({ kind: 'object', node: EXPORTS, name: '' });
  flow.flow(EXPORTS, MODULE_VALUE);
  const named = file.nodes('ExportNamedDeclaration');
  const defaults = file.nodes('ExportDefaultDeclaration');
  const all = file.nodes('ExportAllDeclaration');
  for (const at of named) exportNamed(file, flow, at);
  for (const { declaration: at } of defaults) {
    const isInterface = at.type === 'TSInterfaceDeclaration';
    flow.store(EXPORTS, 'default', isInterface ? flow.interfaces.valueOf(at.id.name) : flow.valueOf(at));
  }
  for (const at of file.nodes('TSExportAssignment')) flow.flow(flow.valueOf(at.expression), MODULE_VALUE);
  for (const at of all) if (at.exported) reexport(flow, at.source.value, undefined, keyName(at.exported, false) ?? '*');
  const isModule = named.length + defaults.length + all.length + file.nodes('ImportDeclaration').length > 0;
  return { isModule, reexports: all.filter((at) => !at.exported).map((at) => at.source.value) };
}

function exportNamed(file: ParsedFile, flow: FlowCollector, at: TSESTree.ExportNamedDeclaration): void {
  const { declaration } = at;
  if (declaration?.type === 'VariableDeclaration') {
    for (const { id } of declaration.declarations) exportPattern(file, flow, id);
  } else if (declaration && 'id' in declaration && declaration.id?.type === 'Identifier') {
    exportName(file, flow, declaration.id, declaration.id.name);
  }
  for (const { local, exported } of at.specifiers) {
    const name = keyName(exported, false) ?? '*';
    if (at.source) reexport(flow, at.source.value, keyName(local, false) ?? '*', name);
    else if (local.type === 'Identifier') exportName(file, flow, local, name);
  }
}

/** `export const { a, b: c } = …` */
function exportPattern(file: ParsedFile, flow: FlowCollector, pattern: Node): void {
  for (const { id } of bindingsOf(pattern)) exportName(file, flow, id, id.name);
}

function exportName(file: ParsedFile, flow: FlowCollector, local: TSESTree.Identifier, name: string): void {
  const variable = file.variableOf(local) ?? file.moduleVariable(local.name);
  flow.store(EXPORTS, name, variable ? flow.variableNode(variable) : flow.interfaces.valueOf(local.name));
}

/** `name` undefined is the whole module. */
function reexport(flow: FlowCollector, specifier: string, name: string | undefined, exported: string): void {
  const node = flow.newNode();
  flow.values.push({ kind: 'import', node, specifier, name });
  flow.store(EXPORTS, exported, node);
}
