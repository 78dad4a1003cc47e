/** The project index: the findings of a run by file, and the content of the files for which they are true. */
import type { Failure } from '../../contracts.ts';
import { isObject } from '../../project/json-file.ts';
import type { FileOutcome } from '../findings.ts';

/** The name of its file, where it is of a whole project and all rules. */
export const INDEX = 'project-index';

/** What a file of the index holds. docs/architecture.md describes it for those who read it. */
export interface ProjectIndex {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** Hash of all that the findings depend on: they are true as long as it is the same. */
  readonly key: string;
  /** `Config.hash`. */
  readonly config: string;
  /** Rules that ran. */
  readonly rules: readonly string[];
  /** Every file that was read, in the order of their paths. */
  readonly files: readonly IndexedFile[];
  readonly failures: readonly Failure[];
  /** How many files were parsed. */
  readonly parsed: number;
  /** Lines that the grade is reckoned by. */
  readonly gradedLines: number;
}

/** One file. Its findings may also depend on other files: on those of their chains, and on who calls whom. */
export interface IndexedFile extends FileOutcome {
  /** Hash of its text. */
  readonly hash: string;
}

export function indexToBytes(index: ProjectIndex): Uint8Array {
  return Buffer.from(`${JSON.stringify(index)}\n`);
}

/**
 * The index that bytes hold.
 * @throws {SyntaxError} where they hold none
 */
export function indexFrom(bytes: Buffer): ProjectIndex {
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  if (!isObject(value) || value['version'] !== 1 || !Array.isArray(value['files'])) throw new SyntaxError('no index');
  return value as unknown as ProjectIndex;
}
