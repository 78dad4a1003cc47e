/** How new code is laid out beside the code that is there: on one line where it fits, else a line for each part. */
import type { Node, SourceFile } from '../contracts.ts';

/** A part of a list, with the comments that stand above it. */
export interface ListPart {
  readonly text: string;
  readonly comments: readonly string[];
}

export interface Layout {
  /** `head`, the parts in brackets, `end`. */
  list(head: string, parts: readonly ListPart[], end: string): string;
}

/** Lines may be as long as the file's own, within what formatters are set to. */
const WIDTHS = [80, 120] as const;

/** The layout of what takes the place of a node. */
export function layoutOf(file: SourceFile, node: Node): Layout {
  const [start] = file.spanOf(node);
  const indent = /^[ \t]*/.exec(file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1))?.[0] ?? '';
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
  const step = stepOf(file.text);
  const width = widthOf(file.text);
  return {
    list: (head, parts, end) => {
      const line = `${head}[${parts.map(({ text }) => text).join(', ')}]${end}`;
      const isPlain = parts.every(({ text, comments }) => comments.length === 0 && !text.includes('\n'));
      if (isPlain && indent.length + line.length <= width) return line;
      const lines = parts.flatMap(({ text, comments }) => [...comments, `${indented(text, step)},`]);
      return [`${head}[`, ...lines.map((one) => indent + step + one), `${indent}]${end}`].join(eol);
    },
  };
}

/** Further lines one step deeper; those of a template keep their place, as it is part of their meaning. */
function indented(text: string, step: string): string {
  return text.includes('`') ? text : text.replace(/\n(?=[^\n\r])/g, `\n${step}`);
}

/** What one level is indented by: the smallest indentation of a line. */
function stepOf(text: string): string {
  const indents = [...text.matchAll(/^([ \t]+)[^\s*]/gm)].map(([, indent = '']) => indent);
  if (indents.some((indent) => indent.startsWith('\t'))) return '\t';
  const least = Math.min(...indents.map(({ length }) => length));
  return ' '.repeat(Number.isFinite(least) && least > 1 ? least : 2);
}

function widthOf(text: string): number {
  const longest = Math.max(...text.split('\n').map((line) => (/https?:/.test(line) ? 0 : line.trimEnd().length)));
  return Math.min(Math.max(longest, WIDTHS[0]), WIDTHS[1]);
}
