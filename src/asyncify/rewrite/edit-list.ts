/** Collects the edits of one file, in whatever order, and gives them in the order of the text. */
import type { Edit, Span } from '../../contracts.ts';

interface Insertion {
  readonly at: number;
  readonly text: string;
  /** What it is put around: decides the order of those at one place. */
  readonly around: Span;
  readonly opens: boolean;
}

/** Edits of one file. */
export class EditList {
  readonly #insertions: Insertion[] = [];
  readonly #indents: Insertion[] = [];
  readonly #replacements: Edit[] = [];

  /** Text before and behind a span; of those that begin at one place the longest is outside. */
  wrap(around: Span, before: string, after = ''): void {
    if (before !== '') this.#insertions.push({ at: around[0], text: before, around, opens: true });
    if (after !== '') this.#insertions.push({ at: around[1], text: after, around, opens: false });
  }

  replace(span: Span, text: string): void {
    this.#replacements.push({ span, text });
  }

  /** White space at the beginning of a line; in text that is replaced, at the beginnings of its lines. */
  indent(line: number, unit: string): void {
    this.#indents.push({ at: line, text: unit, around: [line, Number.MAX_SAFE_INTEGER - 1], opens: true });
  }

  /** One edit for each place; undefined where replacements overlap. At `unguarded` offsets `(` gets a semicolon before it. */
  edits(unguarded: ReadonlySet<number> = new Set()): readonly Edit[] | undefined {
    const places = new Map<number, Insertion[]>();
    const isReplaced = ({ at }: Insertion): boolean =>
      this.#replacements.some(({ span }) => span[0] < at && at < span[1]);
    const replacements = this.#replacements.map((edit) => indented(edit, this.#indents));
    for (const one of [...this.#insertions, ...this.#indents.filter((one) => !isReplaced(one))]) {
      const known = places.get(one.at);
      if (known) known.push(one);
      else places.set(one.at, [one]);
    }
    const inserted = [...places].map(([at, own]): Edit => {
      const text = joined(own);
      return { span: [at, at], text: unguarded.has(at) ? text.replace(/^(\s*)\(/, '$1;(') : text };
    });
    const all = [...inserted, ...replacements].sort(({ span: a }, { span: b }) => a[0] - b[0] || a[1] - b[1]);
    const clash = all.some(({ span }, index) => {
      const next = all[index + 1];
      return next !== undefined && next.span[0] < span[1];
    });
    return clash ? undefined : all;
  }
}

/** A replacement over several lines, indented where these lines are. */
function indented({ span, text, ...edit }: Edit, indents: readonly Insertion[]): Edit {
  const own = indents.find(({ at }) => span[0] < at && at < span[1]);
  return { ...edit, span, text: own ? text.replaceAll(/\n(?=.)/g, `\n${own.text}`) : text };
}

/** What closes comes first, the innermost before others; what opens begins with the outermost. */
function joined(insertions: readonly Insertion[]): string {
  const closing = insertions.filter(({ opens }) => !opens).sort((a, b) => b.around[0] - a.around[0]);
  const opening = insertions.filter(({ opens }) => opens).sort((a, b) => b.around[1] - a.around[1]);
  return [...closing, ...opening].map(({ text }) => text).join('');
}
