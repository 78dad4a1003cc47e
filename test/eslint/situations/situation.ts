/** A situation that the public tests of another rule have, written in our own words. */
export interface Situation {
  readonly title: string;
  readonly code: string;
  /** Options of the other rule. */
  readonly options?: object;
  /** Why we are right where we differ; empty where we agree. */
  readonly why: string;
}
