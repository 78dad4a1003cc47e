/** What new code calls that its file has to import. */
import type { ApiPath, Span } from '../contracts.ts';

/** What takes the place of a synchronous API. */
export type TwinRow =
  /** A member of a module that returns a promise: `fs.promises.readFile`. */
  | { readonly kind: 'promise'; readonly api: ApiPath }
  /** A member that takes a callback last, to be promisified: `zlib.gzip`. */
  | { readonly kind: 'callback'; readonly api: ApiPath }
  /** A function of the helper file, or of the runtime, of this name: `pathExists`. */
  | { readonly kind: 'helper'; readonly name: string };

/** Something that a file has to import for its new code. JSON: it is kept in the data of units. */
export interface ImportNeed {
  readonly path: string;
  /** What the new code calls, as an API path: `fs.promises.readFile`; or the helper's name. */
  readonly twin: TwinRow;
  /** The name the new code uses. */
  readonly local: string;
  /** The specifier that it is imported from; for twins of kind `helper` the helper file's or the runtime's. Without one nothing is added. */
  readonly from?: string;
  /** How the file loads other modules, where its text doesn't tell. */
  readonly isModule?: boolean;
  /** The synchronous API's import may be unused now; the offsets of the identifiers that are gone. */
  readonly freed: readonly Span[];
}
