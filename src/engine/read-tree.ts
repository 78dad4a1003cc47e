/** One file's text as a tree with its scopes, or why not. */
import type { Failure } from '../contracts.ts';
import type { ImportAliases } from '../syntax/origin.ts';
import { parse } from '../syntax/parse.ts';
import { createSourceFile, type ParsedFile } from '../syntax/source-file.ts';
import { faultOf, syntaxFailureOf } from './faults.ts';

export type Tree =
  { readonly kind: 'file'; readonly file: ParsedFile } | { readonly kind: 'failure'; readonly failure: Failure };

/** Parses and indexes; whatever is wrong with the file is said, never thrown. */
export function readTree(path: string, text: string, aliases?: ImportAliases): Tree {
  try {
    const parsed = parse(path, text);
    return parsed.kind === 'tree'
      ? { kind: 'file', file: createSourceFile(path, text, parsed.ast, { aliases, comments: parsed.comments }) }
      : { kind: 'failure', failure: syntaxFailureOf(path, text, parsed) };
  } catch (error) {
    return { kind: 'failure', failure: faultOf(path, error) };
  }
}
