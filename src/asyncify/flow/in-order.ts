/** Calls of the functions that take the place of array methods whose callback is waited for. */
import type { TSESTree } from '@typescript-eslint/types';
import { ARRAY_HELPERS, type ArrayMethod } from '../rewrite/helper-names.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Analysis } from './analysis.ts';

const METHODS: ReadonlyMap<string, ArrayMethod> = new Map(
  (Object.keys(ARRAY_HELPERS) as ArrayMethod[]).map((method) => [ARRAY_HELPERS[method], method]),
);

/** The method that a call stands for, of the helper file or of the runtime: `map` for `mapInOrder(list, visit)`. */
export function inOrderMethod(
  { resolver }: Analysis,
  at: ModelFile,
  call: TSESTree.CallExpression,
): ArrayMethod | undefined {
  const api = /^@perfmig\/runtime\/[\w-]+\.(\w+)$/.exec(at.file.calleeOf(call) ?? '')?.[1];
  if (api !== undefined) return METHODS.get(api);
  const value = resolver.valueOf(at, call.callee);
  const isHelper = value?.kind === 'function' && /(?:^|\/)async-helpers(?:-js)?\.\w+$/.test(value.in.path);
  return isHelper ? METHODS.get(value.node.id?.name ?? '') : undefined;
}
