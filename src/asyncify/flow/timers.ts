/** What a timer or a microtask writes, and another that was started beside it reads as soon as it is over. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, FunctionNode, Node, Variable } from '../../contracts.ts';
import { functionOf, isFunction, isWithin, spanOf } from '../../syntax/node.ts';
import { descendants, referencesTo } from '../../syntax/references.ts';
import type { ModelFile } from '../model/model-file.ts';

type Call = TSESTree.CallExpression;

const TIMERS = /^#?(?:timers\.)?(?:setTimeout|setInterval|setImmediate)$/;
const MICROTASKS = /^#?(?:queueMicrotask|process\.nextTick)$/;

/** The variable whose reader would come too early if the function, which this call starts later, waited in it. */
export function readTooEarly(at: ModelFile, api: ApiPath, call: Call, fn: FunctionNode): string | undefined {
  const isMicrotask = MICROTASKS.test(api);
  if (!isMicrotask && !TIMERS.test(api)) return undefined;
  const readers = isMicrotask ? (node: Node): boolean => isBehind(node, call) : laterTimers(at, call);
  const found = writtenOutside(at, fn).find((variable) =>
    referencesTo(at.file, variable).some((node) => !isWithin(node, fn) && readers(node)),
  );
  return found?.name;
}

/** In the same function, behind the call: it goes on when the microtasks are done. */
function isBehind(node: Node, call: Call): boolean {
  return functionOf(node) === functionOf(call) && spanOf(node)[0] >= spanOf(call)[1];
}

/** In what another timer, started behind this one, calls. */
function laterTimers(at: ModelFile, call: Call): (node: Node) => boolean {
  const others = at.file
    .nodes('CallExpression')
    .filter((one) => TIMERS.test(at.file.calleeOf(one) ?? '') && isBehind(one, call))
    .flatMap((one) => one.arguments.filter((argument) => isFunction(argument)));
  return (node) => others.some((other) => isWithin(node, other));
}

function writtenOutside(at: ModelFile, fn: FunctionNode): readonly Variable[] {
  const targets = descendants(fn.body).flatMap((node) =>
    node.type === 'AssignmentExpression' ? [node.left] : node.type === 'UpdateExpression' ? [node.argument] : [],
  );
  return targets.flatMap((target) => {
    const variable = target.type === 'Identifier' ? at.file.variableOf(target) : undefined;
    return variable && !isWithin(variable.declaration, fn) ? [variable] : [];
  });
}
