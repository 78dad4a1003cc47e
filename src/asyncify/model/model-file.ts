/** One file of the program as the analysis sees it: its tree, exports, and reads of properties by name. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../../contracts.ts';
import { fileKind, type FileKind } from '../../program/file-kinds.ts';
import { keyName } from '../../syntax/node.ts';
import type { ParsedFile } from '../../syntax/source-file.ts';
import { exportsOf, loadsOf, type ExportTable, type Load } from './exports.ts';

/** A place that reads a property: `x.name`, or `{ name }` in a pattern. */
export type PropertyRead =
  | { readonly kind: 'member'; readonly node: TSESTree.MemberExpression }
  | { readonly kind: 'pattern'; readonly node: TSESTree.Property; readonly pattern: TSESTree.ObjectPattern };

/** A file and what is asked of it again and again. */
export interface ModelFile {
  readonly path: string;
  readonly file: ParsedFile;
  readonly kind: FileKind;
  readonly exports: ExportTable;
  readonly loads: readonly Load[];
  readonly reads: ReadonlyMap<string, readonly PropertyRead[]>;
  /** Reads of members whose name can't be told. */
  readonly computed: readonly TSESTree.MemberExpression[];
  /** Calls that list the members of an object. */
  readonly enumerations: readonly Enumeration[];
}

/** `Object.values(of)`, whose result holds the members, or `Object.entries(of)`, whose result holds pairs. */
export interface Enumeration {
  readonly call: TSESTree.CallExpression;
  readonly of: Node;
  readonly shape: 'element' | 'entry';
}

/** Indexes one file. */
export function modelFile(path: string, file: ParsedFile): ModelFile {
  const loads = loadsOf(file);
  const specifiers = loads.flatMap(({ specifier }) => specifier ?? []);
  const reads = new Map<string, PropertyRead[]>();
  const computed: TSESTree.MemberExpression[] = [];
  const add = (name: string, read: PropertyRead): void => {
    const known = reads.get(name);
    if (known) known.push(read);
    else reads.set(name, [read]);
  };
  for (const node of file.nodes('MemberExpression')) {
    if (isWritten(node)) continue;
    const name = file.memberName(node) ?? keyName(node.property, node.computed);
    if (name === undefined) computed.push(node);
    else add(name, { kind: 'member', node });
  }
  for (const pattern of file.nodes('ObjectPattern')) {
    for (const node of pattern.properties) {
      if (node.type !== 'Property') continue;
      const name = keyName(node.key, node.computed);
      if (name !== undefined) add(name, { kind: 'pattern', node, pattern });
    }
  }
  return {
    path,
    file,
    kind: fileKind(path, specifiers),
    exports: exportsOf(file),
    loads,
    reads,
    computed,
    enumerations: enumerationsOf(file),
  };
}

function enumerationsOf(file: ParsedFile): readonly Enumeration[] {
  return file.nodes('CallExpression').flatMap((call): readonly Enumeration[] => {
    const [of] = call.arguments;
    if (!of || call.callee.type !== 'MemberExpression') return [];
    const name = keyName(call.callee.property, call.callee.computed);
    if (name !== 'values' && name !== 'entries') return [];
    if (file.calleeOf(call) !== `#Object.${name}`) return [];
    return [{ call, of, shape: name === 'values' ? 'element' : 'entry' }];
  });
}

/** The target of a plain assignment, of `delete`, or of a loop. */
function isWritten(node: Node): boolean {
  const { parent } = node;
  return parent?.type === 'AssignmentExpression' && parent.left === node && parent.operator === '=';
}
