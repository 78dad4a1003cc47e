/** What commands take from `--no-cache`, and what they say of a cache that could not be used. */
import type { CacheChoice } from '../engine/cache/cache.ts';
import { tell } from './streams.ts';

/** A cache to hand to the analysis, unless none is wanted. */
export interface CacheUse {
  readonly options: { readonly cache?: CacheChoice };
  /** Tells the user what went wrong, once nothing else is on the terminal's last line. */
  readonly report: () => void;
}

export function useCache({ cache }: { readonly cache: boolean }): CacheUse {
  let reason: string | undefined;
  const onRebuild = (why: string): void => {
    reason = why;
  };
  return {
    options: cache ? { cache: { onRebuild } } : {},
    report: () => {
      if (reason !== undefined) tell(`the cache in .perfmig/cache was not used: ${reason}`);
    },
  };
}
