/** For tests of code that became asynchronous. */
export { outcomeOf } from './outcome-of.ts';
