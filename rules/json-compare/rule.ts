/** Finds values compared by the JSON text of both. */
import type { TSESTree } from '@typescript-eslint/types';
import { isJsonCall, isSeldom, methodNameOf, soleUseOf, valueOf } from '../../src/authoring/json.ts';
import { callee, jsonTriggers, keptAndUsed, laterCallee } from '../../src/authoring/json-triggers.ts';
import { defineRule, unwrap, type Match, type Node, type SourceFile } from '../../src/authoring/rule.ts';

interface Data {
  /** `===`, `localeCompare`, `assert.equal`: how the two are compared. */
  readonly by: string;
  /** What one side is, where it is the text of something empty. */
  readonly empty?: string;
}

const EQUALITY = /^[!=]==?$/;
const ASSERTIONS = /^(?:node:)?assert(?:\/strict)?(?:\.strict)?(?:\.(?:equal|strictEqual|notEqual|notStrictEqual))$/;

const STRINGIFY = callee('stringify');
const TRIGGERS = jsonTriggers(
  // The right side, and a call's second argument.
  `${STRINGIFY}(?<=(?:[!=]==?|localeCompare\\(|[eE]qual\\([^;]{1,600}?,)[\\s(]*(?:<[^<>]{1,80}>)?${laterCallee('stringify')})`,
  // `… === '{}'` and the other way round.
  /(?:\{\}|\[\])['"`](?:(?<=[!=]==?\s*['"`]..['"`])|(?<=['"`]..['"`])\s*[!=]==?)/,
  keptAndUsed(
    'stringify',
    '[!=]==?\\s*\\(*\\1(?![\\w$])|(?<![\\w$])\\1\\s*\\)*\\s*[!=]==?|localeCompare\\(\\s*\\1|\\b\\1\\s*\\.\\s*localeCompare|[eE]qual\\([^;]{0,300}?(?<![\\w$])\\1(?![\\w$])',
  ),
);

export const rule = defineRule<Data>({
  id: 'json-compare',
  summary: 'two values compared by `JSON.stringify` of both, or of one with an empty text',
  triggers: TRIGGERS,
  effect: 'computes',
  appliesIn: ['request', 'loop', 'unknown'],
  detect: (file) => ({
    BinaryExpression: (node) =>
      EQUALITY.test(node.operator) ? compare(file, node, node.left, node.right, node.operator) : undefined,
    CallExpression: (node) => compareByCall(file, node),
  }),
  message: ({ empty }) =>
    empty === undefined
      ? 'writes both values as JSON text to compare them, in full even where the first field differs, and order of keys decides; compare the fields that matter, or use `util.isDeepStrictEqual`'
      : `writes the whole value as JSON text only to see whether it is ${empty}; ask for its length or its keys`,
  api: ({ by }) => `JSON.stringify() ${by}`,
  cost: ({ empty }) => ({ unsized: true, points: empty === undefined ? 5 : 2 }),
});

function compareByCall(file: SourceFile, node: TSESTree.CallExpression): Match<Data> | undefined {
  const [first, second] = node.arguments;
  if (!first) return undefined;
  const callee = unwrap(node.callee);
  if (methodNameOf(node) === 'localeCompare' && callee.type === 'MemberExpression') {
    return compare(file, node, callee.object, first, 'localeCompare');
  }
  if (!second || ![first, second].some((side) => isJsonCall(file, valueOf(file, side), 'stringify'))) return undefined;
  const api = file.calleeOf(node) ?? '';
  return ASSERTIONS.test(api) ? compare(file, node, first, second, api) : undefined;
}

function compare(file: SourceFile, node: Node, left: Node, right: Node, by: string): Match<Data> | undefined {
  const texts = [left, right].map((side) => textOf(file, side));
  if (!texts.includes('json') || isSeldom(file, node)) return undefined;
  if (texts.every((text) => text === 'json')) return { node, data: { by } };
  const empty = texts.find((text) => text !== 'json');
  return empty === undefined ? undefined : { node, data: { by, empty } };
}

/** `json` for the text of a value that is written for this comparison alone; the name of what is empty for `'{}'`. */
function textOf(file: SourceFile, side: Node): string | undefined {
  // To follow a name is cheap, to count its uses is not.
  const meant = valueOf(file, side);
  if (meant.type !== 'Literal' && !isJsonCall(file, meant, 'stringify')) return undefined;
  const value = soleUseOf(file, side);
  if (value?.type === 'Literal')
    return value.value === '{}' ? 'an empty object' : value.value === '[]' ? 'an empty list' : undefined;
  return value && isJsonCall(file, value, 'stringify') ? 'json' : undefined;
}
