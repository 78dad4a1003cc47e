/** What a pause is found to wait for. */
export interface Wait {
  /**
   * `retry`: for the next attempt. `poll`: for the next look. `ready`: once,
   * for something to be ready. `hot`: nothing at all between two attempts.
   */
  readonly kind: 'retry' | 'poll' | 'ready' | 'hot';
  /** It gives up after a number of passes or a time. */
  readonly isBounded: boolean;
  /** 0 to 1. */
  readonly confidence: number;
}
