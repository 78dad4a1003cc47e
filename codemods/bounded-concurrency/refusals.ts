/** Why code is left as it is, and what to do then. */
import { refusals } from '../../src/authoring/codemod-local.ts';

export type { Refused } from '../../src/authoring/codemod-local.ts';

/** A refusal with its hint. */
export const refused = refusals({
  'bounded-concurrency/changed': 'run the codemod again',
  'bounded-concurrency/not-awaited':
    'collect the calls with `await Promise.all(list.map(…))`, or hand them to a queue; then bound them',
  'bounded-concurrency/race': 'start fewer by hand, if the first to end is all that is wanted',
  'bounded-concurrency/filled-list': 'write the loop as `list.map(…)`, or bound the calls by hand with a limiter',
  'bounded-concurrency/this-value': 'use an arrow function, and leave the second argument out',
  'bounded-concurrency/mixed-results': 'make the function `async`, or collect the results before they are used',
  'bounded-concurrency/shared-state': 'bound it by hand, after a look at who reads that value and when',
  'bounded-concurrency/waits-for-others': 'bound it by hand, if no call waits for one that has not begun',
  'bounded-concurrency/loop-form': 'write the loop as `for (const item of list)`, and run this again',
  'bounded-concurrency/labelled-loop': 'leave the label out by hand, where nothing needs it',
  'bounded-concurrency/var-in-loop': 'declare the names in the loop with `let` or `const`, and run this again',
  'bounded-concurrency/gathered-order':
    'gather the results by hand: let each turn return its own, and put them together afterwards',
  'bounded-concurrency/comment': 'join them by hand, and keep the comment',
  'bounded-concurrency/between-statements': 'move the statements between out of the way, where the order allows it',
  'bounded-concurrency/statement-form': 'await each call in a statement of its own, and run this again',
  'bounded-concurrency/mixed-declarations':
    'declare the names alike (all `const`, all with a type or none), and run this again',
});
