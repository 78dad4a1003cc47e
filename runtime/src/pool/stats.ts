/** What a pool says of itself. */

/** Counts of a pool at one moment. */
export interface PoolStats {
  /** Resources there are, lent or not. */
  readonly size: number;
  /** Of these, ready to be lent. */
  readonly idle: number;
  /** Of these, lent. */
  readonly held: number;
  /** Being made, those that take longer than they may among them. */
  readonly creating: number;
  /** Callers in line. */
  readonly waiting: number;
  /** Made, destroyed and failed to be made since the beginning. */
  readonly created: number;
  /** Let go of since the beginning. */
  readonly destroyed: number;
  /** Attempts to make one that failed, since the beginning. */
  readonly failed: number;
}
