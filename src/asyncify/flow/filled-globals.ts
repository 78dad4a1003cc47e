/** Programs that fill the global object with names nobody can tell: a script they load calls what it finds there. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../../contracts.ts';
import { keyName } from '../../syntax/node.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Program } from '../model/program.ts';

/** Where a program does it. */
export interface FilledGlobal {
  readonly in: ModelFile;
  readonly node: Node;
}

/** Whether something stands for the global object. */
export function isGlobalObject({ file }: ModelFile, node: Node): boolean {
  return /^#(?:globalThis|global)$/.test(file.apiOf(node) ?? '');
}

/** The first place; tests and scripts of web pages fill globals of their own. */
export function filledGlobal(program: Program): FilledGlobal | undefined {
  for (const at of program.files.values()) {
    if (at.kind === 'test' || program.isOfBrowser(at)) continue;
    const filled = [
      ...at.file.nodes('AssignmentExpression').filter((node) => isFilling(at, node)),
      ...at.file.nodes('CallExpression').filter((node) => isCopying(at, node)),
    ];
    if (filled[0]) return { in: at, node: filled[0] };
  }
  return undefined;
}

/** `global[key] = value`. */
function isFilling(at: ModelFile, { left }: TSESTree.AssignmentExpression): boolean {
  if (left.type !== 'MemberExpression' || keyName(left.property, left.computed) !== undefined) return false;
  return at.file.memberName(left) === undefined && isGlobalObject(at, left.object);
}

/** `Object.assign(global, context)`. */
function isCopying(at: ModelFile, call: TSESTree.CallExpression): boolean {
  const [target] = call.arguments;
  return target !== undefined && at.file.calleeOf(call) === '#Object.assign' && isGlobalObject(at, target);
}
