/** What the text of an SQL statement tells, where it is written in place. */
import type { Node, SourceFile } from '../contracts.ts';
import { unwrap } from '../syntax/node.ts';

/** What the text of a statement says, whatever the method is called; undefined where there is none to be seen. */
export function writesBySql(file: SourceFile, statement: Node | undefined): boolean | undefined {
  const text = statement && literalOf(file, statement);
  const verb = typeof text === 'string' ? /^\s*([a-z]+)\b/i.exec(text)?.[1]?.toLowerCase() : undefined;
  if (verb === 'select' || verb === 'with') return false;
  return verb !== undefined && /^(?:insert|update|delete|replace|merge)$/.test(verb) ? true : undefined;
}

/** The value of a literal, or the text of a template. */
export function literalOf(file: SourceFile, node: Node): unknown {
  const inner = unwrap(node);
  if (inner.type === 'Literal') return inner.value;
  return inner.type === 'TemplateLiteral' ? file.textOf(inner).slice(1, -1) : undefined;
}
