/** Reads source files; whatever is wrong with one is said, never thrown. */
import { readFileSync, statSync } from 'node:fs';
import type { Failure } from '../contracts.ts';
import { decode, type DecodedText } from './decode.ts';
import { reasonOf } from './errors.ts';
import { skipBeforeReading, skipByShape } from './generated.ts';

export type SourceText =
  ({ readonly kind: 'text' } & DecodedText) | { readonly kind: 'failure'; readonly failure: Failure };

/**
 * Reads one source file.
 * @param path what a failure calls the file, as a rule relative to the root
 */
export function readSource(absolutePath: string, path: string = absolutePath): SourceText {
  const failed = (stage: 'read' | 'skip', message: string): SourceText => ({
    kind: 'failure',
    failure: { path, stage, message },
  });
  try {
    const stats = statSync(absolutePath);
    // Reading a named pipe would wait for ever.
    if (!stats.isFile()) return failed('read', 'not a file');
    const unread = skipBeforeReading(absolutePath, stats.size);
    if (unread !== undefined) return failed('skip', unread);
    const decoded = decode(readFileSync(absolutePath));
    if (decoded === undefined) return failed('skip', 'looks binary');
    const unwanted = skipByShape(decoded.text);
    return unwanted === undefined ? { kind: 'text', ...decoded } : failed('skip', unwanted);
  } catch (error) {
    return failed('read', reasonOf(error));
  }
}
