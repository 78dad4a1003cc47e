/** What a pool may be told, with what it does where it isn't. */
import type { Switch } from '../settings/parts.ts';
import { settingsFor } from '../settings/settings-for.ts';
import { isOff } from '../settings/switches.ts';
import type { WaitOptions } from '../waiting/wait-options.ts';

/** What a caller of a pool may say. */
export interface AcquireOptions extends WaitOptions {
  /** `off` gives a resource that nobody had before, and lets go of it afterwards; by default that of the pool. */
  readonly mode?: Switch | undefined;
}

/** What a factory of resources is given. */
export interface CreateContext {
  /** Aborted when making one takes longer than `createTimeoutMs`, or the pool is closed by force. */
  readonly signal: AbortSignal;
  /** How many attempts in a row have failed before; for choosing another server: `hosts[failures % hosts.length]`. */
  readonly failures: number;
}

/** What a leak looks like: somebody has had a resource for long. */
export interface Leak {
  /** How long it has been held, in milliseconds. */
  readonly heldMs: number;
  /** Where it was acquired. */
  readonly stack: string;
}

/** Resources, and how a pool deals with them. */
export interface PoolOptions<Resource> {
  /** Makes one. What it throws reaches the caller who waits first in line. */
  readonly create: (context: CreateContext) => Resource | PromiseLike<Resource>;
  /** Lets go of one: closes a connection, ends a process. Nothing by default. */
  readonly destroy?: ((resource: Resource) => unknown) | undefined;
  /** Whether one that has lain idle for `validateAfterIdleMs` still works. By default nobody asks. */
  readonly validate?: ((resource: Resource) => boolean | PromiseLike<boolean>) | undefined;
  /** Shown in messages; `pool` by default. */
  readonly name?: string | undefined;
  /** How many are kept, once the pool is in use; 2 by default. */
  readonly min?: number | undefined;
  /** How many there may be; 10 by default. */
  readonly max?: number | undefined;
  /** How many callers may stand in line; as many as come, by default. */
  readonly maxWaiting?: number | undefined;
  /** Milliseconds a caller waits at most, unless it says otherwise; 30,000 by default. */
  readonly acquireTimeoutMs?: number | undefined;
  /**
   * Milliseconds that making or validating one may take; 30,000 by default. One that takes longer keeps its place among
   * `max` until it has come and was let go of, or as long again.
   */
  readonly createTimeoutMs?: number | undefined;
  /** Milliseconds after which an idle one beyond `min` is let go; 30,000 by default. */
  readonly idleTimeoutMs?: number | undefined;
  /** Milliseconds between two looks at the idle ones; 10,000 by default. */
  readonly evictionIntervalMs?: number | undefined;
  /** Milliseconds of idleness after which one is validated before it is lent; 1,000 by default. */
  readonly validateAfterIdleMs?: number | undefined;
  /**
   * Milliseconds after which an idle one is validated without being asked for, so that a broken one is replaced before
   * anybody waits for it; looked at each `evictionIntervalMs`. Never by default.
   */
  readonly healthCheckMs?: number | undefined;
  /** How often one may be lent; for ever by default. */
  readonly maxUses?: number | undefined;
  /** Milliseconds after which one is replaced when it comes back; for ever by default. */
  readonly maxLifetimeMs?: number | undefined;
  /** Milliseconds of rest after a failure to make one; doubled with each that follows. 100 by default. */
  readonly backoffMs?: number | undefined;
  /** The longest such rest, in milliseconds; 5,000 by default. */
  readonly maxBackoffMs?: number | undefined;
  /** Milliseconds after which one that is held counts as a leak. Costs a stack trace for each acquire; off by default. */
  readonly leakAfterMs?: number | undefined;
  /** Told of each leak, once. */
  readonly onLeak?: ((leak: Leak) => void) | undefined;
  /** Told of what goes wrong while nobody waits for it: in `destroy`, or when making spare ones. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** `off` makes a resource for each caller and lets go of it afterwards; no more than `max` at once all the same; `on` by default. */
  readonly mode?: Switch | undefined;
}

/** The same with nothing left open. */
export type Settings<Resource> = {
  readonly [Name in keyof PoolOptions<Resource>]-?: Exclude<PoolOptions<Resource>[Name], undefined>;
};

const ignore = (): void => undefined;

/** @throws {RangeError} for numbers that make no sense */
export function settingsOf<Resource>(options: PoolOptions<Resource>): Settings<Resource> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const defaults = settingsFor('pool');
  const isPlain = isOff('pool', options.mode);
  const settings: Settings<Resource> = {
    mode: 'on',
    ...defaults,
    ...{ destroy: ignore, validate: () => true, name: 'pool' },
    ...{ min: Math.min(defaults.min, options.max ?? defaults.max), maxWaiting: Infinity },
    ...{
      validateAfterIdleMs: options.validate ? 1_000 : Infinity,
      healthCheckMs: Infinity,
      maxUses: Infinity,
      maxLifetimeMs: Infinity,
    },
    ...{ leakAfterMs: Infinity, onLeak: ignore, onError: ignore },
    ...(given as unknown as PoolOptions<Resource>),
  } as Settings<Resource>;
  const { min, max } = settings;
  if (!(max >= 1) || !(min >= 0) || min > max) {
    throw new RangeError(`a pool has 0 ≤ min ≤ max and max ≥ 1, not min ${min} and max ${max}`);
  }
  return isPlain ? { ...settings, min: 0, maxUses: 1 } : settings;
}
