/** Reads comments that speak to perfmig: `// perfmig-disable-next-line sync-io -- reason`. */
import { indexOfLine, lineStarts } from '../program/lines.ts';
import { nearest } from '../project/nearest.ts';
import type { Comment } from '../syntax/comment.ts';
import { MARK, todoIn } from '../syntax/mark.ts';

/** What a comment can ask for, by the word it begins with. */
export type DirectiveWord = (typeof DIRECTIVE_WORDS)[number] | typeof MARK;

const DIRECTIVE_WORDS = [
  'perfmig-disable',
  'perfmig-enable',
  'perfmig-disable-line',
  'perfmig-disable-next-line',
] as const;

/** One comment for perfmig. */
export interface Directive {
  readonly word: DirectiveWord;
  /** As written; none means all. */
  readonly rules: readonly string[];
  readonly reason: string | undefined;
  /** Offset of the comment's end: from there on, blocks are disabled or enabled. */
  readonly from: number;
  /** Where the comment begins, from 1. */
  readonly line: number;
  readonly column: number;
  /** The lines that `-line` and `-next-line` speak of. */
  readonly lines: readonly number[];
  /** What is left to be done; of `perfmig-todo` only. */
  readonly todo?: string;
  /** Why the comment does nothing. */
  readonly fault?: string;
}

/** All directives among the comments of one file, in their order. */
export function readDirectives(text: string, comments: readonly Comment[]): readonly Directive[] {
  const starts = lineStarts(text);
  return comments.flatMap((comment): readonly Directive[] => {
    const todo = todoIn(comment);
    if (todo !== undefined) {
      const about = { rules: [], reason: undefined, lines: [], ...place(comment, starts) };
      return [{ word: MARK, todo, ...about }];
    }
    const words = plainText(comment);
    const [said] = /^perfmig-[\w-]*/.exec(words) ?? [];
    const meant = said === undefined ? undefined : nearest(said, DIRECTIVE_WORDS);
    if (said === undefined || meant === undefined) return [];
    const word = DIRECTIVE_WORDS.find((known) => known === said);
    const directive = {
      ...rulesAndReason(words.slice(said.length)),
      ...place(comment, starts),
      lines: linesMeant(word, text, comments, comment, starts),
    };
    if (word !== undefined) return [{ ...directive, word, ...faultOf(word, comment) }];
    return [
      { ...directive, word: 'perfmig-enable' as const, fault: `unknown comment '${said}', did you mean '${meant}'?` },
    ];
  });
}

/** The words of a comment on one line, without the stars of a documentation comment. */
function plainText({ value }: Comment): string {
  return value
    .split('\n')
    .map((line) => line.replace(/^\s*\*+/, '').trim())
    .join(' ')
    .trim();
}

function faultOf(word: DirectiveWord, { type }: Comment): { readonly fault?: string } {
  const isBlock = word === 'perfmig-disable' || word === 'perfmig-enable';
  if (!isBlock || type === 'Block') return {};
  const other = word === 'perfmig-disable' ? '; for one line: // perfmig-disable-next-line' : '';
  return { fault: `// ${word} does nothing: what counts for many lines is written /* ${word} … */${other}` };
}

/** `sync-io, json-copy -- reason`. Without the mark of a reason, what stands behind a rule is one that lacks it. */
function rulesAndReason(rest: string): Pick<Directive, 'rules' | 'reason'> {
  const mark = /(?:^|\s)-{2,}(?:\s|$)/.exec(rest);
  const list = mark === null ? rest : rest.slice(0, mark.index);
  const reason = mark === null ? '' : rest.slice(mark.index + mark[0].length).trim();
  const items = list.replace(/^:/, '').split(',');
  const rules = items.flatMap((item) => item.trim().split(/\s+/, mark === null ? 1 : undefined));
  return { rules: rules.filter(Boolean), reason: reason === '' ? undefined : reason };
}

function place({ start, end }: Comment, starts: readonly number[]): Pick<Directive, 'from' | 'line' | 'column'> {
  const line = indexOfLine(starts, start);
  return { from: end, line: line + 1, column: start - (starts[line] ?? 0) + 1 };
}

function linesMeant(
  word: DirectiveWord | undefined,
  text: string,
  comments: readonly Comment[],
  { start, end }: Comment,
  starts: readonly number[],
): readonly number[] {
  if (word === 'perfmig-disable-line') return [indexOfLine(starts, start) + 1, indexOfLine(starts, end) + 1];
  return word === 'perfmig-disable-next-line' ? [nextLineOfCode(text, comments, end, starts)] : [];
}

/** The next line that holds more than comments: comments for several tools stand one below the other. */
function nextLineOfCode(text: string, comments: readonly Comment[], from: number, starts: readonly number[]): number {
  const first = indexOfLine(starts, from) + 1;
  for (let line = first; line < starts.length; line++) {
    const [start, end] = [starts[line] ?? 0, starts[line + 1] ?? text.length];
    if (!/^[\s{}]*$/.test(withoutComments(text, comments, start, end))) return line + 1;
    // Braces alone are code, but for those around a comment in JSX.
    const isBare = /[{}]/.test(text.slice(start, end)) && !comments.some((one) => one.start < end && one.end > start);
    if (isBare) return line + 1;
  }
  return first + 1;
}

function withoutComments(text: string, comments: readonly Comment[], start: number, end: number): string {
  let rest = '';
  let at = start;
  for (const comment of comments) {
    if (comment.end <= at || comment.start >= end) continue;
    rest += text.slice(at, Math.max(at, comment.start));
    at = Math.min(end, comment.end);
  }
  return rest + text.slice(at, end);
}
