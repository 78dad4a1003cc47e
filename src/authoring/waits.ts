/** The loops whose turns wait for each other without need. */
import type { Node, SourceFile } from '../contracts.ts';
import { ancestors, isFunction, isLoop, isWithin } from '../syntax/node.ts';
import { iterationsIndependent, type Answer, type Loop } from './dependence.ts';
import { isMeantToBeSlow } from './intent.ts';

export interface NeedlessLoop {
  readonly loop: Loop;
  readonly answer: Extract<Answer, { kind: 'independent' }>;
}

/**
 * The innermost loop around a node whose turns are independent, where nobody says that they wait on purpose.
 * @param answerFor remembers answers for whoever asks about many nodes
 */
export function needlessLoop(
  file: SourceFile,
  node: Node,
  answerFor: (loop: Loop) => Answer = (loop) => iterationsIndependent(file, loop),
): NeedlessLoop | undefined {
  for (const loop of loopsAround(node)) {
    const answer = answerFor(loop);
    if (answer.kind === 'independent' && !isMeantToBeSlow(file, loop)) return { loop, answer };
  }
  return undefined;
}

/** The loops whose every turn comes by a node, innermost first, within its function. */
function loopsAround(node: Node): readonly Loop[] {
  const found: Loop[] = [];
  for (const at of ancestors(node)) {
    if (isFunction(at)) break;
    if (isLoop(at) && isWithin(node, at.body)) found.push(at);
  }
  return found;
}
