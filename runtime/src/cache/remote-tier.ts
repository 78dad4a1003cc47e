/** What a tier that several processes share does for a cache. */
import type { Id } from './key.ts';

/** What is dropped together: entries, those with tags, or all. */
export interface Invalidation {
  /** These entries; none by default. */
  readonly ids?: readonly Id[] | undefined;
  /** All entries with one of these tags; none by default. */
  readonly tags?: readonly string[] | undefined;
  /** All entries; no by default. */
  readonly isAll?: boolean | undefined;
}

/** What was loaded, or found, and for how long it holds. */
export interface Loaded {
  /** `undefined` says that there is none. */
  readonly value: unknown;
  /** Where it comes from. */
  readonly from: 'remote' | 'source';
  /** For how many milliseconds it is fresh. */
  readonly ttlMs: number;
  /** What it can be dropped by; nothing by default. */
  readonly tags?: readonly string[] | undefined;
  /** Dropped by somebody meanwhile, so not to be kept; no by default. */
  readonly isVoid?: boolean | undefined;
}

/** One load. */
export interface RemoteLoad {
  /** What tells the entry from others. */
  readonly id: Id;
  /** What it can be dropped by. */
  readonly tags: readonly string[];
  /** Gives the value; called at most once. */
  readonly load: () => Promise<unknown>;
  /** For how long a loaded value is fresh. */
  readonly ttlOf: (value: unknown) => number;
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
}

/** Who hears of what others do. */
export interface RemoteListener {
  /** Another process has dropped these. */
  readonly dropped: (what: Invalidation) => void;
  /** What others have dropped may have been missed: nothing that is kept can be trusted. */
  readonly missed: () => void;
}

/** Its methods never fail because of the server: a cache goes on without. */
export interface RemoteTier {
  /** Whether the server can be asked. */
  readonly isUp: boolean;
  /** Begins to tell what others do. */
  readonly listen: (listener: RemoteListener) => void;
  /** What is there, if anything. */
  readonly get: (id: Id) => Promise<Loaded | undefined>;
  /** What is there, or what is loaded by one of the processes that want it. Throws what the load throws. */
  readonly load: (what: RemoteLoad) => Promise<Loaded>;
  /** Keeps a value for all, for so many milliseconds. */
  readonly set: (id: Id, value: unknown, ttlMs: number, tags: readonly string[]) => Promise<void>;
  /** Drops for all; where the server can't be asked, as soon as it can be. */
  readonly drop: (what: Invalidation) => Promise<void>;
  /** Ends what is under way, and lets go of connections of its own. */
  readonly close: () => Promise<void>;
}
