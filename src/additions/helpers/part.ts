/** One part of the helper file: functions that belong together, and what they need. */
export interface HelperPart {
  /** Its file in the runtime's sources, without the extension. */
  readonly id: string;
  /** The part of the runtime it is from: `process`, for `@perfmig/runtime/process`. */
  readonly folder: string;
  /** The functions it gives rewritten code. */
  readonly names: readonly string[];
  /** Ids of the parts it calls. */
  readonly needs: readonly string[];
  readonly imports: readonly {
    readonly module: string;
    readonly names: readonly string[];
    /** Gone in JavaScript. */
    readonly isType: boolean;
  }[];
  /** As TypeScript and as JavaScript, each function exported where it is declared. */
  readonly ts: string;
  readonly js: string;
}
