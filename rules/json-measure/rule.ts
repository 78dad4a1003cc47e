/** Finds values written as JSON only to learn how long the text is. */
import type { TSESTree } from '@typescript-eslint/types';
import {
  isJsonCall,
  jsonCallsIn,
  isSeldom,
  outerFunctionOf,
  soleUseOf,
  valueOf,
  type JsonCall,
} from '../../src/authoring/json.ts';
import { ARGUMENTS, callee, jsonTriggers, keptAndUsed, laterCallee } from '../../src/authoring/json-triggers.ts';
import {
  defineRule,
  isWithin,
  keyName,
  shapeOf,
  type Match,
  type Node,
  type SourceFile,
} from '../../src/authoring/rule.ts';

const BYTE_LENGTH = /^(?:#Buffer|buffer\.Buffer)\.byteLength$/;
const TO_BYTES = /^(?:#Buffer|buffer\.Buffer)\.from$|^(?:#|util\.)TextEncoder\.new\.encode$/;
const LENGTHS = /^(?:length|byteLength|size)$/;

const STRINGIFY = callee('stringify');
const TRIGGERS = jsonTriggers(
  `${STRINGIFY}\\(${ARGUMENTS}\\)(?:[^();]{0,80}\\))?[\\s)!]*\\??\\.\\s*(?:length|byteLength|size)\\b`,
  `byteLength\\(\\s*\\(*${laterCallee('stringify')}`,
  keptAndUsed(
    'stringify',
    '(?<![\\w$])\\1(?![\\w$])[^;\\n]{0,80}?\\.\\s*(?:length|byteLength|size)\\b|byteLength\\(\\s*\\1(?![\\w$])',
  ),
);

export const rule = defineRule<string>({
  id: 'json-measure',
  summary: 'a value written as JSON only to measure the text',
  triggers: TRIGGERS,
  effect: 'computes',
  appliesIn: ['request', 'loop'],
  detect: (file) => ({
    MemberExpression: (node) => measuredByMember(file, node),
    CallExpression: (node) => measuredByCall(file, node),
  }),
  message: () =>
    'writes the whole value as JSON text, takes its length and throws the text away; measure the text that is sent anyway, or count elements',
  api: (how) => how,
  cost: () => ({ unsized: true, points: 3 }),
});

/** `JSON.stringify(x).length`, `Buffer.from(JSON.stringify(x)).byteLength`, `new Blob([JSON.stringify(x)]).size`. */
function measuredByMember(file: SourceFile, node: TSESTree.MemberExpression): Match<string> | undefined {
  const name = keyName(node.property, node.computed);
  if (name === undefined || !LENGTHS.test(name)) return undefined;
  const json = textBehind(file, node.object);
  return json && match(file, node, json, `JSON.stringify().${name}`);
}

function measuredByCall(file: SourceFile, node: TSESTree.CallExpression): Match<string> | undefined {
  const [text] = node.arguments;
  if (!text || !BYTE_LENGTH.test(file.calleeOf(node) ?? '')) return undefined;
  const json = textBehind(file, text);
  return json && match(file, node, json, 'Buffer.byteLength(JSON.stringify())');
}

function textBehind(file: SourceFile, node: Node): JsonCall | undefined {
  // To follow names is cheap, to count their uses is not.
  return textIn(file, valueOf(file, node)) && textIn(file, soleUseOf(file, node));
}

function textIn(file: SourceFile, value: Node | undefined): JsonCall | undefined {
  if (!value) return undefined;
  const json = isJsonCall(file, value, 'stringify');
  if (json) return json;
  if (value.type === 'CallExpression' && TO_BYTES.test(file.calleeOf(value) ?? '')) {
    return value.arguments[0] && textBehind(file, value.arguments[0]);
  }
  return value.type === 'NewExpression' && file.calleeOf(value) === '#Blob' ? partOf(file, value) : undefined;
}

function partOf(file: SourceFile, blob: TSESTree.NewExpression): JsonCall | undefined {
  const [parts] = blob.arguments;
  const [part, ...more] = parts?.type === 'ArrayExpression' ? parts.elements : [];
  return part && more.length === 0 ? textBehind(file, part) : undefined;
}

/** The same text made once more in the function is what is sent; that is for `json-repeated` to say. */
function match(file: SourceFile, node: Node, { call }: JsonCall, how: string): Match<string> | undefined {
  const within = outerFunctionOf(file, node) ?? file.ast;
  const code = shapeOf(call);
  const isMadeAgain = [...jsonCallsIn(file).values()].some(
    ({ call: other }) => other !== call && isWithin(other, within) && shapeOf(other) === code,
  );
  return isMadeAgain || isSeldom(file, node) ? undefined : { node, data: how };
}
