/** Makes a bounded map of a loop whose turns are independent. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Additions, LocalRewrite } from '../../src/authoring/codemod-local.ts';
import { limitFor } from '../../src/authoring/concurrency.ts';
import { isWithoutSemicolons } from '../../src/authoring/layout.ts';
import type { Loop } from '../../src/authoring/dependence.ts';
import {
  ancestors,
  descendants,
  isFunction,
  isLoop,
  type Edit,
  type Node,
  type SourceFile,
} from '../../src/authoring/rule.ts';
import type { NeedlessLoop } from '../../src/authoring/waits.ts';
import { gatheringOf, type Gathering } from './gathering.ts';
import { refused, type Refused } from './refusals.ts';

/** What is to be written in place of a loop. */
export function boundLoop(file: SourceFile, { loop, answer }: NeedlessLoop, additions: Additions): LocalRewrite {
  const { gathered, effects } = answer;
  const obstacle = formObstacle(file, loop);
  if (obstacle || loop.type !== 'ForOfStatement') {
    return obstacle ?? refused('bounded-concurrency/loop-form', 'the loop does not go over the elements of a list');
  }
  const turns = descendants(loop.body, isFunction).filter((node) => isTurn(node, loop));
  const gathering = gatheringOf(file, loop, gathered);
  if (gathering && 'kind' in gathering) return gathering;
  if (gathering && turns.length > 0) {
    return refused(
      'bounded-concurrency/gathered-order',
      'some turns gather nothing',
      turns[0] && file.spanOf(turns[0]),
    );
  }
  const limit = limitFor(effects.map(({ resource }) => resource));
  const bound = `await ${additions.helper('mapConcurrent')}(${file.textOf(loop.right)}, ${limit}, `;
  const short = shortBodyOf(file, loop);
  const edits = short
    ? shortEdits(file, loop, bound, short)
    : [...headEdits(file, loop, bound, gathering), ...bodyEdits(file, loop, turns)];
  return { kind: 'edits', edits, safety: 'review' };
}

/** What in the form of a loop has no equal in a function. */
function formObstacle(file: SourceFile, loop: Loop): Refused | undefined {
  if (loop.type !== 'ForOfStatement' || loop.left.type !== 'VariableDeclaration') {
    return refused('bounded-concurrency/loop-form', 'the loop does not go over the elements of a list');
  }
  if (loop.right.type === 'SequenceExpression')
    return refused('bounded-concurrency/loop-form', 'the list is the last of several values');
  if (loop.parent.type === 'LabeledStatement')
    return refused('bounded-concurrency/labelled-loop', 'the loop has a label', file.spanOf(loop));
  const declared = descendants(loop.body, isFunction).find(
    (node) => node.type === 'VariableDeclaration' && node.kind === 'var',
  );
  if (declared || loop.left.kind === 'var') {
    return refused(
      'bounded-concurrency/var-in-loop',
      'a `var` of the loop is there after it',
      file.spanOf(declared ?? loop.left),
    );
  }
  const head = file.text.slice(file.spanOf(loop)[0], file.spanOf(loop.body)[0]);
  const known = [file.textOf(loop.left), file.textOf(loop.right)].reduce((rest, part) => rest.replace(part, ''), head);
  return /\/[/*]/.test(known)
    ? refused('bounded-concurrency/comment', 'a comment stands in the head of the loop')
    : undefined;
}

function patternOf(file: SourceFile, loop: TSESTree.ForOfStatement): string {
  const [declarator] = loop.left.type === 'VariableDeclaration' ? loop.left.declarations : [];
  return declarator ? file.textOf(declarator.id) : '';
}

/** `await mapConcurrent(…` in place of the head, or as the value of the list that the loop fills. */
function headEdits(
  file: SourceFile,
  loop: TSESTree.ForOfStatement,
  bound: string,
  gathering: Gathering | undefined,
): readonly Edit[] {
  const [start] = file.spanOf(loop);
  const bodyStart = file.spanOf(loop.body)[0];
  const brace = loop.body.type === 'BlockStatement' ? '' : '{ ';
  const head = `${bound}async (${patternOf(file, loop)}) => ${brace}`;
  if (!gathering) return [{ span: [start, bodyStart], text: head }];
  // The empty list and all up to the body of the loop become one declaration.
  return [
    { span: [file.spanOf(gathering.empty)[0], bodyStart], text: head },
    { span: gathering.push, text: 'return ' },
    { span: gathering.pushEnd, text: '' },
  ];
}

/** A body that returns where the loop would have gone on, and what closes the call. */
function bodyEdits(file: SourceFile, loop: TSESTree.ForOfStatement, turns: readonly Node[]): readonly Edit[] {
  const [, end] = file.spanOf(loop.body);
  const brace = loop.body.type === 'BlockStatement' ? '' : ' }';
  return [
    ...turns.map((node): Edit => {
      const [from] = file.spanOf(node);
      return { span: [from, from + 'continue'.length], text: 'return' };
    }),
    { span: [end, end], text: `${brace})${endOf(file, end)}` },
  ];
}

/** The call that a body does nothing but wait for. */
function shortBodyOf(file: SourceFile, { body }: TSESTree.ForOfStatement): Node | undefined {
  const awaited = body.type === 'ExpressionStatement' ? body.expression : undefined;
  const call = awaited?.type === 'AwaitExpression' ? awaited.argument : undefined;
  const hasComment = call && /\/[/*]/.test(file.textOf(body).replace(file.textOf(call), ''));
  return call?.type === 'CallExpression' && !hasComment ? call : undefined;
}

/** `(url) => fetch(url)` */
function shortEdits(file: SourceFile, loop: TSESTree.ForOfStatement, bound: string, call: Node): readonly Edit[] {
  const [[start, end], [from, to]] = [file.spanOf(loop), file.spanOf(call)];
  const isAwaiting = descendants(call, isFunction).some(({ type }) => type === 'AwaitExpression');
  const visit = `${isAwaiting ? 'async ' : ''}(${patternOf(file, loop)}) => `;
  return [
    { span: [start, from], text: bound + visit },
    { span: [to, end], text: `)${endOf(file, end)}` },
  ];
}

/** A `continue` of the loop. */
function isTurn(node: Node, loop: Node): boolean {
  if (node.type !== 'ContinueStatement') return false;
  for (const at of ancestors(node)) if (isLoop(at)) return at === loop;
  return false;
}

/** A semicolon, unless the file does without and what follows can't be taken for a part of the call. */
function endOf(file: SourceFile, end: number): string {
  return isWithoutSemicolons(file) && !/^\s*[[(`+\-/]/.test(file.text.slice(end)) ? '' : ';';
}
