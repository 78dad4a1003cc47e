/** The shape of the tables of clients, pools and agents. */
import type { ApiPath } from '../contracts.ts';
import type { Points } from './sync-api.ts';

/** An `sdk` shares its connections with all of its kind, or has none: making one costs its set-up alone. */
export type ClientKind = 'client' | 'pool' | 'agent' | 'sdk';

/** One way to make something that holds connections, and what making it per request costs. */
export interface ClientApi {
  /** The object made: `pg.Pool.new` is an instance, `mysql2.createPool()` the result of a call. */
  readonly api: ApiPath;
  readonly kind: ClientKind;
  /** Methods that end it. */
  readonly closedBy: readonly string[];
  readonly points: Points;
  /** What to do instead, as an order. */
  readonly instead: string;
  /** What making it does each time, where that isn't to connect. */
  readonly does?: string;
  /** The object is one for all and connects once; it connects anew only where the same function calls one of these. */
  readonly endedBy?: readonly ApiPath[];
  /** Often meant to stay open, so only what its function visibly closes is one for the call. */
  readonly onlyClosed?: true;
  /** What it costs is small beside what it is made for: it connects for each message anyway. */
  readonly minor?: true;
  /** Options with which it holds no connection: `createTransport({ jsonTransport: true })`. */
  readonly unlessOption?: RegExp;
}

/** Clients whose packages or classes are too many to list: all of AWS, all of Google Cloud. */
export interface ClientFamily extends Omit<ClientApi, 'api'> {
  /** Fits the paths of the objects made; a group `name` must say the same as a group `service`, where there are both. */
  readonly paths: RegExp;
  /** The specifiers of the modules, as the source of a pattern. */
  readonly modules: string;
}

export const ONE_POOL = 'make one pool at module level and query it';
export const ONE_CLIENT = 'connect once at module level and share the client';
export const ONE_SDK = 'make one client at module level and share it';
export const SETS_UP = 'sets up a client anew each time this runs';

/** Tables of rows that cost the same and are mended the same way. */
export function sameKind(
  shared: Omit<ClientApi, 'api' | 'closedBy'>,
  rows: readonly (readonly [api: ApiPath, ...closedBy: string[]])[],
): readonly ClientApi[] {
  return rows.map(([api, ...closedBy]) => ({ api, closedBy, ...shared }));
}
