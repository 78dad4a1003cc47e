/** The shape of the tables of synchronous APIs, which rules and codemods share. */
import type { ApiPath } from '../contracts.ts';

/**
 * What one run costs: 1 is about 10 µs of blocked event loop. Up to 20 points
 * grow with the time; 50 stands for about a millisecond, 100 for anything above
 * two, so that one slow call doesn't hide every other finding.
 */
export type Points = 1 | 2 | 5 | 10 | 20 | 50 | 100;

/** A synchronous API and what does the same without blocking. */
export interface SyncApi {
  readonly api: ApiPath;
  /** How people write it, where that isn't the path itself. */
  readonly shown?: string;
  /** Of a usual call, measured: a small file in the page cache, 100 KB of text, default work factors. */
  readonly points: Points;
  /** What the event loop waits for, to follow "while". */
  readonly while: string;
  readonly twin?: Twin;
  /** Where the twin differs in its options or its result, or why there is none. */
  readonly note?: string;
  /** Given a callback, or the option `async`, it doesn't wait. */
  readonly unlessCallback?: true;
  /** Given nothing but options, it only gives a function that has them. */
  readonly curried?: true;
  /** Points by what an argument says; what isn't listed costs `points`. */
  readonly byArgument?: ByArgument;
  /** What it costs where it is not said to be recursive, and so takes one file only. */
  readonly single?: Single;
}

/** Tells a file from a tree of them, where the source says which. */
export interface Single {
  readonly points: Points;
  /** Which argument the options are, from 0. */
  readonly options: number;
}

/** Tells a key pair of 4,096 bits from one of 256, where the source says which. */
export interface ByArgument {
  /** Of the argument, from 0. */
  readonly index: number;
  /** By the text of a constant string. */
  readonly points: Readonly<Record<string, Points>>;
}

/** What to call instead. A `callback` one takes a callback last; as a promise it is `util.promisify(…)` of it. */
export type Twin =
  { readonly style: 'promise'; readonly api: ApiPath } | { readonly style: 'callback'; readonly api: ApiPath };

/** A row of a table written in one line; the twin returns a promise. */
export type ApiRow = readonly [
  api: ApiPath,
  points: Points,
  waitsWhile: string,
  twin?: ApiPath | undefined,
  note?: string,
];

export function toSyncApis(rows: readonly ApiRow[]): readonly SyncApi[] {
  return rows.map(([api, points, waitsWhile, twin, note]) => ({
    api,
    points,
    while: waitsWhile,
    ...(twin !== undefined && { twin: promise(twin) }),
    ...(note !== undefined && { note }),
  }));
}

/** A table for looking up by path; later rows win. */
export function indexByApi<Row extends { readonly api: ApiPath }>(
  ...tables: readonly (readonly Row[])[]
): ReadonlyMap<ApiPath, Row> {
  return new Map(tables.flat().map((row) => [row.api, row]));
}

export function promise(api: ApiPath): Twin {
  return { style: 'promise', api };
}

export function callback(api: ApiPath): Twin {
  return { style: 'callback', api };
}
