/** Whether a function returns a promise already, so that its callers wait for it. */
import type { FunctionNode, Node } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { ModelFile } from '../model/model-file.ts';

const MAX_DEPTH = 5;

/** By its annotation, or since every one of its results is one. */
export function returnsPromise(analysis: Analysis, at: ModelFile, fn: FunctionNode, depth = 0): boolean {
  if (fn.async) return true;
  if (fn.generator || depth > MAX_DEPTH) return false;
  const type = fn.returnType?.typeAnnotation;
  if (type) {
    return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Promise';
  }
  const results = analysis.resolver.resultsOf(at, fn);
  return (
    results.length > 0 && endsInReturn(fn) && results.every((result) => isPromise(analysis, at, result, depth + 1))
  );
}

function endsInReturn({ body }: FunctionNode): boolean {
  if (body.type !== 'BlockStatement') return true;
  const last = body.body.at(-1);
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}

function isPromise(analysis: Analysis, at: ModelFile, node: Node, depth: number): boolean {
  if (node.type === 'AwaitExpression') return false;
  const inner = unwrap(node);
  switch (inner.type) {
    case 'NewExpression':
      return at.file.calleeOf(inner) === '#Promise';
    case 'ConditionalExpression':
      return isPromise(analysis, at, inner.consequent, depth) && isPromise(analysis, at, inner.alternate, depth);
    case 'CallExpression': {
      const api = at.file.calleeOf(inner);
      if (api !== undefined && /^(?:#Promise|fs\.promises)\.\w+$/.test(api)) return true;
      const callee = unwrap(inner.callee);
      const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
      if (name === 'then' || name === 'catch' || name === 'finally') return true;
      const value = analysis.resolver.valueOf(at, callee);
      return value?.kind === 'function' && returnsPromise(analysis, value.in, value.node, depth + 1);
    }
    default:
      return false;
  }
}
