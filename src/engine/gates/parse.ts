/** The parse gate: every file parses that did, and no syntax error is new. */
import { posix } from 'node:path';
import { parse as parseJson, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { Plan, PlannedFile } from '../../contracts.ts';
import { isSourceName } from '../../project/source-names.ts';
import { indexOfLine, lineStarts } from '../../program/lines.ts';
import { syntaxErrors, type SyntaxFault } from '../../syntax/parse.ts';
import type { Fault } from './gate.ts';

/** The faults of all changed files. */
export function parseGate({ files }: Plan): readonly Fault[] {
  return files.flatMap((file) => {
    const error = newError(file);
    return error ? [faultOf(file, error)] : [];
  });
}

function newError({ path, before, after }: PlannedFile): SyntaxFault | undefined {
  const known = new Set(before === undefined ? [] : errorsIn(path, before).map(({ message }) => message));
  return errorsIn(path, after).find(({ message }) => !known.has(message));
}

function errorsIn(path: string, text: string): readonly SyntaxFault[] {
  if (isSourceName(posix.basename(path))) return syntaxErrors(path, text);
  return path.endsWith('.json') ? jsonErrors(text) : [];
}

/** Comments and trailing commas are allowed: where they are no JSON, they were none before. */
function jsonErrors(text: string): readonly SyntaxFault[] {
  const errors: ParseError[] = [];
  parseJson(text, errors, { allowTrailingComma: true });
  return errors.map(({ error, offset }) => ({ kind: 'error', message: printParseErrorCode(error), offset }));
}

function faultOf({ path, after, units }: PlannedFile, { message, offset }: SyntaxFault): Fault {
  const starts = lineStarts(after);
  const index = indexOfLine(starts, offset);
  return {
    units,
    reason: {
      code: 'gate/parse',
      message: `the new text of ${path} would not parse, in its line ${index + 1}: ${message}`,
      hint: 'this is a defect of the codemod; the file is left as it was',
    },
  };
}
