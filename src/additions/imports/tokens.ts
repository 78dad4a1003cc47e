/** What stands around a node in the text: parentheses and comments, which the tree doesn't have. */
import type { Node, SourceFile, Span } from '../../contracts.ts';
import { spanOf } from '../../syntax/node.ts';
import type { Comment } from '../../syntax/comment.ts';
import type { ParsedFile } from '../../syntax/source-file.ts';

/** A comment with its marks. */
export interface CommentSpan {
  readonly span: Span;
  readonly isBlock: boolean;
}

/** The text of one file, with its comments left out when neighbours are looked for. */
export class Tokens {
  readonly text: string;
  readonly comments: readonly CommentSpan[];

  constructor(text: string, comments: readonly Comment[]) {
    this.text = text;
    this.comments = comments.map(({ start, end, type }) => ({ span: [start, end], isBlock: type === 'Block' }));
  }

  /** The end of the last character of code before an offset. */
  endBefore(offset: number): number {
    let at = offset;
    for (;;) {
      while (at > 0 && /\s/.test(this.text.charAt(at - 1))) at--;
      const comment = this.comments.find(({ span }) => span[0] < at && at <= span[1]);
      if (!comment) return at;
      at = comment.span[0];
    }
  }

  /** The first character of code at or behind an offset. */
  startAfter(offset: number): number {
    let at = offset;
    for (;;) {
      while (at < this.text.length && /\s/.test(this.text.charAt(at))) at++;
      const comment = this.comments.find(({ span }) => span[0] === at);
      if (!comment) return at;
      at = comment.span[1];
    }
  }

  charBefore(offset: number): string {
    return this.text.charAt(this.endBefore(offset) - 1);
  }

  charAfter(offset: number): string {
    return this.text.charAt(this.startAfter(offset));
  }

  /** Whether a parenthesis opens right before the node and closes right behind it. */
  isParenthesized(node: Node): boolean {
    const [start, end] = spanOf(node);
    return this.charBefore(start) === '(' && this.charAfter(end) === ')';
  }

  /** The node with all parentheses around it. Only for nodes that no list of arguments or head of a statement encloses. */
  outerSpan(node: Node): Span {
    let [start, end] = spanOf(node);
    while (this.charBefore(start) === '(' && this.charAfter(end) === ')') {
      start = this.endBefore(start) - 1;
      end = this.startAfter(end) + 1;
    }
    return [start, end];
  }

  hasComment([start, end]: Span): boolean {
    return this.comments.some(({ span }) => start <= span[0] && span[1] <= end);
  }

  /** The nearest comment that ends right before an offset. */
  commentBefore(offset: number): CommentSpan | undefined {
    let at = offset;
    while (at > 0 && /\s/.test(this.text.charAt(at - 1))) at--;
    return this.comments.find(({ span }) => span[1] === at);
  }
}

const known = new WeakMap<SourceFile, Tokens>();

/** The file's; made once. */
export function tokensOf(file: SourceFile): Tokens {
  const made = known.get(file) ?? new Tokens(file.text, (file as ParsedFile).comments());
  known.set(file, made);
  return made;
}
