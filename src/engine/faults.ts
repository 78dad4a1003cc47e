/** What is said of a file that made the analysis throw; the run goes on without it. */
import type { Failure } from '../contracts.ts';
import { indexOfLine, lineStarts } from '../program/lines.ts';
import { TOO_DEEP } from '../syntax/nesting.ts';
import type { SyntaxFault } from '../syntax/parse.ts';

/** Whether the stack was used up, as deep trees do. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}

/** The failure that stands for an error thrown while a file was analysed. */
export function faultOf(path: string, error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return { path, stage: 'parse', message: isStackOverflow(error) ? TOO_DEEP : `could not be analysed: ${reason}` };
}

/** The failure that a fault in the syntax of a text is. */
export function syntaxFailureOf(path: string, text: string, { message, offset }: SyntaxFault): Failure {
  return { path, stage: 'parse', message: `line ${indexOfLine(lineStarts(text), offset) + 1}: ${message}` };
}
