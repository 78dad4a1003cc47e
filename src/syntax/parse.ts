/** Text to tree, with oxc-parser. */
import type { TSESTree } from '@typescript-eslint/types';
import { parseSync, type Comment, type OxcError, type ParseResult } from 'oxc-parser';
import { TOO_DEEP, tooDeepAt } from './nesting.ts';

/** Why there is no tree, and where in the text. */
export interface SyntaxFault {
  readonly kind: 'error';
  readonly message: string;
  readonly offset: number;
}

export interface ParsedTree {
  readonly kind: 'tree';
  readonly ast: TSESTree.Program;
  /** In the order of the text; made when it is asked for. */
  readonly comments: () => readonly Comment[];
}

export type Parsed = ParsedTree | SyntaxFault;

type Language = 'jsx' | 'ts' | 'tsx';

/**
 * JavaScript, as which a file without extension counts, is read as JSX, which it is a part of. What then fails may be
 * Flow or TypeScript in a `.js` file, or a `.ts` file with JSX.
 */
function languagesFor(path: string): readonly Language[] {
  if (/\.[jt]sx$/.test(path)) return ['tsx'];
  return /\.[cm]?ts$/.test(path) ? ['ts', 'tsx'] : ['jsx', 'tsx'];
}

/**
 * Parses one file. Errors the parser recovers from (a name declared twice, a
 * `return` at the top of a CommonJS file) are none here: Node's own loader or
 * the compiler tells the user of them.
 */
export function parse(path: string, text: string): Parsed {
  const result = firstGood(path, text);
  if ('kind' in result) return result;
  return { kind: 'tree', ast: result.program as unknown as TSESTree.Program, comments: () => result.comments };
}

/** Whether `parse` would fail, in half the time: no tree is built where there is no error at all. */
export function syntaxFault(path: string, text: string): SyntaxFault | undefined {
  const result = firstGood(path, text);
  return 'kind' in result ? result : undefined;
}

function firstGood(path: string, text: string): ParseResult | SyntaxFault {
  const deep = tooDeepAt(text);
  if (deep !== undefined) return { kind: 'error', message: TOO_DEEP, offset: deep };
  let fault: SyntaxFault | undefined;
  for (const lang of languagesFor(path)) {
    const result = parseSync(path, text, { lang, astType: 'ts', preserveParens: false });
    const error = result.errors.length > 0 ? stoppedAt(result) : undefined;
    if (error === undefined) return result;
    fault ??= { kind: 'error', message: error.message, offset: error.labels[0]?.start ?? 0 };
  }
  return fault ?? { kind: 'error', message: 'not JavaScript', offset: 0 };
}

/** The error behind which the parser could not go on: it gives the statements before it, or none. */
function stoppedAt({ program, errors }: ParseResult): OxcError | undefined {
  const end = program.body.at(-1)?.end ?? 0;
  return errors.find(({ labels: [label] }) => label === undefined || label.start >= end);
}

/** Every error of a text, also those that the parser recovers from and those of meaning: `await` in a plain function. */
export function syntaxErrors(path: string, text: string): readonly SyntaxFault[] {
  const fault = firstGood(path, text);
  if ('kind' in fault) return [fault];
  for (const lang of languagesFor(path)) {
    const { errors } = parseSync(path, text, { lang, astType: 'ts', preserveParens: false, showSemanticErrors: true });
    const found = errors.map(({ message, labels }): SyntaxFault => ({
      kind: 'error',
      message,
      offset: labels[0]?.start ?? 0,
    }));
    if (found.length === 0 || lang === languagesFor(path).at(-1)) return found;
  }
  return [];
}
