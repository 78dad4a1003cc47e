/** Text to tree, with oxc-parser. */
import type { TSESTree } from '@typescript-eslint/types';
import { parseSync, type OxcError } from 'oxc-parser';

export type Parsed =
  | { readonly kind: 'tree'; readonly ast: TSESTree.Program }
  | { readonly kind: 'error'; readonly message: string; readonly offset: number };

type Language = 'jsx' | 'ts' | 'tsx';

/**
 * JavaScript is read as JSX, which it is a part of. What then fails may be
 * Flow or TypeScript in a `.js` file, or a `.ts` file with JSX.
 */
function languagesFor(path: string): readonly Language[] {
  if (path.endsWith('x')) return ['tsx'];
  return /\.[cm]?ts$/.test(path) ? ['ts', 'tsx'] : ['jsx', 'tsx'];
}

/**
 * Parses one file. Errors the parser recovers from (a name declared twice, a
 * `return` at the top of a CommonJS file) are none here: Node's own loader or
 * the compiler tells the user of them.
 */
export function parse(path: string, text: string): Parsed {
  let failure: OxcError | undefined;
  for (const lang of languagesFor(path)) {
    const result = parseSync(path, text, { lang, astType: 'ts', preserveParens: false });
    const ast = result.program as unknown as TSESTree.Program;
    if (ast.body.length > 0 || result.errors.length === 0) return { kind: 'tree', ast };
    failure ??= result.errors[0];
  }
  return { kind: 'error', message: failure?.message ?? 'not JavaScript', offset: failure?.labels[0]?.start ?? 0 };
}
