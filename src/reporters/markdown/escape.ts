/** Keeps text from outside from being read as Markdown or HTML. */
import { escapeControl } from '../escape.ts';

/** Text that shows as it is, in a table too. */
export function text(raw: string): string {
  return escapeControl(raw)
    .replace(/[\\`*_[\]|~#]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** A code span, in a table too: its fence is longer than any run of backticks in it. */
export function code(raw: string): string {
  const content = escapeControl(raw).replaceAll('|', '\\|');
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  return fence + space + content + space + fence;
}

/** One row of a table; the cells are Markdown already. */
export function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
