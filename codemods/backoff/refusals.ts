/** Why a pause stays as it is, and what to do then. */
import type { LocalRewrite } from '../../src/authoring/codemod-local.ts';
import type { Span } from '../../src/authoring/rule.ts';

export type Refused = Extract<LocalRewrite, { kind: 'refused' }>;

const HINTS = {
  'backoff/no-pause': 'write a pause into the loop, and a limit on the attempts',
  'backoff/interval': 'await an event or a promise, or write it as a loop with an awaited pause, and run this again',
  'backoff/recursion': 'write it as a loop with an awaited pause, and run this again',
  'backoff/single-pause':
    'wait for a sign that it is ready: an event such as `listening`, or a loop that tries until it answers',
  'backoff/time-elsewhere': 'give the time where the pause is called, and run this again',
  'backoff/computed-time': 'give the time a name before the loop, and run this again',
  'backoff/no-place': 'put the loop into braces, and run this again',
};

/** A refusal with its hint; `barrier` is what stands in the way, the site itself where it is left out. */
export function refused(code: keyof typeof HINTS, message: string, barrier?: Span): Refused {
  return { kind: 'refused', code, message, hint: HINTS[code], ...(barrier && { barrier }) };
}
