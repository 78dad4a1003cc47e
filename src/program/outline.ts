/** A module as a list of statements: what each mentions, what it defines, what of it others can import. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, Span } from '../contracts.ts';
import { isClass, isFunction, keyName, spanOf, unwrap } from '../syntax/node.ts';
import { bindingsOf } from '../syntax/patterns.ts';

/** Stands for all that a module exports: its default, `module.exports`. */
export const WHOLE = '*';

/** A statement at the top level of a module, or the part of one that makes a single name. */
export interface Unit {
  readonly span: Span;
  /** Names of the file that hold what the unit makes, or that it puts something into. */
  readonly defines: readonly string[];
  /** Names under which importers get at it; `WHOLE` where they need none. */
  readonly exports: readonly string[];
  /** The module it imports from or passes on. */
  readonly source?: string;
}

const WORD = /[A-Za-z_$][\w$]*/g;

/** Every word of a text: names, keywords, and what stands in strings and comments, so never one too few. */
export function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(WORD));
}

/** The units of a module, in their order. */
export function outlineOf(ast: TSESTree.Program, text: string): readonly Unit[] {
  return ast.body.flatMap((statement) => unitsOf(statement, text));
}

function unitsOf(statement: Node, text: string): readonly Unit[] {
  switch (statement.type) {
    case 'ImportDeclaration':
      return ofImport(statement);
    case 'ExportNamedDeclaration':
      return ofNamedExport(statement, text);
    case 'ExportDefaultDeclaration':
      return [unit(statement, namesDeclared(statement.declaration), [WHOLE])];
    case 'TSExportAssignment':
      return [unit(statement, [], [WHOLE])];
    case 'ExportAllDeclaration':
      return [
        {
          ...unit(statement, [], [statement.exported ? exportedName(statement.exported) : WHOLE]),
          source: statement.source.value,
        },
      ];
    case 'VariableDeclaration':
      return statement.declarations.map((at) => unit(at, namesBound(at.id), exportsIn(at, text)));
    case 'ExpressionStatement':
      return ofExpression(statement.expression, text);
    default:
      return [
        unit(statement, [...namesDeclared(statement), ...namesSetIn(statement, text)], exportsIn(statement, text)),
      ];
  }
}

/** An assignment to a name, as far as the text tells. */
const SETS = /([A-Za-z_$][\w$]*)\s*(?:\?\?|\|\||&&)?=(?![=>])/g;

/** `if (isTest) store = new MemoryStore();` sets names of the file; what a function sets, it sets when it is called. */
function namesSetIn(statement: Node, text: string): readonly string[] {
  if (isFunction(statement) || isClass(statement) || NAMED.has(statement.type)) return [];
  return [...text.slice(...spanOf(statement)).matchAll(SETS)].map(([, name = '']) => name);
}

function unit(node: Node, defines: readonly string[], exports: readonly string[]): Unit {
  return { span: spanOf(node), defines, exports };
}

function ofImport(statement: TSESTree.ImportDeclaration): readonly Unit[] {
  const source = statement.source.value;
  const named = statement.specifiers.map((at) => ({ ...unit(at, [at.local.name], []), source }));
  return named.length > 0 ? named : [{ ...unit(statement, [], []), source }];
}

function ofNamedExport(statement: TSESTree.ExportNamedDeclaration, text: string): readonly Unit[] {
  const made = statement.declaration ? unitsOf(statement.declaration, text) : [];
  const source = statement.source?.value;
  return [
    ...made.map((each) => ({ ...each, exports: each.defines })),
    ...statement.specifiers.map((at) => ({
      ...unit(at, [], [exportedName(at.exported)]),
      ...(source !== undefined && { source }),
    })),
  ];
}

function exportedName(node: Node): string {
  const name = keyName(node, false);
  return name === undefined || name === 'default' ? WHOLE : name;
}

function ofExpression(expression: Node, text: string): readonly Unit[] {
  if (expression.type === 'SequenceExpression') return expression.expressions.flatMap((at) => ofExpression(at, text));
  if (expression.type === 'AssignmentExpression') return ofAssignment(expression, text);
  const root = rootName(expression);
  return [unit(expression, root === undefined ? [] : [root], exportsIn(expression, text))];
}

/** `exports.a = …`, `module.exports = { a, b }`, `Order.prototype.total = …`. */
function ofAssignment(expression: TSESTree.AssignmentExpression, text: string): readonly Unit[] {
  const target = text.slice(...spanOf(expression.left));
  const right = unwrap(expression.right);
  const exported = /^(?:module\s*\.\s*)?exports\b(?:\s*\.\s*([\w$]+))?/.exec(target);
  if (exported && exported[1] === undefined && right.type === 'ObjectExpression' && right.properties.every(isPlain)) {
    return right.properties.map((at) => unit(at, [], [(isPlain(at) && keyName(at.key, at.computed)) || WHOLE]));
  }
  const words = target.match(WORD) ?? [];
  const ends = [words[0], words.at(-1)].filter((word) => word !== undefined);
  if (!exported) return [unit(expression, ends, exportsIn(expression, text))];
  return [unit(expression, ends.slice(1), [exported[1] ?? WHOLE, ...exportsIn(expression.right, text)])];
}

function isPlain(property: Node): property is TSESTree.Property {
  return property.type === 'Property';
}

/** What code that isn't a plain export exports: a module packed into a function, a loop over names. */
function exportsIn(node: Node, text: string): readonly string[] {
  const exported = text.slice(...spanOf(node)).matchAll(/\bexports\b(?:\s*\.\s*([\w$]+)|\s*\[\s*['"]([^'"]+)['"])?/g);
  return [...exported].map(([, name, quoted]) => name ?? quoted ?? WHOLE);
}

/** Declarations with a name, beside functions and classes. */
const NAMED: ReadonlySet<string> = new Set([
  'TSModuleDeclaration',
  'TSEnumDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
]);

function namesDeclared(node: Node): readonly string[] {
  if (isFunction(node) || isClass(node)) return node.id ? [node.id.name] : [];
  return NAMED.has(node.type) && 'id' in node && node.id?.type === 'Identifier' ? [node.id.name] : [];
}

function namesBound(pattern: Node): readonly string[] {
  return bindingsOf(pattern).map(({ id }) => id.name);
}

/** `queue` of `queue.push(f)`. */
function rootName(node: Node): string | undefined {
  let at = unwrap(node);
  while (at.type === 'CallExpression' || at.type === 'MemberExpression') {
    at = unwrap(at.type === 'CallExpression' ? at.callee : at.object);
  }
  return at.type === 'Identifier' ? at.name : undefined;
}
