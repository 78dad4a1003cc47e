/** Hearing of an abort, with one listener on the signal for however many want to know. */

/**
 * A signal looks through all its listeners whenever one is added, and Node warns of a leak from the eleventh. So a
 * thousand callers in line with one signal between them share a listener, gone with the last of them.
 */
const callbacks = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls back when the signal is aborted; the result takes that back. Ask first whether it is aborted already. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const own = (): void => callback();
  const known = callbacks.get(signal);
  const all = known ?? new Set();
  all.add(own);
  if (!known) {
    callbacks.set(signal, all);
    signal.addEventListener('abort', callAll, { once: true });
  }
  return () => {
    if (!all.delete(own) || all.size > 0 || callbacks.get(signal) !== all) return;
    callbacks.delete(signal);
    signal.removeEventListener('abort', callAll);
  };
}

function callAll({ currentTarget }: Event): void {
  const signal = currentTarget as AbortSignal;
  const all = [...(callbacks.get(signal) ?? [])];
  callbacks.delete(signal);
  for (const callback of all) callback();
}
