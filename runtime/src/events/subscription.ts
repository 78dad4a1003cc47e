/** A handler and whether it is still to be called. */

/** What is called upon an event. */
export type Call = (data: never, correlationId: string | undefined, via: unknown) => unknown;

/** One handler of one event. */
export interface Subscription {
  readonly call: Call;
  readonly isOnce: boolean;
  isGone: boolean;
}
