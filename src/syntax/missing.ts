/** Tells code that makes what is missing on disk: it runs once for each file or folder, not with each request. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile } from '../contracts.ts';
import { isFunction, keyName, unwrap } from './node.ts';

/** What asks whether something is there, by the last part of its name, whichever module it is from. */
const ASKS = /^(?:existsSync|exists|pathExists|pathExistsSync|fileExists|folderExists|dirExists|directoryExists)$/;
/** What throws where nothing is there. */
const LOOKS_UP = /^(?:accessSync|access|statSync|stat|lstatSync|lstat)$/;
/** What makes it. */
const MAKES =
  /^_?(?:mkdir|mkdirp|make|create|write|output|generate|copy|cp|symlink|link|download|install|ensure|init|build|extract|unzip|rename|move)/i;

/**
 * Whether the code at `node` stands behind a question for a file or folder, in
 * the branch taken where there is none, and that branch makes something. A
 * branch that makes nothing (a fallback, a refusal) is taken again next time.
 */
export function makesMissing(file: SourceFile, node: Node): boolean {
  if (!mayMakeMissing(file)) return false;
  for (let from = node; from.parent && !isFunction(from); from = from.parent) {
    // The call at the node itself, not one it is an argument of.
    if (from.parent.type === 'CallExpression' && from.parent.callee === from && isIdempotent(file, from.parent))
      return true;
    const branch = missingBranch(from.parent, from);
    if (branch && isMaking(file, branch)) return true;
  }
  return false;
}

/** A name of what asks, looks up, or makes only what is missing. */
const NAMED =
  /\b(?:exists|existsSync|pathExists|pathExistsSync|(?:file|folder|dir|directory)Exists|(?:access|l?stat|mkdirp|mkdirs|ensureDir)(?:Sync)?|recursive)\b/;

/** Most files ask for nothing, and need no look at any of their nodes. */
const candidates = new WeakMap<SourceFile, boolean>();

function mayMakeMissing(file: SourceFile): boolean {
  const known = candidates.get(file);
  if (known !== undefined) return known;
  const answer = NAMED.test(file.text);
  candidates.set(file, answer);
  return answer;
}

/** `mkdirSync(path, { recursive: true })` does nothing where the folder is there. */
function isIdempotent(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const name = nameOf(call);
  if (/^(?:mkdirp|mkdirs|ensureDir)(?:Sync)?$/.test(name)) return true;
  const options = /^mkdir(?:Sync)?$/.test(name) ? call.arguments[1] : undefined;
  return options !== undefined && /\brecursive\s*:\s*true\b/.test(file.textOf(options));
}

/** What of a statement runs where something was found missing, if `from` is that part. */
function missingBranch(at: Node, from: Node): Node | undefined {
  switch (at.type) {
    case 'IfStatement':
      return from !== at.test && asksForMissing(at.test, from === at.consequent) ? from : undefined;
    case 'LogicalExpression':
      return at.right === from && asksForMissing(at.left, at.operator === '&&') ? from : undefined;
    case 'CatchClause':
      return at.body === from && looksUp(at.parent) ? from : undefined;
    default:
      return undefined;
  }
}

/** `!existsSync(path)`, and for the other branch `existsSync(path)`; one of several questions is enough. */
function asksForMissing(test: Node, whenTrue: boolean): boolean {
  const node = unwrap(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') return asksForMissing(node.argument, !whenTrue);
  if (node.type === 'LogicalExpression') {
    return asksForMissing(node.left, whenTrue) || asksForMissing(node.right, whenTrue);
  }
  return !whenTrue && node.type === 'CallExpression' && ASKS.test(nameOf(node));
}

/** `try { statSync(path) } catch { … }`, with nothing else tried. */
function looksUp({ block }: TSESTree.TryStatement): boolean {
  const [first, ...more] = block.body;
  if (first?.type !== 'ExpressionStatement' || more.length > 0) return false;
  const call = unwrap(first.expression);
  return call.type === 'CallExpression' && LOOKS_UP.test(nameOf(call));
}

function isMaking(file: SourceFile, branch: Node): boolean {
  const [start, end] = file.spanOf(branch);
  return file.nodes('CallExpression').some((call) => {
    const [from, to] = file.spanOf(call);
    return start <= from && to <= end && MAKES.test(nameOf(call));
  });
}

function nameOf(call: TSESTree.CallExpression): string {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? (keyName(callee.property, callee.computed) ?? '') : '';
}
