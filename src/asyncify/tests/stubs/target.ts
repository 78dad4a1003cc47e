/** What a stub stands for, and whether that gives a promise: then a stub may give one too. */
import type { TSESTree } from '@typescript-eslint/types';
import { CONFIGURING, IMPLEMENTING, PROMISING, STUBBING } from '../../../apis/stub-methods.ts';
import type { Node } from '../../../contracts.ts';
import { foldString } from '../../../syntax/fold.ts';
import { ancestors, isFunction, keyName, unwrap } from '../../../syntax/node.ts';
import { descendants } from '../../../syntax/references.ts';
import { returnsPromise } from '../../closure/promises.ts';
import type { Analysis } from '../../flow/analysis.ts';
import type { ModelFile } from '../../model/model-file.ts';
import { substitutions } from './substitute.ts';

/** Members of Node's modules that give a promise. */
const PROMISES = /^fs(?:\.promises|\/promises)\.\w+$/;

/** Whether a call is given the implementation of a stub of something that gives a promise. */
export function standsForPromise(analysis: Analysis, at: ModelFile, call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
  if (callee.type !== 'MemberExpression' || name === undefined) return false;
  if (!IMPLEMENTING.has(name) && !STUBBING.has(name) && name !== 'fn') return false;
  return isPromised(analysis, at, IMPLEMENTING.has(name) ? callee.object : call, 0);
}

const MAX_DEPTH = 5;

function isPromised(analysis: Analysis, at: ModelFile, stub: Node, depth: number): boolean {
  const node = unwrap(stub);
  if (depth > MAX_DEPTH) return false;
  if (node.type === 'CallExpression') return ofCall(analysis, at, node, depth);
  if (node.type === 'Identifier') {
    const writes = at.file.variableOf(node)?.writes ?? [];
    if (writes.length > 0 && writes.every(({ value }) => unwrap(value).type !== 'Identifier')) {
      const isLoaded = writes.some(({ path }) => path.length > 0);
      if (!isLoaded) return writes.every(({ value }) => isPromised(analysis, at, value, depth + 1));
    }
  }
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false;
  if (node.type === 'MemberExpression' && keyName(node.property, node.computed) === 'mock') {
    return isPromised(analysis, at, node.object, depth + 1);
  }
  return gives(analysis, at, at.file.apiOf(node), node);
}

function ofCall(analysis: Analysis, at: ModelFile, call: TSESTree.CallExpression, depth: number): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return false;
  const name = keyName(callee.property, callee.computed) ?? '';
  const [of] = call.arguments;
  if (name === 'mocked' && of) return isPromised(analysis, at, of, depth + 1);
  if (name === 'fn') return isPromisedMember(analysis, at, call, depth);
  if (STUBBING.has(name)) return isPromisedSpy(analysis, at, call);
  const isOfStub = IMPLEMENTING.has(name) || CONFIGURING.has(name) || isConfiguring(name);
  return isOfStub && isPromised(analysis, at, callee.object, depth + 1);
}

function isConfiguring(name: string): boolean {
  return PROMISING.has(name) || [...PROMISING.values()].includes(name);
}

/** `jest.spyOn(fs.promises, 'readFile')` */
function isPromisedSpy(analysis: Analysis, at: ModelFile, { arguments: [of, key] }: TSESTree.CallExpression): boolean {
  const name = key && foldString(key, at.file);
  if (!of || name === undefined) return false;
  const api = at.file.apiOf(of);
  if (api !== undefined && PROMISES.test(`${api}.${name}`)) return true;
  const owner = analysis.resolver.valueOf(at, of);
  const member = owner && analysis.resolver.memberOf(owner, name);
  return member?.kind === 'function' && returnsPromise(analysis, member.in, member.node);
}

function gives(analysis: Analysis, at: ModelFile, api: string | undefined, node: Node): boolean {
  if (api !== undefined && PROMISES.test(api)) return true;
  const value = analysis.resolver.valueOf(at, node);
  return value?.kind === 'function' && returnsPromise(analysis, value.in, value.node);
}

/** `jest.fn()` in a module that stands for another: its member of that name gives one. */
function isPromisedMember(analysis: Analysis, at: ModelFile, made: Node, depth: number): boolean {
  const holder = memberHolding(made);
  if (holder) return isSubstitute(analysis, at, holder);
  const declarator = [...ancestors(made)].find(({ type }) => type === 'VariableDeclarator');
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return false;
  const { name } = declarator.id;
  const uses = descendants(at.file.ast).filter(
    (one): one is TSESTree.Property =>
      one.type === 'Property' && one.value.type === 'Identifier' && one.value.name === name,
  );
  return depth < MAX_DEPTH && uses.length > 0 && uses.every((one) => isSubstitute(analysis, at, one));
}

/** The property whose value is made of this, with what is called on it. */
function memberHolding(made: Node): TSESTree.Property | undefined {
  for (const outer of ancestors(made)) {
    if (outer.type === 'Property') return outer;
    if (isFunction(outer) || outer.type.endsWith('Statement') || outer.type === 'VariableDeclarator') return undefined;
  }
  return undefined;
}

function isSubstitute(analysis: Analysis, at: ModelFile, property: TSESTree.Property): boolean {
  const way: string[] = [];
  const call = substitutionAround(at, property, way);
  const [given] = call?.arguments ?? [];
  if (given?.type !== 'Literal') return false;
  const module = String(given.value).replace(/^node:/, '');
  if (PROMISES.test(`${module}.${way.join('.')}`)) return true;
  const target = analysis.program.resolve(at.path, String(given.value));
  const [name, ...more] = way;
  const value = target && name !== undefined && more.length === 0 && analysis.resolver.exported(target, name);
  return value ? value.kind === 'function' && returnsPromise(analysis, value.in, value.node) : false;
}

/** The call around a member, and the names that lead to it. */
function substitutionAround(
  at: ModelFile,
  property: TSESTree.Property,
  way: string[],
): TSESTree.CallExpression | undefined {
  const calls = substitutions(at.file, () => true);
  for (const outer of [property, ...ancestors(property)]) {
    if (outer.type === 'Property') {
      const name = keyName(outer.key, outer.computed) ?? '';
      if (name !== 'default') way.unshift(name);
    }
    const call = calls.find((one) => one === outer);
    if (call) return call;
  }
  return undefined;
}
