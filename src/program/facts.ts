/**
 * What the program needs to know of one file once its tree is gone: a flow
 * graph of function values. The shape is that of field-based flow analysis
 * (Feldthaus et al., "Efficient construction of approximate call graphs for
 * JavaScript IDE programming", ICSE 2013), with fields kept apart by the object
 * they belong to wherever that object is known.
 */
import type { EntryKind } from '../apis/framework.ts';
import type { ApiPath, Span } from '../contracts.ts';

/** A vertex of the file's flow graph. What an expression or a variable may hold. */
export type FlowNode = number;

/** Stands for a value no function can flow from: a number, a string. */
export const NOTHING: FlowNode = -1;
/** What `require` of this file gives: `module.exports`. */
export const MODULE_VALUE: FlowNode = 0;
/** The object `exports` begins as, and the namespace of an ES module. */
export const EXPORTS: FlowNode = 1;

/** A member read or written under a name that can't be told. */
export const ANY_MEMBER = '*';
/** All elements of an array, a Set or a Map. */
export const ELEMENTS = '[]';

export interface FunctionFact {
  /** As people read it: `loadOrder`, `OrdersController.list`; empty where it has none. */
  readonly name: string;
  readonly span: Span;
  readonly line: number;
  readonly params: readonly FlowNode[];
  /** The last parameter takes all further arguments. */
  readonly hasRest: boolean;
  readonly result: FlowNode;
  /** `this` inside. NOTHING for arrow functions, whose `this` is the outer one. */
  readonly self: FlowNode;
  /** What `this` is known to be from where the function is written. */
  readonly selfIs: 'instance' | 'object' | undefined;
  /** The function it is written in; 0 is the module. */
  readonly parent: number;
  /** Its parameters are called as a request handler's are: `(req, res)`, `(ctx, next)`. */
  readonly handlerLike: boolean;
  /** Its only parameter is called as a connection is: `(socket)`. */
  readonly socketLike: boolean;
  /** Its first parameter is called as a Node-style callback's is: `err`. */
  readonly nodeCallback: boolean;
}

export interface ClassFact {
  readonly name: string;
  readonly superclass: FlowNode;
  /** Holds the class itself, for its static members. */
  readonly value: FlowNode;
  /** Holds an instance: `this` in its methods. */
  readonly instance: FlowNode;
  /** Interfaces it implements, or extends if it is one. */
  readonly parents: readonly FlowNode[];
}

export type ValueFact =
  | { readonly kind: 'function'; readonly node: FlowNode; readonly index: number }
  | { readonly kind: 'class'; readonly node: FlowNode; readonly index: number }
  | { readonly kind: 'instance'; readonly node: FlowNode; readonly index: number }
  /** `label` is `GET /orders` for an object that describes a route. */
  | { readonly kind: 'object'; readonly node: FlowNode; readonly name: string; readonly label?: string }
  | { readonly kind: 'external'; readonly node: FlowNode; readonly api: ApiPath }
  /** `name` undefined is the whole module. */
  | { readonly kind: 'import'; readonly node: FlowNode; readonly specifier: string; readonly name: string | undefined };

export interface LoadFact {
  readonly base: FlowNode;
  readonly name: string;
  readonly to: FlowNode;
}

export interface StoreFact {
  readonly base: FlowNode;
  readonly name: string;
  readonly from: FlowNode;
}

export interface CallFact {
  /** The function it is written in; 0 is the module. */
  readonly fn: number;
  readonly callee: FlowNode;
  /** What the method is called on. */
  readonly base: FlowNode;
  /** The method's name, where there is one. */
  readonly member: string | undefined;
  readonly args: readonly FlowNode[];
  /** Which of the arguments look like functions where they are written. */
  readonly callable: readonly boolean[];
  /** Not all arguments are told: some come from a list (`f(...list)`, `f.apply(self, list)`). */
  readonly spreads: boolean;
  readonly result: FlowNode;
  readonly isNew: boolean;
  readonly line: number;
  readonly loopDepth: number;
  /** The first argument, where it is a constant string. */
  readonly label: string | undefined;
  /** Run by the call it stands for (`list.map(f)` runs `f`), not written as a call. */
  readonly implied: boolean;
  /** What it does with its functions is told by the calls it implies. */
  readonly implies: boolean;
  /** Which function it runs is computed: `handlers[name](…)`. */
  readonly computed: boolean;
  /** It runs until its result is kept: `if (!pool) pool = connect()`. */
  readonly once: boolean;
  /** It runs only to make a file or folder that is missing. */
  readonly rare: boolean;
  /** It runs in development only. */
  readonly devOnly: boolean;
  /** A decorator applied to what it decorates, the only argument. */
  readonly decorates: boolean;
}

/** A function something outside runs, by what is written where the function is. */
export interface RoleFact {
  /** Holds the function. */
  readonly node: FlowNode;
  readonly label: string;
  readonly kind: EntryKind;
}

/** At this place, functions may be handed to what comes from this module. */
export interface WantedImport {
  readonly specifier: string;
  readonly span: Span;
}

/** A base class or an interface, from the module that names it. */
export interface SupertypeImport {
  readonly specifier: string;
  /** Undefined for the default and for a whole module. */
  readonly name: string | undefined;
}

export interface FileFacts {
  readonly path: string;
  readonly isModule: boolean;
  readonly nodeCount: number;
  /** Index 0 is the module's own code. */
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  readonly values: readonly ValueFact[];
  /** Pairs from, to. */
  readonly flows: readonly FlowNode[];
  readonly loads: readonly LoadFact[];
  readonly stores: readonly StoreFact[];
  /** Pairs from, to: every member of one object becomes a member of the other. */
  readonly spreads: readonly FlowNode[];
  readonly calls: readonly CallFact[];
  /** `export * from` these. */
  readonly reexports: readonly string[];
  /** Files named to be run by a worker: `new Worker(new URL('./w.js', import.meta.url))`. */
  readonly workerFiles: readonly string[];
  /** Functions that are handlers by their type, their place in an object or a directive. */
  readonly roles: readonly RoleFact[];
  /** Pairs from, to: what is given wherever the type, which is `to`, is asked for. */
  readonly implementations: readonly FlowNode[];
  readonly imports: readonly string[];
  /** Imports whose code is needed to know what their users do with functions. */
  readonly wantedImports: readonly WantedImport[];
  /** What a class extends or implements: whoever knows only that may call it. */
  readonly supertypeImports: readonly SupertypeImport[];
}
