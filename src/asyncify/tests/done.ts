/** Tests that call back when all is done: those that do so last can be waited for instead. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Edit, FunctionNode, Node, SourceFile, Span } from '../../contracts.ts';
import { takerOf } from '../../apis/function-takers.ts';
import { usesArguments } from '../../syntax/arguments-object.ts';
import { keyName, spanOf } from '../../syntax/node.ts';
import { referencesTo } from '../../syntax/references.ts';

/** The parameter, and the statement that calls it; both go. */
export interface LastCallback {
  readonly fn: FunctionNode;
  readonly param: TSESTree.Identifier;
  readonly statement: Node;
}

/** `it('…', (done) => { …; done(); })`, where nothing else is done with `done`; undefined otherwise. */
export function lastCallback(file: SourceFile, fn: FunctionNode): LastCallback | undefined {
  const [param] = fn.params;
  if (fn.params.length !== 1 || param?.type !== 'Identifier' || fn.body.type !== 'BlockStatement') return undefined;
  if (!isCalledBack(file, fn) || usesArguments(fn) || isNamedWithin(file, fn)) return undefined;
  const statement = fn.body.body.at(-1);
  const variable = file.variableOf(param);
  if (!statement || !variable || !isCallOf(statement, variable.name)) return undefined;
  const references = referencesTo(file, variable).filter((one) => one !== param);
  // A test that ends before would wait for ever; one that returns a value is looked at otherwise.
  return references.length === 1 && !returnsEarly(file, fn) ? { fn, param, statement } : undefined;
}

/** Leaves out the parameter, and the line of the call where it stands alone. */
export function removalOf(text: string, { fn, param, statement }: LastCallback): readonly Edit[] {
  const [start, end] = spanOf(statement);
  const before = /\n[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const isAlone = before > 0 && /^[ \t]*\r?(?:\n|$)/.test(text.slice(end));
  const carriage = isAlone && text.charAt(start - before - 1) === '\r' ? 1 : 0;
  const rest = isAlone ? (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0) : 0;
  const call: Span = isAlone ? [start - before - carriage, end + rest] : [start, end];
  return [withoutParameter(text, fn, param), { span: call, text: '' }];
}

/** `done => …` gets its parentheses; the comma of `(done,)` goes too. */
function withoutParameter(text: string, fn: FunctionNode, param: TSESTree.Identifier): Edit {
  const [start, end] = spanOf(param);
  if (spanOf(fn)[0] === start) return { span: [start, end], text: '()' };
  const comma = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
  return { span: [start, end + comma], text: '' };
}

/** `function body(done) { …; body(other); }` */
function isNamedWithin(file: SourceFile, fn: FunctionNode): boolean {
  const variable = fn.id ? file.variableOf(fn.id) : undefined;
  return variable !== undefined && referencesTo(file, variable).some((one) => one !== fn.id);
}

/** Given last to `it` itself; of a table of rows, as in `it.each(rows)('…', …)`, it would be given a value of the row. */
function isCalledBack(file: SourceFile, fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type !== 'CallExpression' || parent.arguments.at(-1) !== fn || !isTest(file, fn)) return false;
  return parent.callee.type === 'Identifier' || parent.callee.type === 'MemberExpression';
}

function isCallOf(statement: Node, name: string): boolean {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return false;
  const { callee, arguments: given } = statement.expression;
  return callee.type === 'Identifier' && callee.name === name && given.length === 0;
}

function returnsEarly(file: SourceFile, fn: FunctionNode): boolean {
  return file.nodes('ReturnStatement').some((one) => file.functionOf(one) === fn);
}

/** Whether a callback is what a test framework runs. */
export function isTest(file: SourceFile, { parent }: FunctionNode): boolean {
  const api = parent.type === 'CallExpression' ? file.calleeOf(parent) : undefined;
  return api !== undefined && takerOf(api, true) === 'test';
}

/** The frameworks that give a test its context, and wait to be called back only where it takes more than that. */
const WITH_CONTEXT = /^#?(?:node:)?test\b|^(?:vitest|ava|tape|tap)\b/;
const CALLBACK = /^(?:done|cb|callback|next|fail)$/;

/** Whether the framework takes a promise of this callback for the end of the test. */
export function canBeWaitedFor(file: SourceFile, call: TSESTree.CallExpression, fn: FunctionNode): boolean {
  const { params } = fn;
  const [first] = params;
  const columns = columnsOf(call);
  if (columns !== undefined) return params.length <= columns;
  const api = file.calleeOf(call) ?? '';
  const isCallback = first?.type === 'Identifier' && (CALLBACK.test(first.name) || isCalled(file, api, first));
  const isPlain = params.length <= (WITH_CONTEXT.test(api) ? 1 : 0);
  return (isPlain && !isCallback) || (!fn.async && fn.parent === call && lastCallback(file, fn) !== undefined);
}

/** The global `test` may be one of a framework that gives a callback: it is one where more is done than to read of it. */
function isCalled(file: SourceFile, api: string, param: TSESTree.Identifier): boolean {
  if (!/^#test(?:\.\w+)*$/.test(api)) return false;
  const variable = file.variableOf(param);
  return !variable || referencesTo(file, variable).some((one) => one !== param && !isReadOf(one));
}

/** `t.end` */
function isReadOf(node: Node): boolean {
  return node.parent?.type === 'MemberExpression' && node.parent.object === node;
}

/** How many values `it.each(table)` gives; undefined where it is no table, or its rows can't be told. */
function columnsOf({ callee }: TSESTree.CallExpression): number | undefined {
  if (callee.type === 'TaggedTemplateExpression') return isEach(callee.tag) ? 1 : undefined;
  if (callee.type !== 'CallExpression' || !isEach(callee.callee)) return undefined;
  const [table] = callee.arguments;
  if (table?.type !== 'ArrayExpression') return undefined;
  const widths = table.elements.map((row) => (row?.type === 'ArrayExpression' ? row.elements.length : 1));
  const isSpread = table.elements.some((row) => row?.type === 'SpreadElement' || row?.type === 'Identifier');
  return isSpread ? undefined : Math.min(...widths);
}

function isEach(node: Node): boolean {
  return node.type === 'MemberExpression' && keyName(node.property, node.computed) === 'each';
}
