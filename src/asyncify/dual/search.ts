/** Which functions need a twin, so that a site can be waited for by callers outside the program. */
import type { FunctionNode, Node } from '../../contracts.ts';
import type { PlacedNode } from '../closure/closure.ts';
import { returnsPromise } from '../closure/promises.ts';
import type { Effects } from '../closure/effects.ts';
import type { Rewriter } from '../decisions.ts';
import type { CallUse } from '../flow/uses.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';
import { existingTwin } from './existing.ts';
import { holds, rootOf, type Root } from './root.ts';

/** All that is copied for one site. */
export interface TwinSet {
  readonly roots: readonly Root[];
  /** The roots, and the functions within them, that are async in the copies. */
  readonly functions: readonly PlacedFunction[];
  /** Calls within the copies that are awaited; those of roots are of their twins. */
  readonly calls: readonly PlacedNode[];
  readonly iterations: readonly PlacedNode[];
}

/** The twins for a site, or in a sentence why there can be none. */
export function twinsFor(effects: Effects, rewriter: Rewriter, site: PlacedNode): TwinSet | string {
  return new Search(effects, rewriter).run(site);
}

class Search {
  readonly #effects: Effects;
  readonly #rewriter: Rewriter;
  readonly #reaching = new Map<FunctionNode, boolean>();
  readonly #roots = new Map<FunctionNode, Root>();
  readonly #functions = new Map<FunctionNode, PlacedFunction>();
  readonly #calls = new Map<Node, PlacedNode>();
  readonly #iterations = new Map<Node, PlacedNode>();

  constructor(effects: Effects, rewriter: Rewriter) {
    this.#effects = effects;
    this.#rewriter = rewriter;
  }

  run(site: PlacedNode): TwinSet | string {
    if (!this.#reaches(site)) return 'no function around it that is exported can have a twin beside it';
    const refused = this.#addCallsWithin();
    if (refused !== undefined) return refused;
    return {
      roots: [...this.#roots.values()],
      functions: [...this.#functions.values()],
      calls: [...this.#calls.values()],
      iterations: [...this.#iterations.values()],
    };
  }

  /** Whether the function around a call can have a twin that somebody outside calls. */
  #reaches({ in: at, node }: PlacedNode): boolean {
    const fn = at.file.functionOf(node);
    if (!fn || fn.async || at.kind === 'test') return false;
    if (this.#rewriter.canAwaitAt(at.file, node)) return false;
    const known = this.#reaching.get(fn);
    if (known !== undefined) return known;
    this.#reaching.set(fn, false);
    const found = this.#leads({ in: at, node: fn });
    this.#reaching.set(fn, found);
    if (found) this.#functions.set(fn, { in: at, node: fn });
    return found;
  }

  #leads(fn: PlacedFunction): boolean {
    if (this.#rewriter.functionObstacle(fn.in.file, fn.node)) return false;
    const root = rootOf(fn.in, fn.node);
    if (!root) return this.#leadsWithin(fn);
    const uses = this.#effects.analysis.usesOf(fn);
    if (uses.together.length > 0) return false;
    // What has a twin already is left as it is.
    if (existingTwin(this.#effects.analysis, root)) return false;
    const isPublic = uses.obstacles.some(({ code }) => code === 'barrier/public-api');
    // Whoever calls what gives a promise already does with it what it does: it goes on calling the function.
    const calls = this.#givesPromise(root) ? [] : uses.calls;
    const isCalled = calls.filter((call) => this.#reaches(call)).length > 0;
    if (isPublic || isCalled) this.#roots.set(fn.node, root);
    return isPublic || isCalled;
  }

  /** A callback: all that is done with it has to wait, within the function around it. */
  #leadsWithin(fn: PlacedFunction): boolean {
    const { obstacles, calls, iterations, handlers, types, together } = this.#effects.ofFunction(fn);
    if (obstacles.length + handlers.length + types.length + together.length > 0) return false;
    const isEach = (uses: readonly CallUse[]): boolean => uses.every((use) => this.#reaches(use));
    if (calls.length + iterations.length === 0 || !isEach(calls) || !isEach(iterations)) return false;
    if (iterations.some(({ in: at, node }) => this.#effects.ofIteration(at, node))) return false;
    for (const call of calls) this.#calls.set(call.node, call);
    for (const call of iterations) this.#iterations.set(call.node, call);
    return true;
  }

  /** Every call of a root within a root is of the twin there. */
  #addCallsWithin(): string | undefined {
    for (const root of this.#roots.values()) {
      if (this.#givesPromise(root)) continue;
      for (const call of this.#effects.analysis.usesOf(root).calls) {
        if (!this.#isCopied(call.in, call.node)) continue;
        const fn = call.in.file.functionOf(call.node);
        if (!fn || !this.#functions.has(fn)) return 'a callback within it calls what has a twin';
        if (this.#rewriter.canAwaitAt(call.in.file, call.node)) return 'a call within it can wait for nothing';
        this.#calls.set(call.node, call);
      }
    }
    return undefined;
  }

  #givesPromise({ in: at, node }: Root): boolean {
    return returnsPromise(this.#effects.analysis, at, node);
  }

  #isCopied(at: ModelFile, node: Node): boolean {
    return [...this.#roots.values()].some((root) => holds(root, at, node));
  }
}
