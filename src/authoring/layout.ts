/** How new code is laid out beside the code that is there: on one line where it fits, else a line for each part. */
import type { Edit, Node, SourceFile, Span } from '../contracts.ts';
import { descendants, someWithin } from '../syntax/references.ts';

/** A part of a list that takes the place of other code; its own text stays where it is. */
export interface ListPart {
  readonly node: Node;
  /** Comments that stand on lines of their own above it. */
  readonly comments: readonly string[];
}

/** A list in brackets that takes the place of some code, in which its parts stand already and in this order. */
export interface NewList {
  readonly span: Span;
  /** What stands before the bracket. */
  readonly head: string;
  readonly parts: readonly ListPart[];
  /** What stands behind it. */
  readonly end: string;
}

/** Lines may be as long as the file's own, within what formatters are set to. */
const WIDTHS = [80, 120] as const;

/** The edits that make a list of its parts; they touch no text of the parts but the indentation of further lines. */
export function listEdits(file: SourceFile, { span: [start, end], head, parts, end: tail }: NewList): readonly Edit[] {
  const indent = /^[ \t]*/.exec(file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1))?.[0] ?? '';
  const line = `${head}[${parts.map(({ node }) => file.textOf(node)).join(', ')}]${tail}`;
  const isPlain = !line.includes('\n') && parts.every(({ comments }) => comments.length === 0);
  const isShort = isPlain && indent.length + line.length <= widthOf(file.text);
  const step = stepOf(file.text);
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
  const inner = eol + indent + step;
  const spans = parts.map(({ node }) => file.spanOf(node));
  const edges = [start, ...spans.flat(), end];
  const gaps = parts.map(({ comments }, index): Edit => {
    const before = isShort ? '' : [...comments.map((one) => inner + one), inner].join('');
    const text = index === 0 ? `${head}[${before}` : isShort ? ', ' : `,${before}`;
    return { span: [edges[2 * index] ?? start, edges[2 * index + 1] ?? end], text };
  });
  const close = { span: [edges.at(-2) ?? end, end] as const, text: `${isShort ? '' : `,${eol}${indent}`}]${tail}` };
  return [...gaps, ...(isShort ? [] : parts.flatMap(({ node }) => indentEdits(file, node, step))), close];
}

/** Further lines one step deeper, unless a template is among them: there spaces are part of the meaning. */
function indentEdits(file: SourceFile, node: Node, step: string): readonly Edit[] {
  const isFixed = someWithin(node, (part) => part.type === 'TemplateElement' && part.value.raw.includes('\n'));
  const [start] = file.spanOf(node);
  const lines = isFixed ? [] : [...file.textOf(node).matchAll(/\n(?=[^\n\r])/g)];
  return lines.map(({ index }) => ({ span: [start + index + 1, start + index + 1], text: step }));
}

/** Whether most statements of a file end without a semicolon. */
export function isWithoutSemicolons(file: SourceFile): boolean {
  const statements = descendants(file.ast).filter(({ type }) => /^(?:Expression|Return)Statement$/.test(type));
  return statements.filter((node) => file.textOf(node).endsWith(';')).length * 2 < statements.length;
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
