/** Whether the length of a list is known to be small. */
import type { TSESTree } from '@typescript-eslint/types';
import { constantOf } from '../../src/authoring/dependence.ts';
import { keyName, unwrap, type Node, type SourceFile } from '../../src/authoring/rule.ts';
import type { Variable } from '../../src/contracts.ts';

/** Calls that cut a list into pieces, or take a few of it. */
const CUTS = /chunk|batch|slice|splice|take|sample|page|partition|windowed|limit/i;
/** Names of lists that somebody has cut already, or that are short by their nature. */
const SMALL_NAMES =
  /^(?:\w*(?:chunk|batch|slice|page|window|part|limited|pending|workers?|top|recent|paginated)\w*|[A-Z][A-Z0-9_]+|args|argv|plugins?|providers?|adapters?|drivers?|handlers?|listeners?|hooks?|middlewares?|steps|stages|phases|locales?|languages?|environments?|platforms?|processors?|checks?|services|\w*Instances|\w*Services|extensions|clients|connections|dbs|databases|strategies|\w*Fields|columns|types|kinds|permissions|roles|scopes|formats|sizes)$/;

/** Methods whose result is at most as long as their object. */
const KEEPS = /^(?:filter|map|sort|reverse|toSorted|toReversed|flat|concat|entries|keys|values)$/;

/** `few` where the source says how many there are, or that somebody keeps them few. */
export function lengthOf(file: SourceFile, list: Node, depth = 0): 'few' | 'unknown' {
  const node = unwrap(list);
  if (depth > 5) return 'unknown';
  switch (node.type) {
    case 'ArrayExpression':
      return node.elements.every(
        (part) => part?.type !== 'SpreadElement' || lengthOf(file, part.argument, depth + 1) === 'few',
      )
        ? 'few'
        : 'unknown';
    case 'ObjectExpression':
      return node.properties.some(({ type }) => type === 'SpreadElement') ? 'unknown' : 'few';
    case 'Identifier':
      return ofName(file, node, depth);
    case 'MemberExpression':
      return SMALL_NAMES.test((keyName(node.property, node.computed) ?? '').replace(/^[#_]+/, '')) ? 'few' : 'unknown';
    case 'CallExpression':
      return ofCall(file, node, depth);
    case 'NewExpression':
      return node.arguments[0] ? lengthOf(file, node.arguments[0], depth + 1) : 'unknown';
    case 'ConditionalExpression':
      return lengthOf(file, node.consequent, depth) === 'few' && lengthOf(file, node.alternate, depth) === 'few'
        ? 'few'
        : 'unknown';
    default:
      return 'unknown';
  }
}

function ofName(file: SourceFile, node: TSESTree.Identifier, depth: number): 'few' | 'unknown' {
  if (SMALL_NAMES.test(node.name)) return 'few';
  const variable = file.variableOf(node);
  const [write] = variable?.writes ?? [];
  // An element of a list of lists, the way chunks are walked.
  if (write?.element) return isCut(file, write.value) ? 'few' : 'unknown';
  if (variable?.param && isHandedBatches(file, variable)) return 'few';
  const value = constantOf(file, node)?.writes[0]?.value;
  return value ? lengthOf(file, value, depth + 1) : 'unknown';
}

/** `batch.processArray(ids, async (some) => …)`: the parameter is one batch of a list. */
function isHandedBatches(file: SourceFile, { scopeFunction }: Variable): boolean {
  const call = scopeFunction?.parent;
  return call?.type === 'CallExpression' && call.callee !== scopeFunction && CUTS.test(file.textOf(call.callee));
}

function isCut(file: SourceFile, value: Node): boolean {
  const source = constantOf(file, unwrap(value))?.writes[0]?.value ?? value;
  return CUTS.test(file.textOf(source));
}

function ofCall(file: SourceFile, call: TSESTree.CallExpression, depth: number): 'few' | 'unknown' {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : file.textOf(callee);
  if (name === 'slice') return call.arguments.length > 1 ? 'few' : 'unknown';
  if (name !== undefined && CUTS.test(name)) return 'few';
  const api = file.calleeOf(call) ?? '';
  const [first] = call.arguments;
  if (first && /^#(?:Object\.(?:keys|values|entries)|Array\.from)$/.test(api)) return ofSource(file, first, depth);
  const isKept = callee.type === 'MemberExpression' && name !== undefined && KEEPS.test(name);
  return isKept ? lengthOf(file, callee.object, depth + 1) : 'unknown';
}

/** `{ length: 4 }` says how many. */
function ofSource(file: SourceFile, source: Node, depth: number): 'few' | 'unknown' {
  const isLength = source.type === 'ObjectExpression' && source.properties.length === 1;
  const [property] = isLength ? source.properties : [];
  if (property?.type === 'Property' && keyName(property.key, property.computed) === 'length') {
    const value = unwrap(property.value);
    return value.type === 'Literal' || (value.type === 'Identifier' && constantOf(file, value) !== undefined)
      ? 'few'
      : 'unknown';
  }
  return lengthOf(file, source, depth + 1);
}
