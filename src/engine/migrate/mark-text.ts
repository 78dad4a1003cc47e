/** The comments that `--mark` writes: `// perfmig-todo: barrier/constructor (async-fs, fs.readFileSync): why`. */
import type { Comment } from '../../syntax/comment.ts';
import { markFor, todoIn } from '../../syntax/mark.ts';

/** What a mark says. */
export interface Mark {
  readonly code: string;
  readonly codemod: string;
  readonly api: string;
  readonly message: string;
}

/** One line, whatever the message holds. */
export function markText({ code, codemod, api, message }: Mark): string {
  return markFor(`${code} (${codemod}, ${api}): ${message}`.replaceAll(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' '));
}

/** The mark that a comment is; undefined for all others, those of the editor's suggestions among them. */
export function markIn(comment: Comment): Mark | undefined {
  const todo = comment.type === 'Line' ? todoIn(comment) : undefined;
  const [, code, codemod, api, message] = /^([a-z-]+\/[a-z-]+) \(([^,]+), (.+?)\): (.*)$/.exec(todo ?? '') ?? [];
  if (code === undefined || codemod === undefined || api === undefined || message === undefined) return undefined;
  return { code, codemod, api, message };
}

/** Whether two marks are of the same call and reason; which codemod wrote them says nothing. */
export function isSameMark(a: Mark, b: Mark): boolean {
  return a.code === b.code && a.api === b.api;
}

/** Whether two messages say the same, whatever lines they speak of: a mark above moves these. */
export function saysSame(a: Mark, b: Mark): boolean {
  return withoutNumbers(markText(a)) === withoutNumbers(markText({ ...b, codemod: a.codemod }));
}

function withoutNumbers(text: string): string {
  return text.replaceAll(/\d+/g, '#');
}
