/** The log hook. */
import type { Fallback } from '../settings/fallback.ts';
import { state } from '../settings/state.ts';

/**
 * Hears of everything that is done the plain way from now on, each part and reason once. Nobody hears by default;
 * `NODE_DEBUG=perfmig` prints the same to stderr.
 * @returns takes the listener back
 */
export function onFallback(listener: (fallback: Fallback) => void): () => void {
  const { listeners } = state();
  const own = (fallback: Fallback): void => listener(fallback);
  listeners.add(own);
  return () => {
    listeners.delete(own);
  };
}
