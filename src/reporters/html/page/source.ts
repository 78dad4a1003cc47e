/** A finding's source lines, with what is meant marked. */
import { el } from './dom.ts';
import type { Item } from './model.ts';

const AROUND = 3;
const MOST_LINES = 14;

/** The lines round a finding that the page has. */
export function sourceBlock(item: Item): HTMLElement {
  const { line, endLine, file } = item;
  const last = Math.min(endLine + AROUND, line + MOST_LINES);
  const lines = file.source.filter(([at]) => at >= line - AROUND && at <= last);
  if (lines.length === 0) return el('p', { class: 'note' }, 'Its source is not in this report.');
  const indent = Math.min(
    ...lines.filter(([, text]) => text.trim() !== '').map(([, text]) => /^\s*/.exec(text)?.[0].length ?? 0),
  );
  const rows = lines.map(([at, text]) =>
    el(
      'span',
      { class: at === line ? 'line own' : 'line' },
      el('span', { class: 'number', 'aria-hidden': 'true' }, String(at)),
      el('span', { class: 'code' }, ...marked(item, at, text, Number.isFinite(indent) ? indent : 0)),
    ),
  );
  return el(
    'pre',
    { class: 'source', tabindex: 0, 'aria-label': `Source from line ${lines[0]?.[0] ?? line}` },
    ...rows,
  );
}

function marked(item: Item, at: number, text: string, indent: number): readonly (HTMLElement | string)[] {
  const { line, column, endLine, endColumn } = item;
  if (at !== line) return [text.slice(indent) || ' '];
  const start = Math.max(column - 1, indent);
  const end = endLine === line ? Math.max(endColumn - 1, start + 1) : text.length;
  return [text.slice(indent, start), el('mark', {}, text.slice(start, end)), text.slice(end)];
}
