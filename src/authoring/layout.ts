/** How new code is laid out beside the code that is there: on one line where it fits, else a line for each part. */
import type { Node, SourceFile } from '../contracts.ts';
import { someWithin } from '../syntax/references.ts';

/** A part of a list, with the comments that stand above it. */
export interface ListPart {
  readonly node: Node;
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
      const line = `${head}[${parts.map(({ node: one }) => file.textOf(one)).join(', ')}]${end}`;
      const isPlain = !line.includes('\n') && parts.every(({ comments }) => comments.length === 0);
      if (isPlain && indent.length + line.length <= width) return line;
      const lines = parts.flatMap((part) => [...part.comments, `${indented(file, part.node, step)},`]);
      return [`${head}[`, ...lines.map((one) => indent + step + one), `${indent}]${end}`].join(eol);
    },
  };
}

/** Further lines one step deeper, unless a template is among them: there spaces are part of the meaning. */
function indented(file: SourceFile, node: Node, step: string): string {
  const isFixed = someWithin(node, (part) => part.type === 'TemplateElement' && part.value.raw.includes('\n'));
  const text = file.textOf(node);
  return isFixed ? text : text.replace(/\n(?=[^\n\r])/g, `\n${step}`);
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
