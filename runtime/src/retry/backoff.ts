/** How long to rest before the next attempt. */
import { settingsFor } from '../settings/settings-for.ts';

/** Rests that grow. */
export interface BackoffOptions {
  /** Milliseconds of the first rest; 1,000 by default. */
  readonly firstDelayMs?: number | undefined;
  /** What each rest is multiplied by for the next; 2 by default. */
  readonly factor?: number | undefined;
  /** The longest rest, in milliseconds; 10,000 by default. */
  readonly maxDelayMs?: number | undefined;
  /**
   * `full`, the default, takes a random part of each rest, so that those who failed together don't come back together;
   * `none` takes all of it.
   */
  readonly jitter?: 'full' | 'none' | undefined;
  /** From 0 to 1; `Math.random` by default. For tests. */
  readonly random?: (() => number) | undefined;
}

/** Milliseconds to rest after so many failures, from 1. */
export function backoffMs(failures: number, options: BackoffOptions = {}): number {
  const settings = settingsFor('retry');
  const { firstDelayMs = settings.firstDelayMs, factor = settings.factor, maxDelayMs = settings.maxDelayMs } = options;
  const { jitter = 'full', random = Math.random } = options;
  const longest = Math.min(firstDelayMs * factor ** (failures - 1), maxDelayMs);
  return jitter === 'full' ? random() * longest : longest;
}
