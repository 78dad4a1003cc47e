/** The parameters whose values are run, by the function itself or by one it hands them to. */
import type { FunctionId } from './call-graph.ts';
import type { FlowNode, FunctionFact } from './facts.ts';
import { absolute, type LinkedFile, type LinkState } from './link-state.ts';
import type { NodeId } from './token.ts';

/** A parameter's function, and which of its parameters it is. */
interface Owner {
  readonly fn: FunctionId;
  readonly index: number;
}

const NONE: readonly NodeId[] = [];

export class ParametersRun {
  readonly #state: LinkState;
  readonly #owners = new Map<LinkedFile, ReadonlyMap<NodeId, Owner>>();
  readonly #fnOf = new Map<NodeId, FunctionId>();
  readonly #indices = new Map<FunctionId, Map<NodeId, number>>();
  /** Results of calls looked at already. */
  readonly #returned = new Set<NodeId>();
  readonly #visible = new Map<FunctionId, readonly NodeId[]>();

  constructor(state: LinkState) {
    this.#state = state;
    const found: Owner[] = [];
    for (const { from, sources } of state.edges) {
      const file = sources && state.files.get(state.functions[from]?.file.path ?? '');
      if (file) for (const node of sources) found.push(...this.#note(file, node));
    }
    for (let owner = found.pop(); owner; owner = found.pop()) found.push(...this.#noteArguments(owner));
  }

  /** The function a parameter belongs to, and which of its parameters it is. */
  ownerOf(param: NodeId): (Owner & { readonly fact: FunctionFact }) | undefined {
    const fn = this.#fnOf.get(param);
    const fact = fn === undefined ? undefined : this.#state.functions[fn]?.fact;
    const index = fn === undefined ? undefined : this.indexOf(fn, param);
    return fn === undefined || fact === undefined || index === undefined ? undefined : { fn, index, fact };
  }

  /** Which of its own parameters one is. */
  indexOf(fn: FunctionId, param: NodeId): number | undefined {
    return this.#indices.get(fn)?.get(param);
  }

  /** Those of a function and of the functions around it. */
  visibleTo(fn: FunctionId): readonly NodeId[] {
    if (this.#indices.size === 0) return NONE;
    let visible = this.#visible.get(fn);
    if (!visible) {
      const ref = this.#state.functions[fn];
      const file = ref && this.#state.files.get(ref.file.path);
      const around = file && ref.fact.parent !== 0 ? this.visibleTo(file.fn + ref.fact.parent) : NONE;
      const own = this.#indices.get(fn);
      visible = own ? [...own.keys(), ...around] : around;
      this.#visible.set(fn, visible);
    }
    return visible;
  }

  /** Notes the parameters a node's values come from; returns those that are news. */
  #note(file: LinkedFile, node: FlowNode): Owner[] {
    if (!file.given.derives(node)) return [];
    return (file.given.sourcesOf(node) ?? []).flatMap((source) => {
      const param = absolute(file, source.node);
      const owner = this.#ownersIn(file).get(param);
      if (!owner) return this.#noteReturned(file, source.node);
      const indices = this.#indices.get(owner.fn) ?? new Map<NodeId, number>();
      if (indices.has(param)) return [];
      this.#indices.set(owner.fn, indices.set(param, owner.index));
      this.#fnOf.set(param, owner.fn);
      return [owner];
    });
  }

  /** What a function of the program gives back may be what it was given. */
  #noteReturned(file: LinkedFile, node: FlowNode): Owner[] {
    const call = this.#state.callGiving(file, node);
    if (!call || this.#returned.has(absolute(file, node))) return [];
    this.#returned.add(absolute(file, node));
    return this.#state.solver.valuesOf(absolute(file, call.callee)).flatMap(({ kind, index }) => {
      const target = kind === 'function' ? this.#state.functions[index] : undefined;
      const owner = target && this.#state.files.get(target.file.path);
      return owner ? this.#note(owner, target.fact.result) : [];
    });
  }

  /** What callers hand on of their own for a parameter. */
  #noteArguments({ fn, index }: Owner): Owner[] {
    const fact = this.#state.functions[fn]?.fact;
    const end = fact?.hasRest === true && index === fact.params.length - 1 ? undefined : index + 1;
    return (this.#state.calls[fn] ?? []).flatMap(({ file, call }) =>
      call.args.slice(index, end).flatMap((argument) => this.#note(file, argument)),
    );
  }

  #ownersIn(file: LinkedFile): ReadonlyMap<NodeId, Owner> {
    let owners = this.#owners.get(file);
    if (!owners) {
      const entries = file.facts.functions.flatMap(({ params }, i) =>
        params.map((param, index) => [absolute(file, param), { fn: file.fn + i, index }] as const),
      );
      this.#owners.set(file, (owners = new Map(entries)));
    }
    return owners;
  }
}
