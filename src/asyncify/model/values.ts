/** What an expression stands for inside the program, where that can be told. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node } from '../../contracts.ts';
import type { ModelFile } from './model-file.ts';

/** A class, or a function used as one. */
export type ClassLike = TSESTree.ClassDeclaration | TSESTree.ClassExpression | FunctionNode;

/** What a value is known to be. */
export type Value =
  | { readonly kind: 'function'; readonly in: ModelFile; readonly node: FunctionNode }
  /** The class itself, with its static members. */
  | {
      readonly kind: 'class';
      readonly in: ModelFile;
      readonly node: TSESTree.ClassDeclaration | TSESTree.ClassExpression;
    }
  | { readonly kind: 'instance'; readonly in: ModelFile; readonly node: ClassLike }
  | { readonly kind: 'object'; readonly in: ModelFile; readonly node: TSESTree.ObjectExpression }
  | { readonly kind: 'module'; readonly in: ModelFile }
  | { readonly kind: 'interface'; readonly in: ModelFile; readonly node: TSESTree.TSInterfaceDeclaration }
  /** From outside the program, or of the language. */
  | { readonly kind: 'external'; readonly api?: string };

/** Whether two values are the same thing. */
export function isSameValue(a: Value, b: Value): boolean {
  if (a.kind !== b.kind || a.kind === 'external' || b.kind === 'external') return false;
  if (a.kind === 'module' || b.kind === 'module') return a.in === b.in;
  return a.node === b.node;
}

/** The node of a value, where it has one. */
export function nodeOf(value: Value): Node | undefined {
  return 'node' in value ? value.node : undefined;
}
