/** Tells loops that are slow on purpose: whoever wrote them says so. */
import type { Node, SourceFile } from '../contracts.ts';

const SAYS_SO =
  /(?:\/\/|\/\*|^\s*\*).*\b(?:sequential|serial|one (?:by|at a|after) |in order\b|order matters|rate.?limit|throttl|overload|overwhelm|flood|in parallel|concurren|too many|at once|race|pace)/im;

/** Whether a comment at or in the loop says why its turns wait for each other. */
export function isMeantToBeSlow(file: SourceFile, loop: Node): boolean {
  const [start, end] = file.spanOf(loop);
  const before = file.text.slice(0, start).split('\n').slice(-4).join('\n');
  return SAYS_SO.test(before + file.text.slice(start, end));
}
