/** Finds JSON written or parsed once per turn of a loop. */
import type { TSESTree } from '@typescript-eslint/types';
import {
  isChangedIn,
  isDeclaredIn,
  isInCatch,
  isSeldom,
  jsonCallOf,
  methodNameOf,
  stableRootsOf,
  type JsonCall,
} from '../../src/authoring/json.ts';
import { callee, jsonTriggers } from '../../src/authoring/json-triggers.ts';
import { defineRule, enclosingIterations, type Match, type Node, type SourceFile } from '../../src/authoring/rule.ts';
import { awaits, isShort, isSlow, leavesAfter, ONE_BY_ONE, turnOf } from './turns.ts';

interface Data {
  readonly method: 'parse' | 'stringify';
  /** `same`: the value doesn't change from turn to turn. */
  readonly of: 'same' | 'element';
}

/** Using the text as a key, where a shorter one would do. */
const KEY_METHODS = /^(?:has|add|get|set|includes|indexOf)$/;

const ANY = callee('(?:parse|stringify)');
/** Code of a function that neither ends, at the start of a line, nor is followed by another. */
const SAME_FUNCTION = '(?:(?!\\n[^\\s]|\\bfunction\\s+[\\w$]+\\s*\\()[^])';
const TRIGGERS = jsonTriggers(
  // Of names and members alone, inside a loop or an array's callback.
  `${ANY}(?<!\\b(?:throw\\b|\\w*Error\\(|(?:error|warn|fatal)\\()[^;}\\n]{0,200}?)\\((?:[^()]|\\([^()]{0,80}\\)){1,200}\\)(?<=(?:\\b(?:for|while)\\s*(?:await\\s*)?\\(|\\bdo\\b|\\b(?:every|filter|find\\w*|flatMap|forEach|map|reduce\\w*|some|sort|toSorted|from)\\s*(?:<[^()]{1,80}>\\s*)?(?:\\?\\.\\s*)?\\()${SAME_FUNCTION}{0,2000}?)`,
);

export const rule = defineRule<Data>({
  id: 'json-in-loop',
  summary: 'JSON written or parsed in a loop: the same value each turn, or every element by itself',
  triggers: TRIGGERS,
  effect: 'computes',
  appliesIn: ['request', 'loop'],
  detect: (file) => ({ CallExpression: (node) => detect(file, node) }),
  message: ({ method, of }) => {
    if (of === 'same') {
      return `${method === 'parse' ? 'parses the same text' : 'writes the same value as JSON'} on every turn of the loop; do it once, before the loop`;
    }
    return method === 'parse'
      ? 'parses a text for each element; have the column read as JSON, or parse one text for all'
      : 'writes each element as JSON for a key; use a key made of the fields that tell elements apart';
  },
  api: ({ method }) => `JSON.${method}`,
  cost: ({ of }) => ({ unsized: true, ...(of === 'same' ? { points: 2 } : { points: 1, confidence: 0.4 }) }),
  applies: ({ of }, context) => of === 'same' || context === 'request',
});

function detect(file: SourceFile, node: TSESTree.CallExpression): Match<Data> | undefined {
  const json = jsonCallOf(file, node);
  const [loop] = json ? enclosingIterations(file, node) : [];
  if (!json || !loop || isPartOfAnother(file, node) || isSeldom(file, node) || isInCatch(node)) return undefined;
  if (isSlow(file, loop) || isShort(file, loop) || leavesAfter(node, loop)) return undefined;
  if (isSameEachTurn(file, json, loop)) return { node, data: { method: json.method, of: 'same' } };
  const isElement = json.method === 'parse' ? isFieldOfElement(file, json, loop) : isKey(node, json, file, loop);
  return isElement && !awaits(loop) ? { node, data: { method: json.method, of: 'element' } } : undefined;
}

/** Copies, comparisons and measuring have rules of their own. */
function isPartOfAnother(file: SourceFile, node: TSESTree.CallExpression): boolean {
  const { parent } = node;
  if (parent.type === 'BinaryExpression') return /^[!=]==?$/.test(parent.operator);
  if (parent.type === 'MemberExpression') return parent.object === node && file.textOf(parent.property) === 'length';
  return jsonCallOf(file, parent) !== undefined;
}

function isSameEachTurn(file: SourceFile, { call }: JsonCall, loop: Node): boolean {
  const roots = call.arguments.map((argument) => stableRootsOf(file, argument));
  const variables = roots.flatMap((found) => found ?? []);
  if (roots.includes(undefined) || variables.length === 0) return false;
  if (variables.some((variable) => isDeclaredIn(variable, loop))) return false;
  const areModules = variables.some(({ scopeFunction }) => scopeFunction === undefined);
  return !(areModules ? [file.ast] : turnOf(loop)).some((part) => isChangedIn(file, part, variables));
}

/** `rows.map((row) => JSON.parse(row.tags))`. */
function isFieldOfElement(file: SourceFile, { argument }: JsonCall, loop: Node): boolean {
  if (argument.type !== 'MemberExpression' || ONE_BY_ONE.test(file.textOf(argument))) return false;
  const variable = argument.object.type === 'Identifier' ? file.variableOf(argument.object) : undefined;
  const isElement = variable?.kind === 'param' || variable?.writes.some((write) => write.element) === true;
  return variable !== undefined && isElement && isDeclaredIn(variable, loop);
}

/** `seen.has(JSON.stringify(item))`, `index[JSON.stringify(item)]`. */
function isKey(node: TSESTree.CallExpression, { argument }: JsonCall, file: SourceFile, loop: Node): boolean {
  if (argument.type !== 'Identifier') return false;
  const variable = file.variableOf(argument);
  if (!variable || !isDeclaredIn(variable, loop)) return false;
  const { parent } = node;
  if (parent.type === 'MemberExpression') return parent.computed && parent.property === node;
  const isFirst = parent.type === 'CallExpression' && parent.arguments[0] === node;
  return isFirst && KEY_METHODS.test(methodNameOf(parent) ?? '');
}
