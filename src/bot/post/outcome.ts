/** What became of a comment. */

/** What was written, or why nothing was; never a failure of the run. */
export type Outcome =
  | {
      readonly kind: 'posted';
      /** Where the comment can be read; undefined where there was nothing to say. */
      readonly url: string | undefined;
      /** Comments written at lines. */
      readonly comments: number;
      /** In words, what was left out. */
      readonly left: readonly string[];
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** Posting ended early, for a reason people can do something about. */
export class PostError extends Error {
  override readonly name = 'PostError';
}

/** What is to be written, wherever that is. */
export interface Posting {
  /** The text of the sticky comment, its marker first. */
  readonly body: string;
  readonly marker: string;
  /** Whether there is anything that deserves a new comment; one that is there already is kept up to date. */
  readonly hasNews: boolean;
}
