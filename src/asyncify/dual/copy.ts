/** The text of a twin: a copy of the function in which it waits. */
import type { Edit, Span } from '../../contracts.ts';
import type { Root } from './root.ts';
import { twinName } from './twin-names.ts';

/** The insertion behind the function. Edits are of the file, and lie within the function. */
export function copyOf(root: Root, edits: readonly Edit[]): Edit {
  const { in: at, span, nameSpan, name, between, isDefault } = root;
  const renamed: Edit = { span: nameSpan, text: twinName(name) };
  const named = [...(isDefault ? [withoutDefault(root)] : []), renamed];
  const all = [...edits, ...named].sort(({ span: a }, { span: b }) => a[0] - b[0] || a[1] - b[1]);
  let text = '';
  let from = span[0];
  for (const edit of all) {
    text += at.file.text.slice(from, edit.span[0]) + edit.text;
    from = edit.span[1];
  }
  text += at.file.text.slice(from, span[1]);
  return { span: [span[1], span[1]], text: between + text };
}

/** Only one function can be the default. */
function withoutDefault({ in: at, span }: Root): Edit {
  const start = at.file.text.indexOf('default', span[0]);
  const rest = /^default\s+/.exec(at.file.text.slice(start))?.[0] ?? '';
  return { span: [start, start + rest.length], text: '' };
}

export function isInside([start, end]: Span, [from, to]: Span): boolean {
  return from <= start && end <= to;
}
