/** The shape of `perfmig undo --format json`; schema/undo.json is generated from it. */

/** What `perfmig undo` prints, version 1. */
export interface UndoJson {
  readonly version: 1;
  /** Null where there was nothing to take back. */
  readonly undone: null | {
    /** Those of the apply that was taken back. */
    readonly codemods: readonly string[];
    /** When that apply began, ISO 8601. */
    readonly started: string;
    /** It had been stopped before it was done. */
    readonly interrupted: boolean;
    /** The one unit that was taken back; null for all of them. */
    readonly unit: string | null;
    /** Paths from the current folder. */
    readonly restored: readonly string[];
  };
  /** Files that were edited since and left as they are; paths from the current folder. */
  readonly left: readonly string[];
}
