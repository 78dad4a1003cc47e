/** Code in which one node is marked: `const { read } = fs; «read»`. */
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { ApiPath, Node } from '../../src/contracts.ts';
import { unwrap } from '../../src/syntax/node.ts';
import type { ImportAliases } from '../../src/syntax/origin.ts';
import { parse } from '../../src/syntax/parse.ts';
import { createSourceFile, type ParsedFile } from '../../src/syntax/source-file.ts';

/** Parses code under a name that says its language; throws where it can't be parsed. */
export function sourceOf(path: string, code: string, aliases?: ImportAliases): ParsedFile {
  const parsed = parse(path, code);
  if (parsed.kind === 'error') throw new Error(`${parsed.message}: ${code}`);
  return createSourceFile(path, code, parsed.ast, { aliases, comments: parsed.comments });
}

/** The file, and the outermost expression between the marks. */
export function markedIn(path: string, marked: string, aliases?: ImportAliases): { file: ParsedFile; node: Node } {
  const [before, inner, after, ...more] = marked.split(/[«»]/);
  if (before === undefined || inner === undefined || after === undefined || more.length > 0) {
    throw new Error(`one place must be marked: ${marked}`);
  }
  const file = sourceOf(path, before + inner + after, aliases);
  const node = nodeAt(file, before.length, before.length + inner.length);
  if (!node) throw new Error(`no expression is marked: ${marked}`);
  return { file, node };
}

/** What the marked expression stands for. */
export function apiAt(path: string, marked: string, aliases?: ImportAliases): ApiPath | undefined {
  const { file, node } = markedIn(path, marked, aliases);
  return file.apiOf(node);
}

/** What the marked call runs. */
export function calleeAt(path: string, marked: string): ApiPath | undefined {
  const { file, node } = markedIn(path, marked);
  const call = unwrap(node);
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') throw new Error(`no call is marked: ${marked}`);
  return file.calleeOf(call);
}

function nodeAt(file: ParsedFile, start: number, end: number): Node | undefined {
  const find = (node: Node): Node | undefined => {
    const [from, to] = file.spanOf(node);
    if (from > start || to < end) return undefined;
    const isWhole = from === start && to === end;
    if (isWhole && node.type !== 'ExpressionStatement' && node.type !== 'Program') return node;
    return childrenOf(node)
      .map(find)
      .find((found) => found !== undefined);
  };
  return find(file.ast);
}

function childrenOf(node: Node): readonly Node[] {
  const children = node as unknown as Record<string, Node | (Node | null)[] | null | undefined>;
  return (visitorKeys[node.type] ?? []).flatMap((key) => children[key] ?? []).filter((child) => child !== null);
}
