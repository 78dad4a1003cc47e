/** Joins statements that await independent calls into one `Promise.all`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Awaited } from '../../src/authoring/awaits-in-row.ts';
import type { LocalRewrite } from '../../src/authoring/codemod-local.ts';
import { isPlainStatement, statementsIndependent } from '../../src/authoring/dependence.ts';
import { listEdits } from '../../src/authoring/layout.ts';
import { isFunction, someWithin, type Node, type SourceFile } from '../../src/authoring/rule.ts';
import { refused } from './refusals.ts';

/** One statement of a run: `const user = await load(id);`, `await save(user);`. */
interface Step {
  readonly statement: Node;
  /** What is awaited, without the `await`. */
  readonly call: Node;
  /** What its value is given to; undefined where it is given to nothing. */
  readonly target: Node | undefined;
  /** `const`, `let`, `var`, or `=` for an assignment. */
  readonly kind: string;
}

/**
 * What is to be written in place of a run of statements.
 * @param earlier the statement before that `later` needn't wait for
 */
export function joinRow(file: SourceFile, earlier: Node, later: Node, awaited: Awaited): LocalRewrite {
  const siblings = siblingsOf(earlier);
  const at = siblings.indexOf(earlier);
  if (siblings[at + 1] !== later) {
    return refused(
      'bounded-concurrency/between-statements',
      'statements stand between the two',
      file.spanOf(siblings[at + 1] ?? later),
    );
  }
  const [first, second] = [stepOf(earlier), stepOf(later)];
  if (!first || !second) {
    const odd = first ? later : earlier;
    return refused(
      'bounded-concurrency/statement-form',
      'the value awaited is only a part of the statement',
      file.spanOf(odd),
    );
  }
  if (waitsInside(second)) {
    return refused(
      'bounded-concurrency/statement-form',
      'an `await` among the arguments would leave the first call unattended',
      file.spanOf(later),
    );
  }
  const steps = [first, second];
  for (const statement of siblings.slice(at + 2)) {
    const step = awaited.has(statement) ? stepOf(statement) : undefined;
    if (!step || waitsInside(step) || !steps.every((other) => isIndependent(file, other, step))) break;
    if (!commentsBefore(file, steps.at(-1)?.statement ?? later, statement) || !kindOf([...steps, step])) break;
    steps.push(step);
  }
  return joined(file, steps);
}

/** While one of several calls waits for its arguments, nobody would hear of the failure of those before it. */
function waitsInside({ call }: Step): boolean {
  return someWithin(call, ({ type }) => type === 'AwaitExpression', isFunction);
}

function isIndependent(file: SourceFile, earlier: Step, later: Step): boolean {
  return statementsIndependent(file, earlier.statement, later.statement).kind === 'independent';
}

function siblingsOf({ parent }: Node): readonly Node[] {
  return parent && 'body' in parent && Array.isArray(parent.body) ? parent.body : [];
}

function stepOf(statement: Node): Step | undefined {
  const step = partsOf(statement);
  // Without its parentheses `a, b` would be two elements.
  return step?.call.type === 'SequenceExpression' ? undefined : step;
}

function partsOf(statement: Node): Step | undefined {
  if (!isPlainStatement(statement)) return undefined;
  if (statement.type === 'VariableDeclaration') {
    const [only, ...others] = statement.declarations;
    if (others.length > 0 || only.init?.type !== 'AwaitExpression') return undefined;
    return { statement, call: only.init.argument, target: only.id, kind: statement.kind };
  }
  const expression = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
  if (expression?.type === 'AwaitExpression') {
    return { statement, call: expression.argument, target: undefined, kind: '' };
  }
  const isStored = expression?.type === 'AssignmentExpression' && expression.operator === '=';
  if (!isStored || expression.right.type !== 'AwaitExpression') return undefined;
  return { statement, call: expression.right.argument, target: expression.left, kind: '=' };
}

/** What all that give their value to something have in common; undefined where they differ. */
function kindOf(steps: readonly Step[]): string | undefined {
  const kinds = new Set(steps.flatMap(({ kind, target }) => (target ? [kind] : [])));
  const typed = new Set(steps.flatMap(({ target }) => (target ? [annotationOf(target) !== undefined] : [])));
  return kinds.size > 1 || typed.size > 1 ? undefined : ([...kinds][0] ?? '');
}

function annotationOf(target: Node): Node | undefined {
  const isNamed = target.type === 'Identifier' || target.type === 'ObjectPattern' || target.type === 'ArrayPattern';
  return isNamed ? target.typeAnnotation?.typeAnnotation : undefined;
}

function joined(file: SourceFile, steps: readonly Step[]): LocalRewrite {
  const kind = kindOf(steps);
  const [first, last] = [steps[0]?.statement, steps.at(-1)?.statement];
  if (kind === undefined || !first || !last) {
    return refused('bounded-concurrency/mixed-declarations', 'the names of the run are not declared alike');
  }
  const comments = steps
    .slice(1)
    .map(({ statement }, i) => commentsBefore(file, steps[i]?.statement ?? first, statement));
  const odd = comments.findIndex((found) => found === undefined);
  if (odd !== -1 || steps.some(({ statement, call }) => hasOwnComment(file, statement, call))) {
    return refused('bounded-concurrency/comment', 'a comment stands where the statements would be joined');
  }
  if (kind === '=' && !isEnded(file, first)) {
    return refused(
      'bounded-concurrency/statement-form',
      'a bracket at its start would join it with the statement before',
    );
  }
  const parts = steps.map(({ call }, i) => ({ node: call, comments: comments[i - 1] ?? [] }));
  const head = `${targetText(file, steps, kind)}await Promise.all(`;
  const end = file.textOf(last).endsWith(';') ? ');' : ')';
  const span = [file.spanOf(first)[0], file.spanOf(last)[1]] as const;
  return { kind: 'edits', edits: listEdits(file, { span, head, parts, end }), safety: 'review' };
}

/** Whether what stands before a statement ends, whatever the statement begins with. */
function isEnded(file: SourceFile, statement: Node): boolean {
  const siblings = siblingsOf(statement);
  const before = siblings[siblings.indexOf(statement) - 1];
  return !before || file.textOf(before).endsWith(';') || /^(?:If|For|While|Block|Function|Class|Try)/.test(before.type);
}

/** `const [user, , posts] = `; nothing where no value is given to anything. */
function targetText(file: SourceFile, steps: readonly Step[], kind: string): string {
  const used = steps.slice(0, steps.findLastIndex(({ target }) => target !== undefined) + 1);
  if (used.length === 0) return '';
  const names = used.map(({ target }) => (target ? withoutAnnotation(file, target) : ''));
  const types = used.map(({ target }) => (target ? annotationOf(target) : undefined));
  const isTyped = types.some((type) => type !== undefined);
  const typed = isTyped ? `: [${types.map((type) => (type ? file.textOf(type) : 'unknown')).join(', ')}]` : '';
  return `${kind === '=' ? '' : `${kind} `}[${names.join(', ')}]${typed} = `;
}

function withoutAnnotation(file: SourceFile, target: Node): string {
  const annotation = 'typeAnnotation' in target ? (target.typeAnnotation as TSESTree.TSTypeAnnotation) : undefined;
  const [start, end] = file.spanOf(target);
  return file.text.slice(start, annotation ? file.spanOf(annotation)[0] : end).trim();
}

/** The comments on lines of their own between two statements; undefined where one stands behind the earlier. */
function commentsBefore(file: SourceFile, earlier: Node, later: Node): readonly string[] | undefined {
  const gap = file.text.slice(file.spanOf(earlier)[1], file.spanOf(later)[0]);
  const [behind = '', ...lines] = gap.split('\n').map((line) => line.trim());
  const found = lines.filter((line) => line !== '');
  return behind !== '' || !found.every((line) => line.startsWith('//')) ? undefined : found;
}

/** In the statement, but outside the call. */
function hasOwnComment(file: SourceFile, statement: Node, call: Node): boolean {
  const [start, end] = file.spanOf(statement);
  const [from, to] = file.spanOf(call);
  return /\/[/*]/.test(file.text.slice(start, from) + file.text.slice(to, end));
}
