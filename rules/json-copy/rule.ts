/** Finds values copied by writing them as JSON and reading that back. */
import type { TSESTree } from '@typescript-eslint/types';
import { isJsonCall, isSeldom, jsonMethodOf, rootOf, soleUseOf } from '../../src/authoring/json.ts';
import { sinkOf } from '../../src/authoring/sinks.ts';
import { callee, jsonTriggers, keptAndUsed, laterCallee } from '../../src/authoring/json-triggers.ts';
import {
  defineRule,
  unwrap,
  type FunctionNode,
  type Match,
  type Node,
  type SourceFile,
} from '../../src/authoring/rule.ts';

/** Functions that run others one after another: `flow(JSON.stringify, JSON.parse)`. */
const FLOWS = /^(?:lodash(?:\/fp)?\.(?:flow|pipe)|lodash\/flow|lodash-es\.flow|ramda\.pipe|remeda\.piped?)$/;
const FLOWS_BACK = /^(?:lodash(?:\/fp)?\.(?:flowRight|compose)|lodash-es\.flowRight|ramda\.compose|redux\.compose)$/;

/** There only what JSON can express may be handed on, and this is the usual way to see to it. */
const MUST_BE_PLAIN = /^(?:getServerSideProps|getStaticProps|getInitialProps|toJSON|serialize\w*|normali[sz]e\w*)$/;

const PARSE = callee('parse');
const STRINGIFY = callee('stringify');
const TRIGGERS = jsonTriggers(
  // `JSON.parse(JSON.stringify(…))`, with a cast or brackets between.
  `${PARSE}\\s*(?:\\?\\.\\s*)?\\(\\s*(?:await\\s|\\(|<[^<>]{1,80}>|\\s){0,5}${laterCallee('stringify')}`,
  // `flow(JSON.stringify, JSON.parse)`, in either order.
  `${PARSE}\\s*,\\s*${STRINGIFY}|${STRINGIFY}\\s*,\\s*${PARSE}`,
  keptAndUsed('stringify', `${PARSE}\\s*\\([\\s(]*[\\w$]+[\\s)!]*(?:\\bas\\b[^()]{1,40})?[,)]`),
);

interface Data {
  /** What the module keeps is copied: it grows with what the program holds. */
  readonly isState: boolean;
}

export const rule = defineRule<Data>({
  id: 'json-copy',
  summary: 'a value copied by `JSON.parse(JSON.stringify(value))`',
  triggers: TRIGGERS,
  effect: 'computes',
  appliesIn: ['request', 'loop', 'unknown'],
  detect: (file) => ({ CallExpression: (node) => (isCopy(file, node) ? match(file, node) : undefined) }),
  message: () =>
    'copies a value by way of JSON text, which costs three to five times a copy made for the shape; copy only what is changed',
  api: () => 'JSON.parse(JSON.stringify())',
  cost: ({ isState }) => ({ points: 5, unsized: !isState }),
});

function match(file: SourceFile, node: TSESTree.CallExpression): Match<Data> | undefined {
  const name = file.functionOf(node);
  if (name?.id && MUST_BE_PLAIN.test(name.id.name)) return undefined;
  return isSeldom(file, node) || isInNamed(node) ? undefined : { node, data: { isState: isState(file, node) } };
}

/** Whether the value is read from what outlives every call, directly or by way of one other variable. */
function isState(file: SourceFile, copy: TSESTree.CallExpression): boolean {
  const text = copy.arguments[0] && soleUseOf(file, copy.arguments[0]);
  const stringify = text && isJsonCall(file, text, 'stringify');
  return stringify !== undefined && holdsState(file, stringify.argument, 1);
}

function holdsState(file: SourceFile, value: Node, steps: number): boolean {
  const node = unwrap(value);
  if (node.type === 'ConditionalExpression') {
    return holdsState(file, node.consequent, steps) || holdsState(file, node.alternate, steps);
  }
  const root = rootOf(node);
  const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
  const writes = variable?.writes ?? [];
  if (variable && isKeptScope(variable.scopeFunction)) return writes.some((write) => isEmpty(write.value));
  return steps > 0 && writes.some((write) => write.path.length === 0 && holdsState(file, write.value, steps - 1));
}

/** Made empty, to be filled later; a table of defaults is not. */
function isEmpty(value: Node): boolean {
  return (
    (value.type === 'ObjectExpression' && value.properties.length === 0) ||
    (value.type === 'ArrayExpression' && value.elements.length === 0)
  );
}

/** The module, or a function run once to make it: `module.exports = (function () { … })()`. */
function isKeptScope(fn: FunctionNode | undefined): boolean {
  return fn === undefined || (fn.parent.type === 'CallExpression' && fn.parent.callee === fn);
}

function isInNamed(node: TSESTree.Node): boolean {
  for (let at: TSESTree.Node | undefined = node; at; at = at.parent) {
    const name = at.type === 'VariableDeclarator' ? at.id : at.type === 'MethodDefinition' ? at.key : undefined;
    if (name?.type === 'Identifier' && MUST_BE_PLAIN.test(name.name)) return true;
  }
  return false;
}

function isCopy(file: SourceFile, node: TSESTree.CallExpression): boolean {
  const parse = isJsonCall(file, node, 'parse');
  if (!parse) return isFlow(file, node);
  // A reviver or a replacer changes the value: that is a conversion, not a copy.
  if (parse.call.arguments.length > 1 || sinkOf(file, node)) return false;
  const text = soleUseOf(file, parse.argument);
  const stringify = text && isJsonCall(file, text, 'stringify');
  return stringify?.call.arguments.length === 1;
}

function isFlow(file: SourceFile, node: TSESTree.CallExpression): boolean {
  const api = file.calleeOf(node) ?? '';
  if (!FLOWS.test(api) && !FLOWS_BACK.test(api)) return false;
  const steps = node.arguments
    .flatMap((step) => (step.type === 'ArrayExpression' ? step.elements : [step]))
    .map((step) => step && jsonMethodOf(file.apiOf(step)));
  const order = FLOWS.test(api) ? 'stringify,parse' : 'parse,stringify';
  return steps.join() === order;
}
