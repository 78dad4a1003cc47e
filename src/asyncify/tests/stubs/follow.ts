/** Everything that a test does with one stub, and what it has to do instead once the stub gives a promise. */
import type { TSESTree } from '@typescript-eslint/types';
import {
  ASKING,
  ASKING_OF_MOCK,
  CALL_ASSERTION,
  CONFIGURING,
  IMPLEMENTING,
  PROMISING,
} from '../../../apis/stub-methods.ts';
import type { Node, SourceFile } from '../../../contracts.ts';
import { isFunction, keyName, spanOf, unwrap } from '../../../syntax/node.ts';
import { referencesTo } from '../../../syntax/references.ts';
import { isTransparent } from '../../flow/value-places.ts';
import { isTest } from '../done.ts';
import type { StubChanges } from './stub.ts';

type Member = TSESTree.MemberExpression;

/** Notes what changes in `out`; returns the first place of which it can't be told, undefined where there is none. */
export function followStub(file: SourceFile, node: Node, out: StubChanges): Node | undefined {
  if (out.seen.has(node)) return undefined;
  out.seen.add(node);
  const { parent } = node;
  if (!parent) return node;
  if (isTransparent(parent.type)) return followStub(file, parent, out);
  switch (parent.type) {
    case 'ExpressionStatement':
      return undefined;
    case 'MemberExpression':
      return parent.object === node ? ofMember(file, parent, out) : node;
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? ofVariable(file, parent.id, out) : node;
    case 'AssignmentExpression':
      return parent.left.type === 'Identifier' && parent.right === node ? ofVariable(file, parent.left, out) : node;
    case 'CallExpression':
      return ofArgument(file, parent, node, out);
    case 'ArrowFunctionExpression':
      return parent.body === node && isTest(file, parent) ? undefined : node;
    case 'Property':
      return parent === out.holder ? undefined : node;
    default:
      return node;
  }
}

/** A variable that is given this stub, and another like it at most. */
function ofVariable(file: SourceFile, name: TSESTree.Identifier, out: StubChanges): Node | undefined {
  const variable = file.variableOf(name);
  if (!variable) return name;
  const texts = new Set(variable.writes.map(({ value }) => file.textOf(value)));
  if (texts.size !== 1) return name;
  for (const { value } of variable.writes) out.seen.add(value);
  return first(referencesTo(file, variable), (one) => {
    const isWritten = one.parent.type === 'AssignmentExpression' && one.parent.left === one;
    return one === variable.declaration || isWritten ? undefined : followStub(file, one, out);
  });
}

function ofMember(file: SourceFile, member: Member, out: StubChanges): Node | undefined {
  const name = keyName(member.property, member.computed);
  const call = callOf(member);
  if (name === undefined) return member;
  if (name === 'mock' && !call) return ofMock(file, member, out);
  const promising = PROMISING.get(name);
  if (call && promising !== undefined && !member.computed) {
    out.edits.push({ span: spanOf(member.property), text: promising });
    return followStub(file, call, out);
  }
  if (call && IMPLEMENTING.has(name)) return ofImplementation(call, out) ?? followStub(file, call, out);
  if (call && CONFIGURING.has(name)) return followStub(file, call, out);
  return ASKING.has(name) ? undefined : member;
}

/** `spy.mock.calls`, `stub.mock.mockImplementation(f)` of Node. */
function ofMock(file: SourceFile, mock: Member, out: StubChanges): Node | undefined {
  const { parent } = mock;
  if (parent.type !== 'MemberExpression' || parent.object !== mock) return mock;
  const name = keyName(parent.property, parent.computed) ?? '';
  const call = callOf(parent);
  if (call && IMPLEMENTING.has(name)) return ofImplementation(call, out) ?? followStub(file, call, out);
  if (!ASKING_OF_MOCK.has(name)) return parent;
  return name === 'calls' && isResultRead(parent) ? parent : undefined;
}

/** `stub.mock.calls[0].result`, or where a call goes on under another name. */
function isResultRead(calls: Member): boolean {
  const entry = calls.parent;
  if (entry.type !== 'MemberExpression' || entry.object !== calls || !entry.computed) return false;
  if (entry.parent.type === 'VariableDeclarator') return true;
  return entry.parent.type === 'MemberExpression' && !entry.parent.computed && !isPlainRead(entry.parent);
}

function isPlainRead({ property }: Member): boolean {
  return /^(?:arguments|length)$/.test(keyName(property, false) ?? '');
}

/** The function that runs in place of the real one; without one the stub gives nothing, as before. */
function ofImplementation(call: TSESTree.CallExpression, out: StubChanges): Node | undefined {
  return takeFunction(call.arguments[0], out) ? undefined : call;
}

/** Whether this is nothing, or a function that is written here and can become async. */
export function takeFunction(given: Node | undefined, out: StubChanges): boolean {
  if (given === undefined) return true;
  const fn = unwrap(given);
  if (!isFunction(fn) || fn.generator) return false;
  if (!fn.async) out.functions.push(fn);
  return true;
}

/** `expect(stub).toHaveBeenCalled()`, `sinon.assert.calledOnce(stub)`, `jest.mocked(stub)`. */
function ofArgument(file: SourceFile, call: TSESTree.CallExpression, node: Node, out: StubChanges): Node | undefined {
  if (call.arguments[0] !== node) return node;
  const api = file.apiOf(call.callee) ?? '';
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
  if (name === 'mocked') return followStub(file, call, out);
  if (/(?:^|[.#])expect$/.test(api)) return looksAtCalls(call) ? undefined : call;
  return /\bassert\.\w+$/.test(api) && CALL_ASSERTION.test(name ?? '') ? undefined : node;
}

/** Every word behind `expect(stub)`. */
function looksAtCalls(expect: Node): boolean {
  for (let at = expect; at.parent; at = at.parent) {
    const { parent }: { readonly parent: Node } = at;
    if (parent.type === 'MemberExpression' && parent.object === at) {
      if (!CALL_ASSERTION.test(keyName(parent.property, parent.computed) ?? '')) return false;
    } else if (parent.type !== 'CallExpression' || parent.callee !== at) return true;
  }
  return true;
}

/** The call of a member. */
function callOf(member: Node): TSESTree.CallExpression | undefined {
  const { parent } = member;
  return parent?.type === 'CallExpression' && parent.callee === member ? parent : undefined;
}

/** The first answer that there is. */
export function first<Item>(items: readonly Item[], ask: (item: Item) => Node | undefined): Node | undefined {
  for (const item of items) {
    const found = ask(item);
    if (found) return found;
  }
  return undefined;
}
