/** For one site: all functions and calls that change with it, or what stands in the way. */
import type { ChainLink, Node } from '../../contracts.ts';
import { isFunction, keyName } from '../../syntax/node.ts';
import type { PlacedObstacle } from '../flow/uses.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';
import { lineOf } from '../place.ts';
import type { Effects } from './effects.ts';

/** A node in its file. */
export interface PlacedNode {
  readonly in: ModelFile;
  readonly node: Node;
}

/** All that changes with one site. */
export interface Closure {
  readonly functions: readonly PlacedFunction[];
  readonly calls: readonly PlacedNode[];
  readonly iterations: readonly PlacedNode[];
  /** Functions given to frameworks that wait for nobody. */
  readonly handlers: readonly PlacedNode[];
  readonly types: readonly PlacedNode[];
  /** The programs of scripts whose body moves into an async function. */
  readonly mains: readonly PlacedNode[];
  /** Edges that are not proved. */
  readonly possible: readonly PlacedNode[];
}

export type ClosureResult =
  | { readonly kind: 'closed'; readonly closure: Closure }
  | { readonly kind: 'refused'; readonly obstacle: PlacedObstacle; readonly chain: readonly ChainLink[] };

/** Where a function was reached from. */
interface Step {
  readonly fn: PlacedFunction;
  readonly from: Step | undefined;
}

/** Breadth first, so that the chain of a refusal is short. */
export function closureOf(effects: Effects, site: PlacedNode): ClosureResult {
  const search = new Search(effects);
  const refused = search.await(site, undefined) ?? search.run();
  if (refused) return refused;
  return { kind: 'closed', closure: search.closure() };
}

class Search {
  readonly #effects: Effects;
  readonly #functions = new Map<Node, PlacedFunction>();
  readonly #calls = new Map<Node, PlacedNode>();
  readonly #iterations = new Map<Node, PlacedNode>();
  readonly #handlers = new Map<Node, PlacedNode>();
  readonly #types = new Map<Node, PlacedNode>();
  readonly #mains = new Map<Node, PlacedNode>();
  readonly #possible = new Map<Node, PlacedNode>();
  readonly #queue: Step[] = [];

  constructor(effects: Effects) {
    this.#effects = effects;
  }

  run(): ClosureResult | undefined {
    for (let step = this.#queue.shift(); step; step = this.#queue.shift()) {
      const refused = this.#function(step);
      if (refused) return refused;
    }
    return undefined;
  }

  closure(): Closure {
    return {
      functions: [...this.#functions.values()],
      calls: [...this.#calls.values()],
      iterations: [...this.#iterations.values()],
      handlers: [...this.#handlers.values()],
      types: [...this.#types.values()],
      mains: [...this.#mains.values()],
      possible: [...this.#possible.values()],
    };
  }

  /** What follows from an await; returns a refusal, or nothing. */
  await({ in: at, node }: PlacedNode, from: Step | undefined): ClosureResult | undefined {
    const effect = this.#effects.ofAwait(at, node, from === undefined);
    if (effect.kind === 'obstacle') return refusal(effect.obstacle, from);
    if (effect.kind === 'main') this.#mains.set(at.file.ast, { in: at, node: at.file.ast });
    if (effect.kind === 'function') this.#reach(effect.fn, from);
    if (from && effect.kind !== 'ignored') this.#calls.set(node, { in: at, node });
    return undefined;
  }

  #reach(fn: PlacedFunction, from: Step | undefined): void {
    if (this.#functions.has(fn.node)) return;
    this.#functions.set(fn.node, fn);
    this.#queue.push({ fn, from });
  }

  #function(step: Step): ClosureResult | undefined {
    const effect = this.#effects.ofFunction(step.fn);
    const [obstacle] = [...effect.obstacles].sort((a, b) => rank(a) - rank(b));
    if (obstacle) return refusal(obstacle, step);
    for (const type of effect.types) this.#types.set(type.node, type);
    for (const handler of effect.handlers) this.#handlers.set(handler.node, handler);
    for (const other of effect.together) this.#reach(other, step);
    for (const call of effect.calls) {
      if (call.certainty === 'possible') this.#possible.set(call.node, call);
      const refused = this.await(call, step);
      if (refused) return refused;
    }
    for (const call of effect.iterations) {
      const refused = this.#iteration(call, step);
      if (refused) return refused;
    }
    return undefined;
  }

  #iteration(call: PlacedNode, step: Step): ClosureResult | undefined {
    const obstacle = this.#effects.ofIteration(call.in, call.node);
    if (obstacle) return refusal(obstacle, step);
    const refused = this.await(call, step);
    if (refused) return refused;
    this.#calls.delete(call.node);
    this.#iterations.set(call.node, call);
    return undefined;
  }
}

/** Proved obstacles first: they say more. */
function rank({ certainty }: PlacedObstacle): number {
  return certainty === 'proved' ? 0 : 1;
}

function refusal(obstacle: PlacedObstacle, from: Step | undefined): ClosureResult {
  const chain: ChainLink[] = [];
  for (let step = from; step; step = step.from) chain.unshift(linkOf(step.fn));
  return { kind: 'refused', obstacle, chain };
}

/** A function for people. */
export function linkOf({ in: at, node }: PlacedFunction): ChainLink {
  return { path: at.path, line: lineOf(at, node), name: nameOfFunction(node) ?? '(anonymous)' };
}

/** The name it is known by: its own, or that of what holds it. */
export function nameOfFunction(node: Node): string | undefined {
  if (isFunction(node) && node.id) return node.id.name;
  const { parent } = node;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'Property':
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return keyName(parent.key, parent.computed);
    case 'AssignmentExpression':
      return parent.left.type === 'MemberExpression'
        ? keyName(parent.left.property, parent.left.computed)
        : parent.left.type === 'Identifier'
          ? parent.left.name
          : undefined;
    default:
      return undefined;
  }
}
