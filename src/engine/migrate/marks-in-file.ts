/** Edits that bring the marks of one file up to date. */
import type { Edit } from '../../contracts.ts';
import { indexOfLine, lineStarts } from '../../program/lines.ts';
import type { Comment } from '../../syntax/comment.ts';
import type { ParsedFile } from '../../syntax/source-file.ts';
import { ancestors } from '../../syntax/node.ts';
import { nodeAt } from '../node-at.ts';
import { isSameMark, markIn, markText, saysSame, type Mark } from './mark-text.ts';

/** A mark that is wanted, and the offset of the call it is about. */
export interface Wanted extends Mark {
  readonly offset: number;
}

export interface FileMarks {
  readonly edits: readonly Edit[];
  /** Calls above which no comment can stand: their code shares its first line with other code. */
  readonly unmarked: number;
}

/** A mark in the text, and the line of code below it. */
interface Found {
  readonly comment: Comment;
  readonly mark: Mark;
  readonly below: number;
}

/** Code before whose own line a comment may stand. */
const LISTS = /^(?:Program|BlockStatement|StaticBlock|SwitchCase|TSModuleBlock|ClassBody)$/;

/** Comments that speak of the next line, whoever reads them: nothing may come in between. */
const NEXT_LINE =
  /next[ -]line|@ts-(?:ignore|expect-error)|(?:prettier|biome|deno-lint|deno-fmt|dprint|v8|c8|istanbul)[ -]ignore|ignore (?:next|if|else)|noinspection|@__|webpack/;

/** @param isStale whether a mark whose call is gone may be taken out */
export function marksInFile(file: ParsedFile, wanted: readonly Wanted[], isStale: (mark: Mark) => boolean): FileMarks {
  return new FileMarker(file).update(wanted, isStale);
}

class FileMarker {
  readonly #file: ParsedFile;
  readonly #starts: readonly number[];
  /** Comments that have their lines to themselves, by the line they begin in. */
  readonly #comments: ReadonlyMap<number, Comment>;

  constructor(file: ParsedFile) {
    this.#file = file;
    this.#starts = lineStarts(file.text);
    const own = file.comments().filter((comment) => this.#isAlone(comment));
    this.#comments = new Map(own.map((comment) => [this.#lineOf(comment.start), comment]));
  }

  update(wanted: readonly Wanted[], isStale: (mark: Mark) => boolean): FileMarks {
    const left = new Set(this.#found());
    const edits: Edit[] = [];
    const fresh = new Map<number, Mark[]>();
    const placed = wanted.map((want) => ({ want, anchor: this.#anchorOf(want.offset) }));
    for (const { want, anchor } of onceEach(placed)) {
      const known = [...left].find(({ mark, below }) => below === anchor && isSameMark(mark, want));
      if (known) left.delete(known);
      if (known) edits.push(...this.#renew(known, want));
      else fresh.set(anchor, [...(fresh.get(anchor) ?? []), want]);
    }
    const stale = [...left].filter(({ mark }) => isStale(mark));
    return {
      edits: [
        ...edits,
        ...[...fresh].map(([anchor, marks]) => this.#insert(anchor, marks)),
        ...stale.map(({ comment }) => this.#remove(comment)),
      ],
      unmarked: placed.filter(({ anchor }) => anchor === undefined).length,
    };
  }

  #found(): readonly Found[] {
    return [...this.#comments.values()].flatMap((comment) => {
      const mark = markIn(comment);
      return mark ? [{ comment, mark, below: this.#codeBelow(comment) }] : [];
    });
  }

  #renew({ comment, mark }: Found, want: Mark): readonly Edit[] {
    return saysSame(mark, want) ? [] : [{ span: [comment.start, comment.end], text: markText(want) }];
  }

  /** All that is new above one line of code: edits at one place would not be made together. */
  #insert(anchor: number, marks: readonly Mark[]): Edit {
    let line = anchor;
    for (let above = this.#commentEndingIn(line - 1); above; above = this.#commentEndingIn(line - 1)) {
      if (!NEXT_LINE.test(above.value)) break;
      line = this.#lineOf(above.start);
    }
    const at = this.#starts[line] ?? 0;
    const indent = /^[ \t]*/.exec(this.#file.text.slice(this.#starts[anchor] ?? 0))?.[0] ?? '';
    const eol = this.#file.text.includes('\r\n') ? '\r\n' : '\n';
    return { span: [at, at], text: marks.map((mark) => `${indent}${markText(mark)}${eol}`).join('') };
  }

  #remove({ start }: Comment): Edit {
    const line = this.#lineOf(start);
    return { span: [this.#starts[line] ?? 0, this.#starts[line + 1] ?? this.#file.text.length], text: '' };
  }

  /** The line (from 0) of the innermost code around a call above which a comment can stand. */
  #anchorOf(offset: number): number | undefined {
    let at = nodeAt(this.#file.ast, [offset, offset + 1]);
    for (const parent of ancestors(at)) {
      const isListed = LISTS.test(parent.type) && !(parent.type === 'SwitchCase' && parent.test === at);
      const [start] = this.#file.spanOf(at);
      const line = this.#lineOf(start);
      if (isListed && this.#file.text.slice(this.#starts[line], start).trim() === '') return line;
      at = parent;
    }
    return undefined;
  }

  #codeBelow(comment: Comment): number {
    let line = this.#lineOf(comment.end) + 1;
    for (; line < this.#starts.length; line++) {
      const other = this.#comments.get(line);
      if (other) line = this.#lineOf(other.end);
      else if (this.#textOf(line).trim() !== '') break;
    }
    return line;
  }

  #commentEndingIn(line: number): Comment | undefined {
    return [...this.#comments.values()].find((comment) => this.#lineOf(comment.end) === line);
  }

  #isAlone({ start, end }: Comment): boolean {
    const { text } = this.#file;
    const before = text.slice(this.#starts[this.#lineOf(start)], start);
    const after = text.slice(end, this.#starts[this.#lineOf(end) + 1] ?? text.length);
    return before.trim() === '' && after.trim() === '';
  }

  #lineOf(offset: number): number {
    return indexOfLine(this.#starts, offset);
  }

  #textOf(line: number): string {
    return this.#file.text.slice(this.#starts[line], this.#starts[line + 1]);
  }
}

interface Placed {
  readonly want: Wanted;
  readonly anchor: number | undefined;
}

/** Those that can be placed; of several that would say the same above the same code, one. */
function onceEach(placed: readonly Placed[]): readonly { readonly want: Wanted; readonly anchor: number }[] {
  return placed.flatMap(({ want, anchor }, index) => {
    const isSaid = placed.slice(0, index).some((one) => one.anchor === anchor && isSameMark(one.want, want));
    return anchor === undefined || isSaid ? [] : [{ want, anchor }];
  });
}
