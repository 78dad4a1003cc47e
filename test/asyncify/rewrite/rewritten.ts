/** Rewrites one piece of code: which calls and functions change is told by their names. */
import type { Node, SourceFile } from '../../../src/contracts.ts';
import { syncCompute, syncIo, syncProcess } from '../../../src/apis/sync-apis.ts';
import type { Edit } from '../../../src/contracts.ts';
import type { FileDecisions, RewriteOptions, SeedDecision } from '../../../src/asyncify/decisions.ts';
import { everyNode } from '../../../src/additions/imports/tree.ts';
import { isArrayMethod } from '../../../src/asyncify/rewrite/helper-names.ts';
import { finishImports } from '../../../src/additions/imports/imports.ts';
import { rewriter } from '../../../src/asyncify/rewrite/rewriter.ts';
import { splice } from '../../../src/engine/plan/splice.ts';
import { isFunction, keyName, spanOf } from '../../../src/syntax/node.ts';
import { sourceOf } from '../../syntax/marked.ts';

const OPTIONS: RewriteOptions = {
  target: 'node',
  helper: './async-helpers.js',
  isModule: false,
  hasRejects: true,
  topLevelAwait: false,
};

/** What came out, or the code of what stood in the way. */
export interface Rewritten {
  readonly text: string;
  readonly edits: readonly Edit[];
}

/**
 * Every call of a synchronous API is a seed; every call of `f`, or of a member `f`, is awaited; every function around
 * one of these becomes async; array methods whose callback becomes async are iterations; signatures named `f` promise.
 */
export function rewritten(path: string, code: string, options: Partial<RewriteOptions> = {}): Rewritten | string {
  const file = sourceOf(path, code);
  const nodes = [...everyNode(file.ast)];
  const seeds: SeedDecision[] = [];
  const awaited = new Set<Node>();
  for (const node of nodes) {
    if (node.type !== 'CallExpression') continue;
    const api = file.calleeOf(node);
    if (api !== undefined && (syncIo.has(api) || syncProcess.has(api) || syncCompute.has(api))) {
      const twin = rewriter.twinOf(file, node, api);
      if ('code' in twin) return twin.code;
      seeds.push({ span: spanOf(node), api, twin });
    } else if (nameOf(node.callee) === 'f') {
      awaited.add(node);
    } else {
      continue;
    }
    const obstacle = rewriter.canAwaitAt(file, node);
    if (obstacle) return obstacle.code;
  }
  const functions = functionsAround(file, [
    ...nodes.filter((node) => seeds.some(({ span }) => isAt(node, span))),
    ...awaited,
  ]);
  const named = nodes.filter(
    (node) => isFunction(node) && node.type === 'FunctionDeclaration' && node.id?.name === 'f',
  );
  const [iterations, all] = iterationsAround(file, nodes, new Set([...functions, ...named]));
  for (const node of iterations) {
    const obstacle = rewriter.iterationOf(file, node);
    if (obstacle) return obstacle.code;
  }
  for (const fn of all) {
    const obstacle = isFunction(fn) ? rewriter.functionObstacle(file, fn) : undefined;
    if (obstacle) return obstacle.code;
  }
  const decisions: FileDecisions = {
    path,
    seeds,
    asyncFunctions: [...all].map(spanOf),
    answering: [],
    awaitedCalls: [...awaited].map(spanOf),
    iterations: iterations.map(spanOf),
    handlers: [],
    stubs: [],
    types: nodes.filter((node) => isSignature(node)).map(spanOf),
    hasMain: false,
  };
  const result = rewriter.rewriteFile(file, decisions, { ...OPTIONS, ...options });
  if (result.kind === 'refused') return result.code;
  const edits = [...result.edits, ...finishImports(path, code, result.imports)];
  return { text: splice(code, edits), edits };
}

/** Callbacks that become async make the functions around their array methods async, and so on outwards. */
function iterationsAround(
  file: SourceFile,
  nodes: readonly Node[],
  known: ReadonlySet<Node>,
): [readonly Node[], ReadonlySet<Node>] {
  const iterations = nodes.filter((node) => isIteration(node, known));
  const functions = functionsAround(file, iterations, known);
  return functions.size > known.size ? iterationsAround(file, nodes, functions) : [iterations, functions];
}

function functionsAround(
  file: SourceFile,
  nodes: readonly Node[],
  known: ReadonlySet<Node> = new Set(),
): ReadonlySet<Node> {
  const found = new Set(known);
  for (const node of nodes) {
    const fn = file.functionOf(node);
    if (fn && !fn.async) found.add(fn);
  }
  return found;
}

function isAt(node: Node, [start, end]: readonly [number, number]): boolean {
  return node.type === 'CallExpression' && spanOf(node)[0] === start && spanOf(node)[1] === end;
}

function nameOf(callee: Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
}

function isIteration(node: Node, functions: ReadonlySet<Node>): boolean {
  if (node.type !== 'CallExpression') return false;
  const [callback] = node.arguments;
  const isAsync =
    callback !== undefined && (functions.has(callback) || (callback.type === 'Identifier' && callback.name === 'f'));
  return isAsync && (isArrayMethod(nameOf(node.callee)) || nameOf(node.callee) === 'sort');
}

function isSignature(node: Node): boolean {
  switch (node.type) {
    case 'TSMethodSignature':
    case 'TSPropertySignature':
    case 'TSAbstractMethodDefinition':
      return keyName(node.key, node.computed) === 'f';
    case 'TSDeclareFunction':
      return node.id?.name === 'f';
    case 'MethodDefinition':
      return (
        (node.value.type as string) === 'TSEmptyBodyFunctionExpression' && keyName(node.key, node.computed) === 'f'
      );
    default:
      return false;
  }
}
