/** Adds names to a list in a declaration, or takes them out. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Edit, Node, Span } from '../../contracts.ts';
import { spanOf } from '../../syntax/node.ts';
import type { Tokens } from './tokens.ts';

/** The declaration that is changed. */
export interface ListEdit {
  readonly text: string;
  readonly tokens: Tokens;
  readonly from: TSESTree.ImportDeclaration | TSESTree.VariableDeclarator | TSESTree.VariableDeclaration;
}

/** Takes some of a list's names out, each with a comma. */
export function without({ text, tokens, from }: ListEdit, lost: readonly Node[]): readonly Edit[] {
  const all = namesOf(from);
  const named = all.filter(({ type }) => type === 'ImportSpecifier');
  if (from.type === 'ImportDeclaration' && named.length > 0 && named.every((node) => lost.includes(node))) {
    return withoutBraces(text, tokens, from, named, lost);
  }
  return all.flatMap((node, index): readonly Edit[] => {
    if (!lost.includes(node)) return [];
    const next = all.slice(index + 1).find((one) => !lost.includes(one));
    const [start, end] = spanOf(node);
    if (next) {
      const comma = tokens.startAfter(end) + 1;
      const rest = /^\s*/.exec(text.slice(comma))?.[0].length ?? 0;
      return [{ span: [start, comma + rest], text: '' }];
    }
    return [{ span: [tokens.endBefore(start) - 1, end], text: '' }];
  });
}

/** `import fs, { existsSync } from 'fs'` to `import fs from 'fs'`. */
function withoutBraces(
  text: string,
  tokens: Tokens,
  from: TSESTree.ImportDeclaration,
  named: readonly Node[],
  lost: readonly Node[],
): readonly Edit[] {
  const first = from.specifiers[0];
  if (!first || lost.includes(first) || first.type === 'ImportSpecifier') return [];
  const last = named.at(-1) ?? first;
  const end = text.indexOf('}', spanOf(last)[1]) + 1;
  const start = tokens.startAfter(spanOf(first)[1]);
  return [{ span: [start, end], text: '' }];
}

/** Adds names behind the last that stays. */
export function appended({ from, text }: ListEdit, names: readonly string[], lost: readonly Node[]): readonly Edit[] {
  const all = namesOf(from).filter(({ type }) => type === 'ImportSpecifier' || type === 'Property');
  const last = all.filter((node) => !lost.includes(node)).at(-1);
  if (!last) return [];
  const [start, end] = spanOf(last);
  const at: Span = [end, end];
  const before = /\r?\n[ \t]*$/.exec(text.slice(0, start))?.[0];
  return [{ span: at, text: names.map((name) => `,${before ?? ' '}${name}`).join('') }];
}

function namesOf(from: ListEdit['from']): readonly Node[] {
  if (from.type === 'ImportDeclaration') return from.specifiers;
  if (from.type === 'VariableDeclaration') return from.declarations;
  return from.id.type === 'ObjectPattern' ? from.id.properties : [];
}
