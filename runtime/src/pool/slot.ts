/** What a pool knows of one resource. Times are of `performance.now()`. */
export interface Slot<Resource> {
  readonly resource: Resource;
  readonly since: number;
  uses: number;
  /** When it was last given back. */
  idleSince: number;
  /** When the health check last looked at it. */
  checkedAt: number;
  /** When it was lent; undefined while it is not. */
  heldSince: number | undefined;
  /** Where it was acquired, if leaks are looked for. */
  stack: string | undefined;
}
