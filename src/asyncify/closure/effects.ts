/** What follows from one await, and from one function that becomes async. */
import type { FunctionNode, Node } from '../../contracts.ts';
import type { Rewriter } from '../decisions.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { CallUse, ExcludedUse, PlacedObstacle } from '../flow/uses.ts';
import { isAfterAwait, looseCall } from '../hazards/loose-calls.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';
import { returnsPromise } from './promises.ts';
import { allowsTopLevelAwait, topLevelOf } from './top-level.ts';

/** What an await at a node asks for. */
export type AwaitEffect =
  | { readonly kind: 'obstacle'; readonly obstacle: PlacedObstacle }
  /** Nothing more: the function around is async already, or the top level may await. */
  | { readonly kind: 'fits' }
  /** The last call of a script: nobody waits for it. */
  | { readonly kind: 'ignored' }
  /** The rest of the script moves into an async function. */
  | { readonly kind: 'main' }
  | { readonly kind: 'function'; readonly fn: PlacedFunction };

/** What a function that becomes async asks for. */
export interface AsyncEffect {
  readonly obstacles: readonly PlacedObstacle[];
  readonly calls: readonly CallUse[];
  readonly iterations: readonly CallUse[];
  readonly handlers: readonly CallUse[];
  readonly types: readonly { readonly in: ModelFile; readonly node: Node }[];
  readonly together: readonly PlacedFunction[];
  readonly excluded: readonly ExcludedUse[];
}

const TOP_LEVEL = 'the top level of a CommonJS module can wait for nothing';

/** Answers for one program; remembers. */
export class Effects {
  readonly analysis: Analysis;
  readonly #rewriter: Rewriter;
  readonly #allowed: readonly string[];
  readonly #functions = new Map<FunctionNode, { readonly fn: PlacedFunction; readonly effect: AsyncEffect }>();

  /** @param allowed codes of hazards that are accepted */
  constructor(analysis: Analysis, rewriter: Rewriter, allowed: readonly string[]) {
    this.analysis = analysis;
    this.#allowed = allowed.filter((code) => code.startsWith('hazard/'));
    this.#rewriter = rewriter;
  }

  /** Of a call that gets an `await`, or of an array method that becomes a loop. */
  ofAwait(at: ModelFile, node: Node, isSite = false): AwaitEffect {
    if (node.parent?.type === 'AwaitExpression') return { kind: 'fits' };
    const fn = at.file.functionOf(node);
    const obstacle = this.#rewriter.canAwaitAt(at.file, node);
    if (obstacle) return { kind: 'obstacle', obstacle: { ...obstacle, in: at, certainty: 'proved' } };
    if (fn?.async) return this.#inAsync({ in: at, node: fn }, node);
    if (fn) return { kind: 'function', fn: { in: at, node: fn } };
    const top = topLevelOf(this.analysis, at, node, isSite);
    if (typeof top === 'object' && this.#allowed.includes(top.code)) {
      return { kind: allowsTopLevelAwait(this.analysis, at) ? 'fits' : 'main' };
    }
    if (typeof top === 'object') return { kind: 'obstacle', obstacle: { ...top, in: at, certainty: 'proved' } };
    switch (top) {
      case 'main':
        return { kind: 'main' };
      case 'awaits':
        return { kind: 'fits' };
      case 'ignores':
        return { kind: 'ignored' };
      case 'refused':
        return {
          kind: 'obstacle',
          obstacle: {
            ...{ in: at, node, code: 'barrier/top-level', certainty: 'proved' },
            message: TOP_LEVEL,
          },
        };
    }
  }

  /** Who calls the function without waiting went on when the part before its first `await` was done. */
  #inAsync(fn: PlacedFunction, node: Node): AwaitEffect {
    const loose = isAfterAwait(fn.node, node) ? undefined : this.#loose(fn);
    return loose ? { kind: 'obstacle', obstacle: loose } : { kind: 'fits' };
  }

  #loose(fn: PlacedFunction): PlacedObstacle | undefined {
    return this.#allowed.includes('hazard/order') ? undefined : looseCall(this.analysis, fn);
  }

  /** Why an array method can't become a loop. */
  ofIteration(at: ModelFile, call: Node): PlacedObstacle | undefined {
    const obstacle = this.#rewriter.iterationOf(at.file, call);
    return obstacle && { ...obstacle, in: at, certainty: 'proved' };
  }

  /** Of a function that becomes async. */
  ofFunction(fn: PlacedFunction): AsyncEffect {
    const known = this.#functions.get(fn.node);
    if (known) return known.effect;
    const effect = this.#compute(fn);
    this.#functions.set(fn.node, { fn, effect });
    return effect;
  }

  /** What follows from each function that was asked about. */
  followed(): ReadonlyMap<PlacedFunction, AsyncEffect> {
    return new Map([...this.#functions.values()].map(({ fn, effect }) => [fn, effect]));
  }

  #compute(fn: PlacedFunction): AsyncEffect {
    const own = this.#rewriter.functionObstacle(fn.in.file, fn.node);
    const obstacles: PlacedObstacle[] = own ? [{ ...own, in: fn.in, certainty: 'proved' }] : [];
    if (returnsPromise(this.analysis, fn.in, fn.node)) {
      const loose = this.#loose(fn);
      if (loose) obstacles.push(loose);
      return { obstacles, calls: [], iterations: [], handlers: [], types: [], together: [], excluded: [] };
    }
    const uses = this.analysis.usesOf(fn);
    const others = uses.obstacles.filter(({ code }) => !this.#allowed.includes(code));
    return { ...uses, obstacles: [...obstacles, ...others] };
  }
}
