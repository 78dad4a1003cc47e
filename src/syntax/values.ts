/** What a name stands for, and whether that may change between two places. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile, Variable } from '../contracts.ts';
import { isWithin, keyName, unwrap } from './node.ts';
import { identifiersIn, referencesTo, someWithin } from './references.ts';

/** The variable of a name written exactly once, as a whole, by its own declaration. */
export function constantOf(file: SourceFile, node: Node): Variable | undefined {
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const [write] = variable?.writes ?? [];
  const isConstant = variable?.writes.length === 1 && write?.path.length === 0 && !write.element;
  return isConstant && /^(?:const|let|var)$/.test(variable.kind) ? variable : undefined;
}

/** The expression behind a node: through casts, `await` and names that are written once. */
export function valueOf(file: SourceFile, node: Node, depth = 0): Node {
  const inner = unwrap(node);
  const write = constantOf(file, inner)?.writes[0];
  return write && depth < 8 ? valueOf(file, write.value, depth + 1) : inner;
}

/**
 * The expression a name stands for, where the name is read at this place alone;
 * the node itself where it is no name. Undefined where the value is used elsewhere too.
 */
export function soleUseOf(file: SourceFile, node: Node): Node | undefined {
  const inner = unwrap(node);
  if (inner.type !== 'Identifier') return inner;
  const variable = constantOf(file, inner);
  const write = variable?.writes[0];
  if (!variable?.scopeFunction || !write || referencesTo(file, variable).length !== 1) return undefined;
  return soleUseOf(file, write.value);
}

/**
 * The variables an expression is made of, where evaluating it twice in a row
 * gives the same: names, members and literals only. Undefined otherwise.
 */
export function stableRootsOf(file: SourceFile, node: Node): readonly Variable[] | undefined {
  const roots: Variable[] = [];
  if (someWithin(node, (part) => !STABLE.test(part.type))) return undefined;
  for (const name of identifiersIn(node)) {
    const variable = file.variableOf(name);
    if (variable) roots.push(variable);
    else if (name.name !== 'undefined') return undefined;
  }
  return roots;
}

const STABLE =
  /^(?:Identifier|MemberExpression|Literal|TemplateLiteral|TemplateElement|ObjectExpression|Property|ArrayExpression|SpreadElement|ChainExpression|TS\w+)$/;

/** Calls that only read what they are given. */
const READERS =
  /^(?:#JSON\.|#console\.|#Object\.(?:keys|values|entries|freeze)|#Buffer\.|#Array\.isArray|#String|#Number|#fetch|#Response|assert\b|crypto\b|util\.inspect)/;

/** Methods that hand a value to something which reads it. */
const READING_METHODS =
  /^(?:debug|error|info|log|trace|warn|verbose|json|send|end|write|update|publish|emit|set|setex|setEx|byteLength|includes|get|has|map|filter|slice|concat|join|toString|some|every|find|indexOf|test|match|split|trim)$/;

/** Whether a node may change what one of the variables holds, or something inside it. */
function mayChange(file: SourceFile, node: Node, variables: readonly Variable[]): boolean {
  const isOurs = (part: Node): boolean => {
    const root = rootOf(part);
    const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
    return variable !== undefined && variables.includes(variable);
  };
  switch (node.type) {
    case 'AssignmentExpression':
      return isOurs(node.left);
    case 'UpdateExpression':
      return isOurs(node.argument);
    case 'UnaryExpression':
      return node.operator === 'delete' && isOurs(node.argument);
    case 'CallExpression':
      return changesByCall(file, node, isOurs);
    case 'NewExpression':
      return node.arguments.some(isOurs) && !READERS.test(file.calleeOf(node) ?? '');
    default:
      return false;
  }
}

function changesByCall(file: SourceFile, call: TSESTree.CallExpression, isOurs: (part: Node) => boolean): boolean {
  const callee = unwrap(call.callee);
  const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
  const reads = READERS.test(file.calleeOf(call) ?? '') || (method !== undefined && READING_METHODS.test(method));
  if (callee.type === 'MemberExpression' && isOurs(callee.object) && !reads) return true;
  return call.arguments.some(isOurs) && !reads;
}

/** `a.b.c` is rooted in `a`; `this.a` in `this`. */
export function rootOf(node: Node): Node {
  const inner = unwrap(node);
  if (inner.type === 'SpreadElement') return rootOf(inner.argument);
  return inner.type === 'MemberExpression' ? rootOf(inner.object) : inner;
}

/** Whether anything below `within` may change one of the variables; `from` and `to` bound the text looked at. */
export function isChangedIn(
  file: SourceFile,
  within: Node,
  variables: readonly Variable[],
  from = -1,
  to = Number.POSITIVE_INFINITY,
): boolean {
  return someWithin(
    within,
    (node) => mayChange(file, node, variables) && file.spanOf(node)[0] >= from,
    (node) => {
      const [start, end] = file.spanOf(node);
      return end <= from || start >= to;
    },
  );
}

/** Whether a variable is declared in `outer`. */
export function isDeclaredIn(variable: Variable, outer: Node): boolean {
  return isWithin(variable.declaration, outer);
}
