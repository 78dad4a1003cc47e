/** What the dependence analysis is told and what it answers. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile, Variable } from '../../contracts.ts';

/** What lies outside the program and can be read or changed by a call. */
export type Resource = 'file' | 'network' | 'database' | 'process' | 'service';

export type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** What a call does beside handing back a value. `assumed`: told by a name alone. */
export type CallEffect =
  | { readonly kind: 'none'; readonly assumed?: boolean }
  | {
      readonly kind: 'read' | 'write' | 'delete';
      readonly resource: Resource;
      /** The arguments that say which file, row or address; none where all of it may be meant. */
      readonly targets: readonly Node[];
      readonly assumed?: boolean;
    }
  /** Changes values of the program in place: `Object.assign(target, …)`. */
  | { readonly kind: 'changes'; readonly targets: readonly Node[] }
  /** Has its place in an order that others see or wait for: a pause, a lock, a stream, a transaction. */
  | { readonly kind: 'ordered'; readonly why: string };

/** Tells what a call to something outside the file does; undefined where nobody knows. */
export type EffectOf = (file: SourceFile, call: Call) => CallEffect | undefined;

/** Whose object an access is of. Objects that belong to one iteration or one statement alone have no root. */
export type Root =
  | { readonly kind: 'variable'; readonly variable: Variable }
  | { readonly kind: 'this' }
  | { readonly kind: 'global'; readonly name: string }
  | { readonly kind: 'unknown' };

/** `add` changes something so that the order doesn't matter or can be restored: `list.push(x)`, `count++`. */
export type Mode = 'read' | 'write' | 'add';

/**
 * How a value tells one iteration from another: `identity` for the element, its id or its index;
 * `part` for what may be equal in two iterations.
 */
export type Level = 'identity' | 'part' | undefined;

export type Access =
  | {
      readonly kind: 'value';
      readonly node: Node;
      readonly mode: Mode;
      readonly root: Root;
      /** Names of members from the root, `*` where computed. Empty for the variable itself. */
      readonly path: readonly string[];
      /** How the computed key tells iterations apart, where there is one. */
      readonly key: Level;
    }
  | {
      readonly kind: 'resource';
      readonly node: Node;
      readonly mode: 'read' | 'write' | 'delete';
      readonly resource: Resource;
      readonly targets: readonly Node[];
      readonly key: Level;
    }
  | { readonly kind: 'unknown'; readonly node: Node }
  | { readonly kind: 'ordered'; readonly node: Node; readonly why: string }
  | { readonly kind: 'exit'; readonly node: Node };

/**
 * What independence rests on that isn't shown: a `name` says what a call does, elements are `distinct`,
 * what a call made from an element belongs to that element (`result`), a call nobody waits for only
 * computes (`computing`).
 */
export type Assumption = 'name' | 'distinct' | 'result' | 'computing';

/** Why two pieces of code must keep their order: two places, and what they have in common. */
export interface Dependence {
  readonly code:
    'carried-value' | 'shared-object' | 'ordered-effects' | 'unknown-call' | 'early-exit' | 'order-kept' | 'repetition';
  /** What both touch, as written: `page`, `this.total`, `fs.promises.writeFile(path)`. */
  readonly what: string;
  readonly first: Node;
  readonly second: Node;
}

export type Answer =
  | {
      readonly kind: 'independent';
      readonly assumptions: ReadonlySet<Assumption>;
      /** The calls that go outside, each once. */
      readonly effects: readonly Extract<Access, { kind: 'resource' }>[];
      /** Where results are gathered, which has to keep its order: `list.push(x)`. */
      readonly gathered: readonly Node[];
    }
  | { readonly kind: 'dependent'; readonly reasons: readonly Dependence[] };
