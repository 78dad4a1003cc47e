/** What is written in place of a synchronous API's name. */
import type { TSESTree } from '@typescript-eslint/types';
import { isBuiltin } from 'node:module';
import type { ApiPath, Node, SourceFile, Span } from '../../contracts.ts';
import { modulePath } from '../../syntax/api-path.ts';
import { spanOf } from '../../syntax/node.ts';
import type { TwinRow } from '../decisions.ts';
import { hasOptionalBefore } from './can-await.ts';
import { importBindings } from '../../additions/imports/imports-of.ts';
import { tokensOf } from '../../additions/imports/tokens.ts';

/** A member of a module that has to be imported, or a function of the helper file. */
export interface Imported {
  /** Undefined for the helper file. */
  readonly specifier: string | undefined;
  readonly name: string;
}

/** How a callee changes. */
export interface CalleePlan {
  /** What is replaced: all of the callee, or some of its members. */
  readonly span: Span;
  /** The new text, or what is imported, whose local name is the text. */
  readonly put: string | Imported;
  /** Whether the new callee takes a callback, and goes into `promisify`. */
  readonly promisify: boolean;
  /** Names that aren't used here any more. */
  readonly freed: readonly Span[];
}

const SIMPLE = /^[\w$]+(?:\.[\w$]+)*$/;

/** The plan, or why there is none, in a sentence. */
export function planCallee(
  file: SourceFile,
  call: TSESTree.CallExpression,
  api: ApiPath,
  row: TwinRow,
): CalleePlan | string {
  const { callee } = call;
  if (hasOptionalBefore(call)) return 'it is called only where it is there';
  if (file.apiOf(callee) !== api) return 'it is called through something else';
  const plan = planFor(file, callee, api, row);
  if (typeof plan === 'string') return plan;
  return tokensOf(file).hasComment(plan.span) ? 'there is a comment within its name' : plan;
}

function planFor(file: SourceFile, callee: Node, api: ApiPath, row: TwinRow): CalleePlan | string {
  if (row.kind === 'helper') {
    const put = { specifier: undefined, name: row.name };
    return { span: spanOf(callee), put, promisify: false, freed: rootSpan(callee) };
  }
  const promisify = row.kind === 'callback';
  if (callee.type === 'MemberExpression') return planMember(file, callee, row.api, promisify);
  if (callee.type === 'Identifier') return planName(file, callee, api, row.api, promisify);
  return 'it is called through something else';
}

function rootSpan(callee: Node): readonly Span[] {
  if (callee.type === 'Identifier') return [spanOf(callee)];
  return callee.type === 'MemberExpression' ? rootSpan(callee.object) : [];
}

/** `fs.readFileSync` to `fs.promises.readFile`: the twin has to be below something that is there. */
function planMember(
  file: SourceFile,
  callee: TSESTree.MemberExpression,
  twin: ApiPath,
  promisify: boolean,
): CalleePlan | string {
  let base: Node = callee.object;
  for (;;) {
    const own = file.apiOf(base);
    const rest =
      own === twin ? '' : own !== undefined && twin.startsWith(`${own}.`) ? twin.slice(own.length + 1) : undefined;
    if (rest !== undefined && (rest === '' || SIMPLE.test(rest))) {
      const isName = base === callee.object && !callee.computed && rest !== '';
      const end = tokensOf(file).outerSpan(base)[1];
      const span: Span = isName ? spanOf(callee.property) : [end, spanOf(callee)[1]];
      return { span, put: isName || rest === '' ? rest : `.${rest}`, promisify, freed: [] };
    }
    if (base.type === 'Identifier' && twin.startsWith('fs.promises.')) return planPromises(file, callee, base, twin);
    if (base.type !== 'MemberExpression') return `${twin} can't be reached from here`;
    base = base.object;
  }
}

/** `realpathSync.native(p)`, where `realpathSync` is imported. */
function planPromises(file: SourceFile, callee: Node, base: Node, twin: ApiPath): CalleePlan {
  const put = { specifier: nodeSpecifier(file, 'fs/promises'), name: twin.slice('fs.promises.'.length) };
  return { span: spanOf(callee), put, promisify: false, freed: [spanOf(base)] };
}

/** `readFileSync(p)`, by a named import or destructured: the twin is imported. */
function planName(
  file: SourceFile,
  callee: TSESTree.Identifier,
  api: ApiPath,
  twin: ApiPath,
  promisify: boolean,
): CalleePlan | string {
  const at = twin.lastIndexOf('.');
  const [owner, name] = [twin.slice(0, at), twin.slice(at + 1)];
  const specifier = specifierOf(file, callee, api.slice(0, api.lastIndexOf('.')), owner);
  if (at < 0 || specifier === undefined || !SIMPLE.test(name)) return `${twin} can't be imported beside it`;
  const span = spanOf(callee);
  return { span, put: { specifier, name }, promisify, freed: [span] };
}

/** By which specifier the twin's module is imported; Node's own from anywhere, others where the file does so already. */
function specifierOf(
  file: SourceFile,
  callee: TSESTree.Identifier,
  module: ApiPath,
  owner: ApiPath,
): string | undefined {
  if (owner === 'fs.promises') return nodeSpecifier(file, 'fs/promises');
  if (owner !== module) return undefined;
  const bindings = importBindings(file.ast);
  const own = bindings.find(({ local, specifier }) => local === callee.name && modulePath(specifier) === module);
  if (own && !own.imported.includes('.') && file.variableOf(callee)?.scopeFunction === undefined) return own.specifier;
  return isBuiltin(module) ? nodeSpecifier(file, module) : undefined;
}

/** With `node:` where the file writes it so, or imports nothing of Node yet. */
export function nodeSpecifier(file: SourceFile, module: string): string {
  const own = importBindings(file.ast).map(({ specifier }) => specifier);
  const isPlain = own.some((specifier) => isBuiltin(specifier) && !specifier.startsWith('node:'));
  const isPrefixed = own.some((specifier) => specifier.startsWith('node:'));
  return isPrefixed || !isPlain ? `node:${module}` : module;
}
