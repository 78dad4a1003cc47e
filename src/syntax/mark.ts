/** Comments that say what is left to be done: `// perfmig-todo: perfmig apply --codemod async-fs --only src/a.ts:3`. */
import type { Comment } from './comment.ts';

/** The word they begin with. */
export const MARK = 'perfmig-todo';

/** The comment that names what is to be done, without an end of line. */
export function markFor(todo: string): string {
  return `// ${MARK}: ${todo}`;
}

/** What a comment says is to be done; undefined for all others. */
export function todoIn({ value }: Pick<Comment, 'value'>): string | undefined {
  const [, todo] = /^[\s*]*perfmig-todo\b:?\s*([^]*?)[\s*]*$/.exec(value) ?? [];
  return todo?.replaceAll(/\s*\n[\s*]*/g, ' ');
}
