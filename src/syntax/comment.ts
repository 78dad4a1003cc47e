/** A comment of a file's text. */

/** A comment as parsers list it; `value` is the text without its marks. */
export interface Comment {
  readonly type: 'Line' | 'Block';
  readonly value: string;
  /** Offsets of the whole comment. */
  readonly start: number;
  readonly end: number;
}
