/** What the asynchronous twin of a function is called. */

/** `loadAsync` beside `load`; `loadAsync` beside `loadSync`, too. */
export function twinName(name: string): string {
  return `${name.replace(/(?<=.)Sync$/, '')}Async`;
}

/** Names under which a project may have the twin already, the likeliest first. */
export function knownTwinNames(name: string): readonly string[] {
  const base = name.replace(/(?<=.)Sync$/, '');
  return base === name ? [twinName(name)] : [base, twinName(name)];
}
