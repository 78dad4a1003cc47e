/** Makes the result types of functions and signatures promises: annotations, JSDoc, and types that name a function's. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceFile, Span } from '../../contracts.ts';
import { spanOf } from '../../syntax/node.ts';
import { documentedNode } from './async-keyword.ts';
import type { EditList } from './edit-list.ts';
import { tokensOf } from '../../additions/imports/tokens.ts';
import { everyNode } from '../../additions/imports/tree.ts';

/** Why a type can't be made a promise's, in a sentence; undefined where the edits are made. */
type Refused = string | undefined;

/** The annotation and the comment of a function that becomes async. */
export function promiseResultOf(file: SourceFile, edits: EditList, fn: FunctionNode): Refused {
  return (
    (fn.returnType ? promiseType(file, edits, fn.returnType.typeAnnotation) : undefined) ??
    promiseComment(file, edits, fn)
  );
}

/** A signature: of an interface, an abstract member, an overload, or a function type wherever it stands. */
export function promiseSignature(file: SourceFile, edits: EditList, span: Span): Refused {
  const nodes = nodesAt(file, span);
  if (nodes.some((node) => isResultOf(file, node))) {
    edits.wrap(span, 'Awaited<', '>');
    return undefined;
  }
  const found = nodes.map((node) => signatureTypes(file, node)).find((types) => types !== undefined);
  if (!found) return 'its type is written elsewhere';
  for (const type of found) {
    const refused = promiseType(file, edits, type);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** `ReturnType<typeof f>`. */
function isResultOf(file: SourceFile, node: Node): boolean {
  return node.type === 'TSTypeReference' && file.textOf(node.typeName) === 'ReturnType';
}

/** Every node with this span, the outermost first. */
function nodesAt(file: SourceFile, [start, end]: Span): readonly Node[] {
  const isOutside = (node: Node): boolean => spanOf(node)[1] < end || spanOf(node)[0] > start;
  return [...everyNode(file.ast, isOutside)].filter((node) => spanOf(node)[0] === start && spanOf(node)[1] === end);
}

/** The result types that a node declares; none where they are left out. */
function signatureTypes(file: SourceFile, node: Node): readonly TSESTree.TypeNode[] | undefined {
  switch (node.type) {
    case 'TSMethodSignature':
    case 'TSDeclareFunction':
    case 'TSFunctionType':
    case 'TSCallSignatureDeclaration':
    case 'TSEmptyBodyFunctionExpression':
      return node.returnType ? [node.returnType.typeAnnotation] : [];
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      return node.value.returnType ? [node.value.returnType.typeAnnotation] : [];
    case 'TSPropertySignature':
    case 'PropertyDefinition':
    case 'TSAbstractPropertyDefinition':
    case 'Identifier':
      return node.typeAnnotation ? functionTypes(file, node.typeAnnotation.typeAnnotation) : [];
    case 'VariableDeclarator':
      return signatureTypes(file, node.id);
    case 'TSTypeAnnotation':
    case 'TSTypeAliasDeclaration':
      return functionTypes(file, node.typeAnnotation);
    case 'ExportNamedDeclaration':
      return node.declaration ? signatureTypes(file, node.declaration) : undefined;
    default:
      return undefined;
  }
}

/** `(p: string) => T`, also beside `undefined` and others. */
function functionTypes(file: SourceFile, type: TSESTree.TypeNode): readonly TSESTree.TypeNode[] | undefined {
  const own = [...everyNode(type, (node) => node !== type && node.type === 'TSFunctionType')];
  if (type.type === 'TSFunctionType') return signatureTypes(file, type);
  if (type.type !== 'TSUnionType' || own.length === 0) return undefined;
  const functions = type.types.filter((one) => one.type === 'TSFunctionType');
  return functions.length === 0 ? undefined : functions.flatMap((one) => signatureTypes(file, one) ?? []);
}

function promiseType(file: SourceFile, edits: EditList, type: TSESTree.TypeNode): Refused {
  if (type.type === 'TSTypePredicate') return 'a type predicate can tell nothing of a promise';
  if (type.type === 'TSTypeReference' && file.textOf(type.typeName) === 'Promise') return undefined;
  edits.wrap(spanOf(type), 'Promise<', '>');
  return undefined;
}

/** `@returns {string}` of the comment before a function. */
function promiseComment(file: SourceFile, edits: EditList, fn: FunctionNode): Refused {
  const comment = tokensOf(file).commentBefore(spanOf(documentedNode(fn))[0]);
  if (!comment?.isBlock) return undefined;
  const [start] = comment.span;
  const text = file.text.slice(...comment.span);
  const tag = /@returns?\s*\{/.exec(text);
  if (!text.startsWith('/**') || !tag) return undefined;
  const from = tag.index + tag[0].length;
  const to = closingBrace(text, from);
  if (to === undefined) return undefined;
  const type = text.slice(from, to).trim();
  if (/^(?:asserts\s|this is\s|[\w$]+ is\s)/.test(type)) return 'a type predicate can tell nothing of a promise';
  if (/^Promise\b/.test(type) || type === '') return undefined;
  edits.wrap([start + from, start + to], 'Promise<', '>');
  return undefined;
}

function closingBrace(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return at;
  }
  return undefined;
}
