/** What a pool says of itself. */

/** Counts of a pool at one moment. */
export interface PoolStats {
  /** Resources there are, lent or not. */
  readonly size: number;
  readonly idle: number;
  readonly held: number;
  /** Being made, those that take longer than they may among them. */
  readonly creating: number;
  /** Callers in line. */
  readonly waiting: number;
  /** Made, destroyed and failed to be made since the beginning. */
  readonly created: number;
  readonly destroyed: number;
  readonly failed: number;
}
