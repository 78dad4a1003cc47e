/** Which function of a new text was which function of the old one. */
import type { FunctionNode, SourceFile } from '../../contracts.ts';
import { spanOf } from '../../syntax/node.ts';
import { nameOfFunction } from '../closure/closure.ts';

/** A function of the new text, and what it was; undefined for one that is new. */
export interface FunctionPair {
  readonly now: FunctionNode;
  readonly was: FunctionNode | undefined;
}

/** More pairs than these are not compared one with another: what is left counts as new. */
const MOST_COMPARED = 4_000_000;

/** Every function of the new text with its old self: the longest run of functions that kept their names and order. */
export function pairsOf(before: SourceFile | undefined, after: SourceFile): readonly FunctionPair[] {
  const old = before ? functionsOf(before) : [];
  const now = functionsOf(after);
  const [oldKeys, newKeys] = [old.map(keyOf), now.map(keyOf)];
  let head = 0;
  while (head < now.length && head < old.length && oldKeys[head] === newKeys[head]) head++;
  let tail = 0;
  const most = Math.min(now.length, old.length) - head;
  while (tail < most && oldKeys[old.length - 1 - tail] === newKeys[now.length - 1 - tail]) tail++;
  const middle = common(oldKeys.slice(head, old.length - tail), newKeys.slice(head, now.length - tail));
  return now.map((fn, index) => {
    if (index < head) return { now: fn, was: old[index] };
    if (index >= now.length - tail) return { now: fn, was: old[index - now.length + old.length] };
    const at = middle.get(index - head);
    return { now: fn, was: at === undefined ? undefined : old[at + head] };
  });
}

function functionsOf(file: SourceFile): readonly FunctionNode[] {
  const found = (['ArrowFunctionExpression', 'FunctionDeclaration', 'FunctionExpression'] as const).flatMap(
    (type): readonly FunctionNode[] => file.nodes(type),
  );
  return found.sort((a, b) => spanOf(a)[0] - spanOf(b)[0] || spanOf(b)[1] - spanOf(a)[1]);
}

function keyOf(fn: FunctionNode): string {
  return `${fn.type} ${nameOfFunction(fn) ?? ''} ${fn.params.length}`;
}

/** A longest common subsequence: from indexes of `now` to those of `old`. */
function common(old: readonly string[], now: readonly string[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  if (old.length * now.length > MOST_COMPARED) return found;
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  for (let [i, j] = [0, 0]; i < old.length && j < now.length;) {
    if (old[i] === now[j]) found.set(j++, i++);
    else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  return found;
}
