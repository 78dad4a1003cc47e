/** New import lines in a file's own style, and where they go. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Edit, Node } from '../../contracts.ts';
import { isFunction, spanOf } from '../../syntax/node.ts';
import type { Tokens } from './tokens.ts';
import { requiredBy } from './imports-of.ts';

/** A name to be imported. */
export interface NewName {
  readonly from: string;
  readonly imported: string;
  readonly local: string;
}

/** How a file writes its imports. */
export interface ImportStyle {
  readonly kind: 'import' | 'require';
  readonly quote: string;
  readonly semicolon: string;
  readonly eol: string;
  /** A space, or none, inside the braces. */
  readonly padding: string;
}

/** After the imports there are; after the rest of the file where there are none. */
export function styleOf(path: string, text: string, ast: TSESTree.Program, isModule: boolean): ImportStyle {
  const loading = ast.body.filter(isLoading);
  const hasImports = ast.body.some(({ type }) => /^(?:Import|Export|TSImportEquals)/.test(type));
  const isRequired = !hasImports && (loading.length > 0 || (!isModule && !/\.(?:ts|tsx|mts|mjs)$/.test(path)));
  const statements = loading.length > 0 ? loading : ast.body;
  const sample = statements.map((node) => text.slice(...spanOf(node))).filter((one) => !one.endsWith('}'));
  const quoted = /['"]/.exec(statements.map((node) => text.slice(...spanOf(node))).join('\n'))?.[0] ?? "'";
  const ended = sample.filter((one) => one.endsWith(';')).length;
  return {
    kind: isRequired ? 'require' : 'import',
    quote: quoted,
    semicolon: sample.length === 0 || ended * 2 >= sample.length ? ';' : '',
    eol: /\r?\n/.exec(text)?.[0] ?? '\n',
    padding: isTight(loading.map((node) => text.slice(...spanOf(node)))) ? '' : ' ',
  };
}

/** `import {join} from 'node:path'`: where names stand in braces, most stand close to them. */
function isTight(loading: readonly string[]): boolean {
  const braces = loading.flatMap((text) => /\{(?=[ \w$])./.exec(text)?.[0] ?? []);
  return braces.filter((brace) => brace !== '{ ').length * 2 > braces.length;
}

/** One line that imports names of a module. */
export function lineOf(
  module: string,
  names: readonly NewName[],
  { kind, quote, semicolon, padding }: ImportStyle,
): string {
  const source = `${quote}${module}${quote}`;
  const list = names.map(({ imported, local }) =>
    imported === local ? local : kind === 'import' ? `${imported} as ${local}` : `${imported}: ${local}`,
  );
  const braces = `{${padding}${list.join(', ')}${padding}}`;
  return kind === 'import'
    ? `import ${braces} from ${source}${semicolon}`
    : `const ${braces} = require(${source})${semicolon}`;
}

/** Behind the last of the imports that the file begins with; at its very beginning where it has none. */
export function placeFor(
  text: string,
  tokens: Tokens,
  ast: TSESTree.Program,
  lines: string,
  removed: ReadonlySet<Node>,
  { eol, kind }: ImportStyle,
): Edit {
  const leading: Node[] = [];
  for (const statement of ast.body) {
    if (!isLoading(statement) && !isDirective(statement)) break;
    leading.push(statement);
  }
  const imports = ast.body.filter(({ type }) => type === 'ImportDeclaration');
  const isAtStart = leading.some(({ type }) => type === 'ImportDeclaration');
  const last = (kind === 'import' && imports.length > 0 && !isAtStart ? imports : leading)
    .filter((one) => !removed.has(one))
    .at(-1);
  if (last) {
    const end = endOfLine(text, tokens, spanOf(last)[1]);
    return { span: [end, end], text: `${eol}${lines}` };
  }
  const [first] = ast.body;
  const start = first ? commentedStart(text, tokens, spanOf(first)[0]) : 0;
  // At the first statement's own start another edit may be made: an import line may follow it, and so may what is hoisted.
  if (first && start === spanOf(first)[0] && (kind === 'import' || isFunction(first))) {
    const end = endOfLine(text, tokens, spanOf(first)[1]);
    return { span: [end, end], text: `${eol}${lines}` };
  }
  return { span: [start, start], text: `${lines}${eol}${eol}` };
}

/** Behind a comment on the same line. */
function endOfLine(text: string, tokens: Tokens, end: number): number {
  const rest = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  const comment = tokens.comments.find(({ span }) => span[0] === end + rest);
  const isOneLine = comment && !text.slice(...comment.span).includes('\n');
  return isOneLine ? comment.span[1] : end;
}

/** Before the comments that belong to a statement: no empty line is between. */
function commentedStart(text: string, tokens: Tokens, start: number): number {
  let at = start;
  for (;;) {
    const comment = tokens.commentBefore(at);
    if (!comment || /\n[ \t]*\r?\n/.test(text.slice(comment.span[1], at)) || comment.span[0] === 0) return at;
    at = comment.span[0];
  }
}

function isDirective(statement: Node): boolean {
  return statement.type === 'ExpressionStatement' && typeof statement.directive === 'string';
}

/** An import, or a declaration of nothing but requires. */
function isLoading(statement: Node): boolean {
  if (statement.type === 'ImportDeclaration' || statement.type === 'TSImportEqualsDeclaration') return true;
  if (statement.type !== 'VariableDeclaration') return false;
  return statement.declarations.every(({ init }) => init !== null && requiredBy(init) !== undefined);
}
