/** What holds for the whole process. */
import type { Configuration } from './configuration.ts';
import type { Fallback } from './fallback.ts';
import type { Switches } from './parts.ts';

/** The one place of this package that is shared by all who load it. */
export interface State {
  configuration: Configuration;
  /** Who hears of fallbacks. */
  readonly listeners: Set<(fallback: Fallback) => void>;
  /** Fallbacks that were told of, as text. */
  readonly told: Set<string>;
  /** `PERFMIG_MODE` as it was read last. */
  mode: { readonly text: string; readonly switches: Switches } | undefined;
}

const KEY = Symbol.for('@perfmig/runtime');

/**
 * Kept on `globalThis`: a program may load both builds of the package, and what it configures in one holds for the
 * other.
 */
export function state(): State {
  const shared: { [KEY]?: State | undefined } = globalThis as object;
  return (shared[KEY] ??= { configuration: {}, listeners: new Set(), told: new Set(), mode: undefined });
}
