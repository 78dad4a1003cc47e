/** Tables written in place, and tables in them, that are read member by member alone: all they hold can be seen. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../../contracts.ts';
import { unwrap } from '../../syntax/node.ts';
import { referencesTo } from '../../syntax/references.ts';
import type { ModelFile } from '../model/model-file.ts';
import { isEmptyValue } from '../model/value-shapes.ts';

/** The values that `table[kind][name]` may read; undefined where others may be there as well. */
export function valuesInTable(at: ModelFile, member: TSESTree.MemberExpression): readonly Node[] | undefined {
  const { base, steps } = baseOf(member);
  if (base.type !== 'Identifier') return undefined;
  const table = tableOf(at, base);
  return table && membersBelow(table, steps);
}

/** What stands in objects that are written in place. */
export function membersOf(nodes: readonly Node[]): readonly Node[] | undefined {
  const found: Node[] = [];
  for (const node of nodes) {
    const inner = unwrap(node);
    if (isEmptyValue(inner)) continue;
    if (inner.type !== 'ObjectExpression') return undefined;
    for (const one of inner.properties) {
      if (one.type !== 'Property') return undefined;
      found.push(one.value);
    }
  }
  return found;
}

function membersBelow(table: Node, steps: number): readonly Node[] | undefined {
  let nodes: readonly Node[] | undefined = [table];
  for (let step = 0; step < steps; step++) nodes = nodes && membersOf(nodes);
  return nodes;
}

/** `table` of `table[kind][name]`, two steps below it. */
function baseOf(member: TSESTree.MemberExpression): { readonly base: Node; readonly steps: number } {
  let steps = 0;
  let base: Node = member;
  while (base.type === 'MemberExpression') {
    base = unwrap(base.object);
    steps++;
  }
  return { base, steps };
}

/** The object that a constant names, where nobody else gets it, or a table in it, or puts anything there. */
function tableOf(at: ModelFile, name: TSESTree.Identifier): Node | undefined {
  const variable = at.file.variableOf(name);
  const [write, ...more] = variable?.writes ?? [];
  if (!variable || !write || more.length > 0 || write.path.length > 0 || write.element === true) return undefined;
  const exported = [...at.exports.names.values()].flat();
  if (exported.some((entry) => entry.kind === 'variable' && entry.variable === variable)) return undefined;
  const isOnlyRead = referencesTo(at.file, variable).every((one) => isPlainRead(write.value, one));
  return isOnlyRead ? write.value : undefined;
}

/** A read of something in the table that is no table itself. */
function isPlainRead(table: Node, reference: Node): boolean {
  let steps = 0;
  let read = reference;
  for (let around = read.parent; around; around = read.parent) {
    const isMember = around.type === 'MemberExpression' && around.object === read;
    if (!isMember && !WRAPPERS.has(around.type)) break;
    if (isMember) steps++;
    read = around;
  }
  const values = steps > 0 && !isWritten(read) ? membersBelow(table, steps) : undefined;
  return values !== undefined && values.every((value) => unwrap(value).type !== 'ObjectExpression');
}

const WRAPPERS: ReadonlySet<string> = new Set(['ChainExpression', 'TSNonNullExpression', 'TSAsExpression']);

/** The target of an assignment, of `++`, of `delete`, or of a pattern. */
function isWritten(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'AssignmentExpression':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'AssignmentPattern':
      return parent.left === node;
    case 'Property':
      return parent.parent.type === 'ObjectPattern';
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'UnaryExpression':
      return parent.operator === 'delete';
    default:
      return false;
  }
}
