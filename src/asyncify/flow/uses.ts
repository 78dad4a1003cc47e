/** What becomes of the value of a function: everywhere it goes, and what is done to it there. */
import type { Node, Variable } from '../../contracts.ts';
import type { TakerKind } from '../../apis/function-takers.ts';
import type { AsyncCode } from '../decisions.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';
import type { Exclusion } from './exclusions.ts';

/** How sure it is that a place uses this function and no other. */
export type Certainty = 'proved' | 'possible';

/** Something that stands in the way, and where. */
export interface PlacedObstacle {
  readonly in: ModelFile;
  readonly node: Node;
  readonly code: AsyncCode;
  readonly message: string;
  /** It only is in the way if a possible edge is one. */
  readonly certainty: Certainty;
}

/** A call that runs the function; its result has to be awaited. */
export interface CallUse {
  readonly in: ModelFile;
  readonly node: Node;
  readonly certainty: Certainty;
}

/** A read of the function's name that is known to mean something else. */
export interface ExcludedUse {
  readonly in: ModelFile;
  readonly node: Node;
  readonly rule: Exclusion;
}

/** A call outside the program that is given the function, and what it does with it. */
export interface TakenUse extends CallUse {
  readonly taker: TakerKind;
}

/** All uses of one function's value. */
export interface Uses {
  readonly calls: readonly CallUse[];
  /** Calls of array methods that are given the function. */
  readonly iterations: readonly CallUse[];
  /** Arguments of frameworks that wait for nobody: the function has to go through something that hands errors on. */
  readonly handlers: readonly CallUse[];
  /** Calls of known takers: they wait for the result, or need none. */
  readonly taken: readonly TakenUse[];
  readonly obstacles: readonly PlacedObstacle[];
  /** Signatures that say what it returns, beside its own. */
  readonly types: readonly { readonly in: ModelFile; readonly node: Node }[];
  /** Functions that are called by the same name, and so must be as it is: overrides, other implementations. */
  readonly together: readonly PlacedFunction[];
  /** Reads of its name that are known to mean something else. */
  readonly excluded: readonly ExcludedUse[];
}

/** What a walk of the value writes to. */
export class UseCollector {
  readonly calls: Map<Node, CallUse> = new Map();
  readonly iterations: Map<Node, CallUse> = new Map();
  readonly handlers: Map<Node, CallUse> = new Map();
  readonly taken: Map<Node, TakenUse> = new Map();
  readonly obstacles: PlacedObstacle[] = [];
  readonly types: Map<Node, { readonly in: ModelFile; readonly node: Node }> = new Map();
  readonly together: Map<Node, PlacedFunction> = new Map();
  readonly excluded: Map<Node, ExcludedUse> = new Map();
  readonly #seen = new Set<Node | Variable | string>();

  /** Whether a node, variable or name is met for the first time. */
  isNew(key: Node | Variable | string): boolean {
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  refuse(at: ModelFile, node: Node, code: AsyncCode, message: string, certainty: Certainty): void {
    this.obstacles.push({ in: at, node, code, message, certainty });
  }

  done(): Uses {
    return {
      calls: [...this.calls.values()],
      iterations: [...this.iterations.values()],
      handlers: [...this.handlers.values()],
      taken: [...this.taken.values()],
      obstacles: this.obstacles,
      types: [...this.types.values()],
      together: [...this.together.values()],
      excluded: [...this.excluded.values()],
    };
  }
}
