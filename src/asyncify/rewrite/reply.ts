/**
 * Handlers of Fastify that answer by their reply. Once they are async, Fastify sends what they return when they are done,
 * `undefined` too where the answer is still on its way; a returned reply tells it that the answer is given.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, SourceFile } from '../../contracts.ts';
import { spanOf } from '../../syntax/node.ts';
import { behindComment } from './behind-comment.ts';
import type { EditList } from './edit-list.ts';

/** Lets every way out that gave nothing give the second parameter; the rest stays. */
export function returnReply(file: SourceFile, edits: EditList, fn: FunctionNode): void {
  const [, reply] = fn.params;
  if (reply?.type !== 'Identifier' || fn.body.type !== 'BlockStatement') return;
  const text = ` ${reply.name}`;
  for (const exit of file.nodes('ReturnStatement')) {
    if (exit.argument || file.functionOf(exit) !== fn) continue;
    const end = spanOf(exit)[0] + 'return'.length;
    edits.replace([end, end], text);
  }
  if (endsItself(fn.body)) return;
  addLast(file, edits, fn.body, `return${text}`);
}

/** Whether nothing gets to the end of a block. */
function endsItself({ body }: TSESTree.BlockStatement): boolean {
  const last = body.at(-1);
  if (last?.type === 'BlockStatement') return endsItself(last);
  if (last?.type === 'TryStatement') {
    const { block, handler, finalizer } = last;
    return (
      (finalizer !== null && endsItself(finalizer)) || (endsItself(block) && (!handler || endsItself(handler.body)))
    );
  }
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}

/** A statement behind the last, written as the file writes: on a line of its own, with a semicolon or none. */
function addLast({ text }: SourceFile, edits: EditList, block: TSESTree.BlockStatement, statement: string): void {
  const last = block.body.at(-1);
  if (!last) return;
  const [start, end] = spanOf(last);
  const isOneLine = !text.slice(spanOf(block)[0], start).includes('\n');
  const ends = text.slice(start, end).endsWith(';') || (!isOneLine && /;\s*$/m.test(text));
  const before = isOneLine ? (text.slice(start, end).endsWith(';') ? ' ' : '; ') : lineBreakAt(text, start);
  const at = isOneLine ? end : behindComment(text, end);
  edits.replace([at, at], `${before}${statement}${ends ? ';' : ''}`);
}

/** A new line that begins as the one at this offset does. */
function lineBreakAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
  return `${text.charAt(start - 2) === '\r' ? '\r\n' : '\n'}${indent}`;
}
