/** Shows Markdown pages on a terminal: no marks, wrapped text, aligned tables. */
import { Chalk, type ChalkInstance } from 'chalk';
import wrapAnsi from 'wrap-ansi';
import { table } from '../reporters/pretty/table.ts';

/** Longer lines are hard to read, however wide the terminal. */
const WIDEST_TEXT = 100;

/** The text of a page of this repository: headings, paragraphs, lists, tables, fenced code. */
export function plainMarkdown(markdown: string, color: boolean, width: number): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const blocks = blocksOf(markdown.replace(/<!--.*?-->/gs, ''));
  const shown = blocks.map((block) => showBlock(block, chalk, Math.min(width, WIDEST_TEXT)));
  return `${shown.join('\n\n')}\n`;
}

/** Splits at blank lines, but not inside fenced code. */
function blocksOf(markdown: string): readonly string[] {
  const blocks = markdown.match(/^```[^\n]*\n.*?^```$|(?:^(?!```)[^\n]*\S[^\n]*(?:\n|$))+/gms) ?? [];
  return blocks.map((block) => block.trimEnd());
}

function showBlock(block: string, chalk: ChalkInstance, width: number): string {
  const lines = block.split('\n');
  if (block.startsWith('```'))
    return lines
      .slice(1, -1)
      .map((line) => (line === '' ? '' : `    ${chalk.cyan(line)}`))
      .join('\n');
  if (block.startsWith('#')) return chalk.bold(inline(block.replace(/^#+\s*/, ''), chalk));
  if (block.startsWith('|')) return showTable(lines, chalk);
  const isList = /^(?:[-*]|\d+\.)\s/.test(block);
  const items = isList ? block.split(/\n(?=(?:[-*]|\d+\.)\s)/) : [block];
  return items.map((item) => wrap(inline(item.replace(/\s*\n\s*/g, ' '), chalk), isList ? '  ' : '', width)).join('\n');
}

function showTable(lines: readonly string[], chalk: ChalkInstance): string {
  const rows = lines
    .filter((line) => !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => inline(cell.trim().replaceAll('\\|', '|'), chalk)),
    );
  return table(
    rows,
    (rows[0] ?? []).map(() => 'left'),
  ).join('\n');
}

function inline(text: string, chalk: ChalkInstance): string {
  return text
    .replace(/\[([^\]]*)\]\((https?:[^)]*)\)/g, '$1 ($2)')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*(.+?)\*\*/g, (_, bold: string) => chalk.bold(bold))
    .replace(/`([^`]+)`/g, (whole, code: string) => (chalk.level === 0 ? whole : chalk.cyan(code)));
}

function wrap(text: string, hanging: string, width: number): string {
  return wrapAnsi(text, width - hanging.length).replaceAll('\n', `\n${hanging}`);
}
