/** The program's functions and who calls them. */
import type { EntryKind } from '../apis/framework.ts';
import type { Activations } from './activations.ts';
import type { FileFacts, FlowNode, FunctionFact } from './facts.ts';

/** The program's number of a function. */
export type FunctionId = number;

/**
 * How sure an edge is. `proved`: the callee is what the call's expression holds.
 * `possible`: a member of that name on a receiver that can't be told, a computed
 * member, an event by its name. What is neither is excluded.
 */
export type EdgeClass = 'proved' | 'possible';

export interface Edge {
  readonly from: FunctionId;
  readonly to: FunctionId;
  readonly class: EdgeClass;
  /** Of the call, from 1. */
  readonly line: number;
  /** Loops around the call within the calling function. */
  readonly loopDepth: number;
  /** The program calls it, or hands it to something outside that will. */
  readonly kind: 'call' | 'callback';
  /** Of a callback: it is run when something happens, not now. */
  readonly later: boolean;
  /** The call runs until its result is kept. */
  readonly once: boolean;
  /** The call runs only to make a file or folder that is missing. */
  readonly rare: boolean;
  /** One of several functions that fit the name, which says too little of when any of them runs. */
  readonly ambiguous: boolean;
  /** The nodes of the caller's file that the callee comes out of; undefined where it is told by a name only. */
  readonly sources: readonly FlowNode[] | undefined;
}

/** A function the outside runs, and what for: `GET /orders`. */
export interface EntryPoint {
  readonly fn: FunctionId;
  readonly label: string;
  readonly kind: EntryKind;
  readonly path: string;
  readonly line: number;
  /** Told by its shape or its place only, not by a registration that was followed. */
  readonly guessed: boolean;
  /** The node of the file at `path` that the function came out of; undefined where it was not followed. */
  readonly source?: FlowNode;
}

/** A function that can be imported from a file under a name. */
export interface ExportedFunction {
  readonly path: string;
  readonly name: string;
  readonly fn: FunctionId;
}

export interface FunctionRef {
  readonly file: FileFacts;
  readonly fact: FunctionFact;
}

export interface CallGraph {
  readonly functions: readonly FunctionRef[];
  /** The first function (the module's own code) of each file, by path. */
  readonly moduleFunctions: ReadonlyMap<string, FunctionId>;
  readonly outgoing: ReadonlyMap<FunctionId, readonly Edge[]>;
  /** What functions are given where they are called. */
  readonly activations: Activations;
  readonly entryPoints: readonly EntryPoint[];
  /** All registrations of functions made in other ones: `wrap(f)` gives the same function whatever `f` is. */
  readonly madeEntries: ReadonlyMap<FunctionId, readonly EntryPoint[]>;
  readonly exported: readonly ExportedFunction[];
  /** Property calls a function of that name was ruled out for, because their receiver is known. */
  readonly excluded: number;
  /** What imports of the program's own files turned out to be from outside it: `path`, then `specifier#name`. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>;
}
