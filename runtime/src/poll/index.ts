/** Waits until something is so, by asking less and less often. */
export { poll, type Check, type NotYet, type PollOptions } from './poll.ts';
