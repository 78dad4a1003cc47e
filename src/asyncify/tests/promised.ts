/** Assertions that give a promise: a test that doesn't wait for it passes whatever comes out. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile } from '../../contracts.ts';
import { keyName } from '../../syntax/node.ts';

type Call = TSESTree.CallExpression;

const OF_NODE = /^assert(?:\/strict)?(?:\.strict)?\.(?:rejects|doesNotReject)$/;
const OF_AVA = /^(?:throwsAsync|notThrowsAsync)$/;
const WORDS = /^(?:rejects|resolves|eventually)$/;

/** The assertion that a call of `expect` begins, if it is about a promise: the outermost call of its chain. */
export function promisedAssertion(file: SourceFile, expect: Call): Call | undefined {
  const name = expect.callee.type === 'Identifier' ? expect.callee.name : '';
  if (name !== 'expect' && !/(?:^|[.#])expect$/.test(file.apiOf(expect.callee) ?? '')) return undefined;
  let isAsync = false;
  let last: Call | undefined;
  for (let at: Node = expect; at.parent; at = at.parent) {
    const { parent }: { readonly parent: Node } = at;
    if (parent.type === 'MemberExpression' && parent.object === at) {
      isAsync ||= WORDS.test(keyName(parent.property, parent.computed) ?? '');
    } else if (parent.type === 'CallExpression' && parent.callee === at) last = parent;
    else break;
  }
  return isAsync ? last : undefined;
}

/** Whether a call is such an assertion. */
export function isPromisedAssertion(file: SourceFile, call: Call): boolean {
  const { callee } = call;
  if (OF_NODE.test(file.apiOf(callee) ?? '')) return true;
  if (callee.type !== 'MemberExpression') return false;
  if (OF_AVA.test(keyName(callee.property, callee.computed) ?? '')) return true;
  const first = rootOf(call);
  return first !== undefined && first !== call && promisedAssertion(file, first) === call;
}

/** The innermost call of a chain: `expect(…)`. */
function rootOf(call: Call): Call | undefined {
  let found: Call | undefined;
  for (let at: Node = call; ;) {
    if (at.type === 'CallExpression') {
      found = at;
      at = at.callee;
    } else if (at.type === 'MemberExpression') at = at.object;
    else return found;
  }
}
