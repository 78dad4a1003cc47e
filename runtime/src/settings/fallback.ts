/** Telling that something is done the plain way, and why; once each. */
import { debuglog } from 'node:util';
import type { Part } from './parts.ts';
import { state } from './state.ts';

/** Something that is done the plain way. */
export interface Fallback {
  /** The part that does so. */
  readonly part: Part;
  /** Why: `PERFMIG_MODE`, a peer that isn't installed, a server that doesn't answer. */
  readonly reason: string;
}

const log = debuglog('perfmig');

/** Tells the log hook and, with `NODE_DEBUG=perfmig`, stderr; for the same part and reason only the first time. */
export function reportFallback(part: Part, reason: string): void {
  const { told, listeners } = state();
  const text = `${part}: ${reason}`;
  if (told.has(text)) return;
  told.add(text);
  log(text);
  for (const listener of listeners) listener({ part, reason });
}

/** Lets the same be told once more: it was over in between. */
export function forgetFallback(part: Part, reason: string): void {
  state().told.delete(`${part}: ${reason}`);
}
