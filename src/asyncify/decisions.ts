/** What the analysis of a program decides and the rewriting of its files carries out. Types alone. */
import type { ImportNeed, TwinRow } from '../additions/import-need.ts';
import type { ApiPath, Edit, FunctionNode, Node, SourceFile, Span } from '../contracts.ts';

/** Every reason of the async codemods; each has a page. */
export type AsyncCode =
  | `barrier/${
      | 'constructor'
      | 'accessor'
      | 'generator'
      | 'implicit-method'
      | 'field-initializer'
      | 'default-parameter'
      | 'decorator'
      | 'escapes'
      | 'stored'
      | 'unresolved-call'
      | 'sync-callback'
      | 'exit-hook'
      | 'promise-executor'
      | 'suite-body'
      | 'public-api'
      | 'external-hierarchy'
      | 'module-exports'
      | 'top-level'
      | 'react'
      | 'arguments-this'
      | 'vendored'
      | 'ambiguous'}`
  | `hazard/${'shared-state' | 'check-then-act' | 'order' | 'late-listener' | 'descriptors'}`
  | `twin/${'none' | 'option' | 'node-version'}`
  | `test/${'done' | 'fake-timers' | 'mock'}`
  | `kept/${'startup' | 'test' | 'build'}`
  | `left/${'not-worth-it' | 'skipped'}`
  | `gate/${'types' | 'unawaited' | 'parse' | 'verify'}`;

/** Something that stands in the way, in the file it was asked about. */
export interface Obstacle {
  readonly code: AsyncCode;
  /** What it is, in a sentence without a full stop. */
  readonly message: string;
  readonly node: Node;
}

/** A call of a synchronous API, and what takes its place. The call becomes `await twin(…)`. */
export interface SeedDecision {
  /** Of the call. */
  readonly span: Span;
  readonly api: ApiPath;
  readonly twin: TwinRow;
}

/** All that changes in one file. Spans are of nodes in the original text; those of calls include `new` and optional calls. */
export interface FileDecisions {
  readonly path: string;
  readonly seeds: readonly SeedDecision[];
  /** Function nodes (for methods the FunctionExpression that is their value) that become async. */
  readonly asyncFunctions: readonly Span[];
  /** Those of them whose framework sends what they give: where they gave nothing, they return their second parameter. */
  readonly answering: readonly Span[];
  /** Calls of functions made async; each is awaited, or where it is all that an async function returns, returned. Calls
   * whose result nobody waits for on purpose (the last statement of a CommonJS script) are left out. */
  readonly awaitedCalls: readonly Span[];
  /** Calls that used the result of a callback at once, and get a form that waits for it: array methods, assertions on
   * what a function throws. The call itself may be the seed's or call's parent. */
  readonly iterations: readonly Span[];
  /** Functions given to frameworks that wait for nobody, as they stand in the call; each goes through `forwardErrors`. */
  readonly handlers: readonly Span[];
  /** Signatures besides that promise now: interface members, abstract members, overloads, function types. */
  readonly types: readonly Span[];
  /** What stubs of tests are made of, and called on, once they give promises. */
  readonly stubs: readonly Edit[];
  /** The statements of the script move into an async function, from the first that waits on. */
  readonly hasMain: boolean;
}

export type { ImportNeed, TwinRow } from '../additions/import-need.ts';

/** What the rewriter needs to know of the run. */
export interface RewriteOptions {
  readonly target: 'node' | 'runtime';
  /** The specifier by which this file imports the helper file, for twins of kind `helper`. */
  readonly helper: string;
  /** Whether the file is an ES module (after the nearest package.json where its syntax doesn't tell). */
  readonly isModule: boolean;
  /** Whether `expect(promise).rejects` is there. */
  readonly hasRejects: boolean;
  /** Whether the file, an ES module, may await at its top level. */
  readonly topLevelAwait: boolean;
}

export type RewriteResult =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[]; readonly imports: readonly ImportNeed[] }
  | { readonly kind: 'refused'; readonly code: AsyncCode; readonly message: string; readonly span: Span };

/**
 * What `rewrite/` gives, all pure:
 * - `rewrite/twin-of.ts`: `twinOf`, the twin of one call with its arguments, or why it has none (`twin/…`);
 * - `rewrite/can-await.ts`: `canAwaitAt`, whether `await` may replace a call there, once the function around is async;
 *   undefined where it may. Top levels aren't its business; `functionObstacle`: whether this kind of function can become
 *   async at all by its own shape (generator, constructor, accessor, `arguments`, implicit methods …);
 * - `rewrite/iteration.ts`: `iterationOf`, whether the array method's call can become a loop; undefined where it can. The
 *   analysis has made sure that the receiver is an array. The callback is written inline, or names a function that
 *   becomes async (`dirs.map(readAll)`). The call's own function becomes async too, and the call is in `iterations` only;
 *   where its value is all that `Promise.all` is given it isn't in `iterations`: the callback is in `asyncFunctions` alone;
 * - `rewrite/file.ts`: `rewriteFile`; the import lines for all needs left in a file come last, from `rewrite/imports.ts`.
 */
export interface Rewriter {
  readonly twinOf: (file: SourceFile, call: Node, api: ApiPath) => TwinRow | Obstacle;
  readonly canAwaitAt: (file: SourceFile, node: Node) => Obstacle | undefined;
  readonly functionObstacle: (file: SourceFile, fn: FunctionNode) => Obstacle | undefined;
  readonly iterationOf: (file: SourceFile, call: Node) => Obstacle | undefined;
  readonly rewriteFile: (file: SourceFile, decisions: FileDecisions, options: RewriteOptions) => RewriteResult;
}
