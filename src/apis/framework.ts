/** The shape of the tables of frameworks. */
import type { ApiPath } from '../contracts.ts';

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
  | { readonly kind: 'events'; readonly label: Label; readonly events: readonly string[] };

/**
 * How the entry point reads: `route` is `GET /orders` from method and first
 * argument, `use` the same without a path being needed, `hook` the framework's
 * name and the first argument, anything else stands for itself.
 */
export type Label = 'route' | 'use' | 'hook' | (string & {});

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
  readonly chains: readonly string[];
}
