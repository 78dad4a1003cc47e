/** Finds the same value written as JSON, or the same text parsed, more than once. */
import type { TSESTree } from '@typescript-eslint/types';
import {
  isChangedIn,
  isInCatch,
  isSeldom,
  jsonCallOf,
  jsonCallsIn,
  outerFunctionOf,
  runsBefore,
  stableRootsOf,
  valueOf,
  type JsonCall,
} from '../../src/authoring/json.ts';
import { callee, jsonTriggers } from '../../src/authoring/json-triggers.ts';
import { defineRule, shapeOf, type Match, type Node, type SourceFile } from '../../src/authoring/rule.ts';

type Shape = 'stringified again' | 'parsed again' | 'constant';

const MESSAGES: Readonly<Record<Shape, string>> = {
  'stringified again': 'writes the same value as JSON a second time; keep the text of the first time',
  'parsed again': 'parses the same text a second time; keep the value of the first time',
  constant: 'writes a constant as JSON every time; write it once, at module level',
};

/** Below this a constant's text is made in less than a microsecond. */
const SHORTEST_CONSTANT = 100;

const ANY = callee('(?:parse|stringify)');
const TRIGGERS = jsonTriggers(
  // The same arguments twice.
  `JSON\\W{1,4}(parse|stringify)\\b\\W{0,3}?\\(\\s*((?:[^()]|\\([^()]{0,80}\\)){1,200}?)[\\s,]*\\)[^]{0,4000}?JSON\\W{1,4}\\1\\b\\W{0,3}?\\(\\s*\\2[\\s,]*\\)`,
  // A constant of the module: `const SCHEMA = { … }`, `import schema from './schema.json'`.
  `${ANY}\\(\\s*([\\w$]+)\\s*[,)](?<=(?:^|[\\n;}])(?:(?:const|let|var)\\s+\\1\\s*(?::[^=\\n]{1,80})?=\\s*(?:[[{]|Object\\.freeze|require\\()|import\\s+\\1\\s+from\\b)[^]{0,5000}?)`,
);

export const rule = defineRule<Shape>({
  id: 'json-repeated',
  summary: 'the same value written as JSON, or the same text parsed, more than once',
  triggers: TRIGGERS,
  effect: 'computes',
  appliesIn: ['request', 'loop'],
  detect: (file) => ({ CallExpression: (node) => detect(file, node) }),
  message: (shape) => MESSAGES[shape],
  api: (shape) => (shape === 'parsed again' ? 'JSON.parse' : 'JSON.stringify'),
  cost: () => ({ unsized: true, points: 2 }),
});

function detect(file: SourceFile, node: TSESTree.CallExpression): Match<Shape> | undefined {
  const json = jsonCallOf(file, node);
  const fn = json && outerFunctionOf(file, node);
  if (!json || !fn || isPartOfAnother(file, node) || isSeldom(file, node) || isInCatch(node)) return undefined;
  if (json.method === 'stringify' && isConstant(file, json.argument)) return { node, data: 'constant' };
  const first = [...jsonCallsIn(file).values()].find((other) => isSameBefore(file, json, other, fn));
  return first && { node, data: json.method === 'parse' ? 'parsed again' : 'stringified again' };
}

/** A copy or a comparison through JSON is told by a rule of its own. */
function isPartOfAnother(file: SourceFile, node: TSESTree.CallExpression): boolean {
  const { parent } = node;
  return parent.type === 'BinaryExpression' || jsonCallOf(file, parent) !== undefined;
}

/** Whether `other` gave the same result earlier in the same run of the function. */
function isSameBefore(file: SourceFile, json: JsonCall, { call: other, method }: JsonCall, fn: Node): boolean {
  const [otherStart, otherEnd] = file.spanOf(other);
  const [start] = file.spanOf(json.call);
  if (otherStart >= start || method !== json.method) return false;
  if (argumentsOf(other) !== argumentsOf(json.call) || outerFunctionOf(file, other) !== fn) return false;
  const roots = json.call.arguments.map((argument) => stableRootsOf(file, argument));
  if (roots.includes(undefined) || !runsBefore(other, json.call)) return false;
  // Two parsed values are two objects, which a program may want: only reading a field of each is a waste for sure.
  if (json.method === 'parse' && !(isOnlyReadFrom(json.call) && isOnlyReadFrom(other))) return false;
  const variables = roots.flatMap((found) => found ?? []);
  const areLocal = variables.every(({ scopeFunction }) => scopeFunction !== undefined);
  return variables.length > 0 && areLocal && !isChangedIn(file, fn, variables, otherEnd, start);
}

function argumentsOf(call: TSESTree.CallExpression): string {
  return call.arguments.map((argument) => shapeOf(argument)).join();
}

/** `JSON.parse(text).id`, `const { id } = JSON.parse(text)`. */
function isOnlyReadFrom(call: TSESTree.CallExpression): boolean {
  const { parent } = call;
  if (parent.type === 'MemberExpression') return parent.object === call;
  return parent.type === 'VariableDeclarator' && parent.id.type === 'ObjectPattern';
}

/** A module's own object of literals, or a JSON file it imports, which nothing in the module changes. */
function isConstant(file: SourceFile, argument: Node): boolean {
  const variable = argument.type === 'Identifier' ? file.variableOf(argument) : undefined;
  if (!variable || variable.scopeFunction || isChangedIn(file, file.ast, [variable])) return false;
  const { declaration } = variable;
  if (declaration.type === 'ImportDefaultSpecifier') return isJsonFile(declaration.parent.source.value);
  const value = valueOf(file, argument);
  if (value.type === 'CallExpression') return isConstantCall(file, value);
  return variable.kind === 'const' && isLargeLiteral(file, value) && !isExported(declaration);
}

/** `require('./schema.json')`, `Object.freeze({ … })`. */
function isConstantCall(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const [argument] = call.arguments;
  const api = file.calleeOf(call);
  if (!argument) return false;
  if (api === '#require') return argument.type === 'Literal' && isJsonFile(String(argument.value));
  return api === '#Object.freeze' && isLargeLiteral(file, argument);
}

function isJsonFile(specifier: string): boolean {
  return /^\.{1,2}\/.*\.json$/.test(specifier);
}

function isLargeLiteral(file: SourceFile, node: Node): boolean {
  if (node.type !== 'ObjectExpression' && node.type !== 'ArrayExpression') return false;
  return file.textOf(node).length >= SHORTEST_CONSTANT && stableRootsOf(file, node)?.length === 0;
}

function isExported(declaration: Node): boolean {
  return declaration.parent?.parent?.parent?.type === 'ExportNamedDeclaration';
}
