/** Edits of whole statements, with their lines. */
import { someWithin, type Edit, type Node, type SourceFile } from '../../src/authoring/rule.ts';
import { ACTS } from './harmless.ts';

/** Takes a statement out; with its line, where nothing else stands there, and its `if`, where it is all of it. */
export function removal(file: SourceFile, statement: Node): Edit {
  const { parent } = statement;
  const isPlain = (test: Node): boolean => !someWithin(test, ({ type }) => ACTS.test(type));
  const isAlone = parent?.type === 'IfStatement' && parent.alternate === null && parent.consequent === statement;
  const isAloneInBlock =
    parent?.type === 'BlockStatement' &&
    parent.body.length === 1 &&
    parent.parent.type === 'IfStatement' &&
    parent.parent.alternate === null &&
    parent.parent.consequent === parent;
  if (isAlone && isPlain(parent.test)) return removal(file, parent);
  if (isAloneInBlock && parent.parent.type === 'IfStatement' && isPlain(parent.parent.test))
    return removal(file, parent.parent);
  // Something has to stand there: `else await client.end();`.
  if (parent?.type !== 'BlockStatement' && parent?.type !== 'Program')
    return { span: file.spanOf(statement), text: '{}' };
  const { text } = file;
  const [start, end] = file.spanOf(statement);
  const before = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const after = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end))?.[0];
  const isFirst = start - before === 0 || text.charAt(start - before - 1) === '\n';
  if (after === undefined || !isFirst) return { span: [start, end], text: '' };
  // Of the empty lines on both sides one is enough.
  const isBetween = /\n[ \t]*\r?\n$/.test(text.slice(0, start - before));
  const empty = isBetween ? (/^[ \t]*\r?\n/.exec(text.slice(end + after.length))?.[0].length ?? 0) : 0;
  return { span: [start - before, end + after.length + empty], text: '' };
}

/** What stands between the start of a node's line and the node. */
export function indentOf(file: SourceFile, node: Node): string {
  const [start] = file.spanOf(node);
  const line = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

export function eolOf(file: SourceFile): string {
  return /\r?\n/.exec(file.text)?.[0] ?? '\n';
}

/** One step of indentation, as the file has it. */
export function stepOf(file: SourceFile): string {
  return /\n(\t|[ ]{2,8}(?=\S))/.exec(file.text)?.[1] ?? '  ';
}

/** The statement around a node that stands in a block. */
export function statementOf(node: Node): Node {
  let at = node;
  while (
    at.parent &&
    at.parent.type !== 'BlockStatement' &&
    at.parent.type !== 'Program' &&
    at.parent.type !== 'SwitchCase'
  )
    at = at.parent;
  return at;
}

/** The statements beside a statement, itself among them. */
export function siblingsOf(statement: Node): readonly Node[] {
  const { parent } = statement;
  return parent?.type === 'BlockStatement' || parent?.type === 'Program' ? parent.body : [];
}
