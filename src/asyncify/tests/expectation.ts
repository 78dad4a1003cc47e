/** Assertions that call a function at once and look at what it throws, and what takes their place once it is async. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, Node, SourceFile } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';

/** One assertion that is given a function. */
export type Expectation =
  /** `assert.throws(f)`: Node has another function for promises. */
  | { readonly form: 'twin'; readonly call: Call; readonly subject: Node; readonly twin: ApiPath }
  /** `t.throws(f)` of ava, which has another method. */
  | { readonly form: 'method'; readonly call: Call; readonly subject: Node; readonly name: Node; readonly twin: string }
  /** `expect(f).toThrow()`; `first` is what comes behind `expect(f).`. */
  | {
      readonly form: 'matcher';
      readonly call: Call;
      readonly subject: Node;
      readonly first: Node;
      readonly isNot: boolean;
    }
  /** Any other: the function is called before, and the assertion given one that throws or returns the same. */
  | { readonly form: 'replay'; readonly call: Call; readonly subject: Node };

type Call = TSESTree.CallExpression;

const ASSERT = /^(?<module>assert(?:\/strict)?(?:\.strict)?)\.(?<name>throws|doesNotThrow)$/;
const ASSERT_TWINS: Readonly<Record<string, string>> = { throws: 'rejects', doesNotThrow: 'doesNotReject' };
const AVA_TWINS: Readonly<Record<string, string>> = { throws: 'throwsAsync', notThrows: 'notThrowsAsync' };

const EXPECTS = /^(?:#|vitest\.|@jest\/globals\.|bun:test\.|chai\.)expect$|^(?:expect|expect\.expect)$/;
const CHAI_ASSERT = /^(?:#|chai\.)assert\.(?:throws?|Throw|doesNotThrow)$/;
/** Methods of what a test is given: tap, tape, nodeunit, QUnit. */
const OF_CONTEXT = /^(?:throws|raises|doesNotThrow|notThrow|notThrows)$/;
const MATCHER = /^toThrow(?:Error|(?:Error)?Matching(?:Inline)?Snapshot)?$/;
const CHAI_MATCHER = /^(?:throws?|Throw|toThrow\w*)$/;

/** The assertion that a call is, or begins; undefined for any other call. */
export function expectationOf(file: SourceFile, taker: Call): Expectation | undefined {
  const [subject] = taker.arguments;
  if (!subject || subject.type === 'SpreadElement' || taker.optional) return undefined;
  const api = file.apiOf(taker.callee);
  if (api !== undefined) return ofApi(api, taker, subject);
  return ofContext(file, taker, subject);
}

/** The assertion that ends in this call. */
export function expectationAt(file: SourceFile, call: Node): Expectation | undefined {
  for (let at: Node | undefined = call; at; at = innerOf(at)) {
    const found = at.type === 'CallExpression' ? expectationOf(file, at) : undefined;
    if (found) return found.call === call ? found : undefined;
  }
  return undefined;
}

function innerOf(node: Node): Node | undefined {
  if (node.type === 'CallExpression') return node.callee;
  return node.type === 'MemberExpression' ? node.object : undefined;
}

function ofApi(api: ApiPath, taker: Call, subject: Node): Expectation | undefined {
  const groups = ASSERT.exec(api)?.groups;
  if (groups) {
    const twin = `${groups['module'] ?? ''}.${ASSERT_TWINS[groups['name'] ?? ''] ?? ''}`;
    return { form: 'twin', call: taker, subject, twin };
  }
  if (CHAI_ASSERT.test(api)) return { form: 'replay', call: taker, subject };
  return EXPECTS.test(api) ? ofExpect(taker, subject) : undefined;
}

/** What follows `expect(f)`, up to the call that looks at what is thrown. */
function ofExpect(taker: Call, subject: Node): Expectation | undefined {
  const members: TSESTree.MemberExpression[] = [];
  for (let at: Node = taker; at.parent; at = at.parent) {
    const { parent }: { readonly parent: Node } = at;
    if (parent.type === 'MemberExpression' && parent.object === at) {
      if (parent.computed || parent.optional) return undefined;
      members.push(parent);
    } else if (parent.type === 'CallExpression' && parent.callee === at) {
      const name = nameOf(members.at(-1));
      if (!CHAI_MATCHER.test(name)) continue;
      return matcherOf({ taker, subject, members, call: parent });
    } else return undefined;
  }
  return undefined;
}

interface Chain {
  readonly taker: Call;
  readonly subject: Node;
  readonly members: readonly TSESTree.MemberExpression[];
  readonly call: Call;
}

function matcherOf({ taker, subject, members, call }: Chain): Expectation {
  const names = members.map(nameOf);
  const isNot = names[0] === 'not';
  const [first] = members;
  const isPlain = MATCHER.test(names.at(-1) ?? '') && names.length === (isNot ? 2 : 1);
  if (!isPlain || !first || taker.arguments.length > 1) return { form: 'replay', call, subject };
  return { form: 'matcher', call, subject, first: first.property, isNot };
}

function nameOf(member: TSESTree.MemberExpression | undefined): string {
  return (member && keyName(member.property, member.computed)) ?? '';
}

/** `t.throws(f)`, where `t` is what a function is given. */
function ofContext(file: SourceFile, taker: Call, subject: Node): Expectation | undefined {
  const callee = unwrap(taker.callee);
  if (callee.type !== 'MemberExpression' || callee.optional || callee.object.type !== 'Identifier') return undefined;
  const variable = file.variableOf(callee.object);
  if (variable?.kind !== 'param' || !/^(?:t|tt|test|assert|tap)$/.test(variable.name)) return undefined;
  const name = nameOf(callee);
  const isAva = file.nodes('ImportDeclaration').some(({ source }) => source.value === 'ava');
  const twin = isAva || /require\(['"]ava['"]\)/.test(file.text) ? AVA_TWINS[name] : undefined;
  if (twin !== undefined) return { form: 'method', call: taker, subject, name: callee.property, twin };
  return OF_CONTEXT.test(name) ? { form: 'replay', call: taker, subject } : undefined;
}
