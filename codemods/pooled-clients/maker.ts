/** The expression that keeps what it makes in a variable of the module: `(pool ??= new Pool(…))`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Additions, LocalSite } from '../../src/authoring/codemod-local.ts';
import { unwrap, type Edit, type Node, type SourceFile } from '../../src/authoring/rule.ts';
import type { PoolFamily } from './families.ts';
import { shapeOfOptions } from './options.ts';

export type Making = TSESTree.NewExpression | TSESTree.CallExpression;

/** The new pool, in the place of a client: what stands before and behind the arguments, and what is added to them. */
export interface PoolText {
  readonly callee: string;
  readonly type: string;
  readonly options: readonly Edit[];
  readonly before: string;
  readonly after: string;
  /** The pool itself, where the variable holds what gives it. */
  readonly pool: (held: string) => string;
}

/** How the pool is written; undefined where its options can't be told from an address. */
export function poolText(
  { file, target }: LocalSite,
  made: Making,
  family: PoolFamily,
  additions: Additions,
): PoolText | undefined {
  const shape = shapeOfOptions(file, made.arguments[0]);
  if (target === 'runtime' && shape === 'object' && made.arguments.length === 1) {
    const callee = additions.runtime(family.runtime.part, family.runtime.name);
    additions.frees(...namesIn(made.callee));
    return {
      callee: `new ${callee}`,
      type: callee,
      options: [],
      before: '',
      after: '',
      pool: (held) => `(await ${held}.get())`,
    };
  }
  const options = optionsEdits(file, made, family, shape);
  if (!options) return undefined;
  const { callee, type } = calleeOf(file, made, family, additions);
  const wrapper = family.wrapper === undefined ? undefined : additions.helper(family.wrapper);
  return {
    ...{ callee, type, options },
    before: wrapper === undefined ? '' : `${wrapper}(`,
    after: family.listening + (wrapper === undefined ? '' : ')'),
    pool: (held) => held,
  };
}

function namesIn(callee: Node): readonly Node[] {
  const inner = unwrap(callee);
  return inner.type === 'Identifier' ? [inner] : inner.type === 'MemberExpression' ? namesIn(inner.object) : [];
}

/** `Client` becomes `Pool`, `pg.Client` `pg.Pool`, `mysql.createConnection` `mysql.createPool`. */
function calleeOf(
  file: SourceFile,
  made: Making,
  { maker }: PoolFamily,
  additions: Additions,
): { readonly callee: string; readonly type: string } {
  const inner = unwrap(made.callee);
  const isNew = made.type === 'NewExpression';
  let name: string;
  if (inner.type === 'MemberExpression') name = `${file.textOf(inner.object)}.${maker}`;
  else {
    name = additions.member(moduleOf(file, inner), maker);
    additions.frees(inner);
  }
  return { callee: isNew ? `new ${name}` : name, type: isNew ? name : `ReturnType<typeof ${name}>` };
}

/** The specifier that a name is imported from, as it is written. */
function moduleOf(file: SourceFile, name: Node): string {
  const variable = name.type === 'Identifier' ? file.variableOf(name) : undefined;
  for (let at: Node | undefined = variable?.declaration; at; at = at.parent) {
    if (at.type === 'ImportDeclaration') return at.source.value;
    if (at.type === 'VariableDeclarator') return /require\(\s*['"`]([^'"`]+)/.exec(file.textOf(at))?.[1] ?? '';
  }
  return '';
}

/** Options are added in front, so that those of the program win. */
function optionsEdits(
  file: SourceFile,
  made: Making,
  { options }: PoolFamily,
  shape: string,
): readonly Edit[] | undefined {
  const { arguments: given } = made;
  if (options === '') return [];
  const [first] = given;
  if (!first) {
    const [, close] = file.spanOf(made);
    return file.text.charAt(close - 1) === ')' ? [{ span: [close - 1, close - 1], text: `{ ${options} }` }] : undefined;
  }
  const [start, end] = file.spanOf(first);
  const inner = unwrap(first);
  if (shape === 'object' && inner.type === 'ObjectExpression') return [asFirstMember(file, inner, options)];
  if (shape === 'object')
    return [
      { span: [start, start], text: `{ ${options}, ...` },
      { span: [end, end], text: ' }' },
    ];
  if (shape === 'text' && options.startsWith('allowExitOnIdle'))
    return [
      { span: [start, start], text: `{ ${options}, connectionString: ` },
      { span: [end, end], text: ' }' },
    ];
  return undefined;
}

/** Where the options are written out, with the white space of those that follow. */
function asFirstMember(file: SourceFile, object: TSESTree.ObjectExpression, options: string): Edit {
  const at = file.spanOf(object)[0] + 1;
  const gap = /^\s*/.exec(file.text.slice(at))?.[0] ?? '';
  if (object.properties.length === 0) return { span: [at, at], text: ` ${options} ` };
  return { span: [at, at], text: gap.includes('\n') ? `${gap}${options},` : ` ${options},${gap === '' ? ' ' : ''}` };
}
