/** What the functions around a client tell: their names, and whether they serve one socket. */
import type { TSESTree } from '@typescript-eslint/types';
import { functionOf, keyName, type FunctionNode, type SourceFile } from '../../src/authoring/rule.ts';

const SOCKET_EVENTS = /^(?:connection|connect|upgrade|open|message)$/;
const SOCKET_NAME = /^(?:ws|wss|socket|conn|connection|client|clientSocket|peer|clientWs)$/i;

/** The names of the functions around a node, nearest first: a promise's executor has none, `migrate` around it has. */
export function namesAround(file: SourceFile, node: TSESTree.Node): readonly string[] {
  const fn = file.functionOf(node);
  return fn ? [nameOf(fn), ...namesAround(file, fn)].filter((name) => name !== '') : [];
}

/** `migrate` for `function migrate() {}`, `const migrate = () => …`, `exports.migrate = …` and a method of that name. */
function nameOf(fn: FunctionNode): string {
  if (fn.id) return fn.id.name;
  const { parent } = fn;
  if (parent.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : '';
  if (parent.type === 'Property' || parent.type === 'MethodDefinition') {
    return keyName(parent.key, parent.computed) ?? '';
  }
  const target = parent.type === 'AssignmentExpression' ? parent.left : undefined;
  return target?.type === 'MemberExpression' ? (keyName(target.property, target.computed) ?? '') : '';
}

/** Whether the code runs for one socket of a client, as in a proxy: what it opens lives as long as that socket. */
export function servesASocket(file: SourceFile, node: TSESTree.Node): boolean {
  for (let fn = file.functionOf(node); fn; fn = functionOf(fn)) {
    if (fn.params.some((param) => param.type === 'Identifier' && SOCKET_NAME.test(param.name))) return true;
    const call = fn.parent.type === 'CallExpression' ? fn.parent : undefined;
    const [event] = call?.callee.type === 'MemberExpression' ? call.arguments : [];
    const isOfServer =
      call?.callee.type === 'MemberExpression' &&
      /^(?:wss?|server|io|httpServer)/i.test(file.textOf(call.callee.object));
    if (event?.type === 'Literal' && SOCKET_EVENTS.test(String(event.value)) && isOfServer) return true;
  }
  return false;
}
