/** The shape of the tables of frameworks. */
import type { ApiPath } from '../contracts.ts';

/**
 * When an entry point runs: for a request or a message; once, while the process
 * starts or ends; at times of its own, as a cron job does; for the build.
 */
export type EntryKind = 'request' | 'startup' | 'job' | 'build';

/** What a method does with the functions it is given. */
export type Registration =
  /** Every function among the arguments, in arrays and wrappers too, runs for requests. */
  | { readonly kind: 'handlers'; readonly label: Label }
  /** Functions under these keys of an options object run for requests. */
  | { readonly kind: 'options'; readonly label: Label; readonly keys: readonly string[] }
  /** The function is called at once, its first parameter being what the method was called on. */
  | { readonly kind: 'plugin' }
  /** The second argument becomes a member of the object, named by the first. */
  | { readonly kind: 'member' }
  /** As `handlers`, if the first argument is one of these events. */
  | { readonly kind: 'events'; readonly label: Label; readonly events: readonly string[] }
  /**
   * Functions anywhere in a tree of objects: a map of resolvers. The tree is the
   * argument or, if given, what stands under `keys` of it; `leaves` are the only
   * names under which a function counts.
   */
  | {
      readonly kind: 'tree';
      readonly label: Label;
      readonly keys?: readonly string[];
      readonly leaves?: readonly string[];
    }
  /**
   * The classes among the arguments are instantiated by the framework: their
   * constructors and `hooks` run while the process starts, the constructors of
   * those with `Scope.REQUEST` for each request.
   */
  | { readonly kind: 'instances'; readonly label: Label; readonly hooks: readonly string[] }
  /** Calls the function it is given once, with these after the error. */
  | { readonly kind: 'callback'; readonly gives: readonly ApiPath[] }
  /** Gives an instance of the class it is asked for. */
  | { readonly kind: 'locator' }
  /** Gives one object made of those it is given. */
  | { readonly kind: 'merge' };

/**
 * How the entry point reads: `route` is `GET /orders` from method and first
 * argument, `use` the same without a path being needed, `hook` the framework's
 * name and the first argument, `operation` the method and the first argument as
 * they are, anything else stands for itself.
 */
export type Label = 'route' | 'use' | 'hook' | 'operation' | (string & {});

export interface Framework {
  readonly name: string;
  /** The object handlers are registered on, as it is made most often. */
  readonly receiver: ApiPath;
  /** Other ways to come by the same kind of object; types count as `Type.new`. */
  readonly also: readonly ApiPath[];
  readonly methods: Readonly<Record<string, readonly Registration[]>>;
  /** What handlers are called with, where its members lead anywhere. */
  readonly parameters?: readonly ApiPath[];
  /** Methods that give back an object handlers can be registered on. */
  readonly chains: readonly string[] | 'all';
  /** When what is registered runs, where it isn't for requests. */
  readonly runs?: EntryKind;
}
