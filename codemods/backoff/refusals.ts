/** Why a pause stays as it is, and what to do then. */
import { refusals } from '../../src/authoring/codemod-local.ts';

export type { Refused } from '../../src/authoring/codemod-local.ts';

/** A refusal with its hint. */
export const refused = refusals({
  'backoff/no-pause': 'write a pause into the loop, and a limit on the attempts',
  'backoff/interval': 'await an event or a promise, or write it as a loop with an awaited pause, and run this again',
  'backoff/recursion': 'write it as a loop with an awaited pause, and run this again',
  'backoff/single-pause':
    'wait for a sign that it is ready: an event such as `listening`, or a loop that tries until it answers',
  'backoff/time-elsewhere': 'give the time where the pause is called, and run this again',
  'backoff/computed-time': 'give the time a name before the loop, and run this again',
  'backoff/no-place': 'put the loop into braces, and run this again',
});
