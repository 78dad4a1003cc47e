/** Moves the end of a script into an async function that is called last. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile, Span } from '../../contracts.ts';
import { isWithin, spanOf } from '../../syntax/node.ts';
import { behindComment } from './behind-comment.ts';
import type { EditList } from './edit-list.ts';
import { freeName, namesUsedIn } from '../../additions/imports/names.ts';
import { tokensOf } from '../../additions/imports/tokens.ts';
import { everyNode } from '../../additions/imports/tree.ts';

/** Adds the edits; a sentence where it can't be done. `waits` are the calls at the top level that are awaited. */
export function moveIntoMain(file: SourceFile, edits: EditList, waits: readonly Span[]): string | undefined {
  const { body } = file.ast;
  const index = firstMoved(file, waits);
  const [first, last] = [body[index], body.at(-1)];
  if (!first || !last) return 'the script has nothing to move';
  const moved = body.slice(index);
  const imports = moved.filter(({ type }) => /^(?:Import|TSImport)/.test(type));
  if (!imports.every(isOfPackage)) return 'a file of the project is imported in the middle of the script';
  const type = moved.find(({ type }) => /^TS(?:Interface|TypeAlias|Enum)/.test(type));
  if (type) return 'a type is declared in the middle of the script';
  const { text } = file;
  const [start, end] = [startOf(file, first), behindComment(file.text, spanOf(last)[1])];
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const unit = indentOf(text);
  const name = freeName('main', namesUsedIn(file.ast));
  const around: Span = [start, Number.MAX_SAFE_INTEGER];
  const cut = imports.map((node) => wholeLines(text, spanOf(node)));
  for (const span of cut) edits.replace(span, '');
  const above = imports.map((node) => `${file.textOf(node)}${eol}`).join('');
  edits.wrap(around, `${above}${above === '' ? '' : eol}async function ${name}() {${eol}`);
  for (const line of linesIn(file, start, end, cut)) edits.indent(line, unit);
  edits.wrap([start, end], '', `${eol}}${eol}${eol}${name}()${endsInSemicolons(file) ? ';' : ''}`);
  return undefined;
}

/** The first statement that waits, or an earlier one that uses a name of what moves. */
function firstMoved(file: SourceFile, waits: readonly Span[]): number {
  const { body } = file.ast;
  const offset = Math.min(...waits.map(([start]) => start));
  let index = body.findIndex((statement) => spanOf(statement)[1] > offset);
  for (;;) {
    const moved = body.slice(index);
    const isMoved = (node: Node): boolean => moved.some((statement) => isWithin(node, statement));
    const earlier = body.slice(0, index).findIndex((statement) => usesAnyOf(file, statement, isMoved));
    if (earlier < 0) return index;
    index = earlier;
  }
}

function usesAnyOf(file: SourceFile, statement: Node, isMoved: (node: Node) => boolean): boolean {
  for (const node of everyNode(statement)) {
    if (node.type !== 'Identifier') continue;
    const variable = file.variableOf(node);
    if (variable && variable.scopeFunction === undefined && isMoved(variable.declaration)) return true;
  }
  return false;
}

/** With the comments right above it, from the beginning of the line. */
function startOf(file: SourceFile, first: Node): number {
  const { text } = file;
  let at = lineStart(text, spanOf(first)[0]);
  for (;;) {
    const comment = tokensOf(file).commentBefore(at);
    const isAbove =
      comment && /^[ \t]*\r?\n$/.test(text.slice(comment.span[1], at)) && !text.startsWith('#!', comment.span[0]);
    const above = isAbove ? lineStart(text, comment.span[0]) : undefined;
    if (above === undefined || above !== comment?.span[0]) return at;
    at = above;
  }
}

/** The beginning of the line, where nothing but white space is before the offset; else the offset. */
function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return text.slice(start, offset).trim() === '' ? start : offset;
}

/** The beginnings of lines that are indented: not those that are empty, or inside of a text. */
function linesIn(file: SourceFile, start: number, end: number, cut: readonly Span[]): readonly number[] {
  const { text } = file;
  const inside = [...textsOf(file.ast), ...cut.map(([from, to]): Span => [from - 1, to])];
  const found: number[] = [];
  for (let at = start; at < end; at = text.indexOf('\n', at) + 1 || end) {
    const isEmpty = /^[ \t]*(?:\r?\n|$)/.test(text.slice(at, at + 200));
    if (!isEmpty && !inside.some(([from, to]) => from < at && at < to)) found.push(at);
  }
  return found;
}

function textsOf(ast: TSESTree.Program): readonly Span[] {
  const found: Span[] = [];
  for (const node of everyNode(ast)) {
    if (node.type === 'TemplateElement' || node.type === 'JSXText' || node.type === 'Literal') found.push(spanOf(node));
  }
  return found;
}

/** An import of a package may be made earlier: it knows nothing of what the script has done before. */
function isOfPackage(node: Node): boolean {
  return node.type === 'ImportDeclaration' && !/^[./]/.test(node.source.value);
}

/** A statement with the line it stands on. */
function wholeLines(text: string, [start, end]: Span): Span {
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  return [lineStart(text, start), end + rest];
}

/** By the first line that is indented. */
function indentOf(text: string): string {
  return /\n(\t| {2,8})\S/.exec(text)?.[1] ?? '  ';
}

function endsInSemicolons(file: SourceFile): boolean {
  const statements = file.ast.body.filter(
    ({ type }) => type === 'ExpressionStatement' || type === 'VariableDeclaration',
  );
  const ended = statements.filter((one) => file.textOf(one).endsWith(';')).length;
  return ended * 2 >= statements.length;
}
