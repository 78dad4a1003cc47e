/** Finds calls that wait for each other though none needs what another gives: in loops, and one statement after another. */
import type { TSESTree } from '@typescript-eslint/types';
import {
  firstAwaitsOf,
  iterationsIndependent,
  sureness,
  type Answer,
  type Loop,
} from '../../src/authoring/dependence.ts';
import { earlierOf, type Awaited } from '../../src/authoring/awaits-in-row.ts';
import { defineRule, isWithin, type Match, type Node, type SourceFile } from '../../src/authoring/rule.ts';
import { shownCallee } from '../../src/authoring/shown.ts';
import { needlessLoop } from '../../src/authoring/waits.ts';
import { TRIGGERS } from './triggers.ts';

type Independent = Extract<Answer, { kind: 'independent' }>;

interface Data {
  /** What is waited for, as written. */
  readonly call: string;
  readonly confidence: number;
  readonly how: 'list' | 'few' | 'rows' | { readonly after: string };
}

/** Nothing is blocked: only this request takes longer, by a round trip. */
const POINTS = 2;

export const rule = defineRule<Data>({
  id: 'sequential-await',
  summary: 'calls awaited one after another, in a loop or in a row, though none needs what another gives',
  triggers: TRIGGERS,
  effect: 'waits',
  appliesIn: ['request', 'loop', 'unknown', 'worker', 'startup'],
  // One query for all is better than many at a time.
  yieldsTo: ['query-per-row'],
  detect: (file) => detector(file),
  message: ({ call, how }) => {
    if (typeof how === 'object') {
      return `waits until ${how.after} is done, whose result it doesn't use; start both, and await them together with Promise.all`;
    }
    const turns = `each turn of the loop waits for ${call}, though no turn needs another's result`;
    if (how === 'few') return `${turns}; start all and await them together with Promise.all`;
    const rows = how === 'rows' ? 'ask for all in one query, or ' : '';
    return `${turns}; ${rows}start several at a time, with a bounded map such as p-map`;
  },
  api: ({ call }) => call,
  cost: ({ confidence }) => ({ unsized: true, points: POINTS, confidence }),
});

function detector(file: SourceFile) {
  const answers = new Map<Loop, Answer>();
  const reported = new Set<Loop>();
  const inRuns = new Set<Node>();
  const awaited = firstAwaitsOf(file);
  const statementOf = new Map([...awaited].map(([statement, first]) => [first, statement]));
  const answerFor = (loop: Loop): Answer => {
    const known = answers.get(loop) ?? iterationsIndependent(file, loop);
    answers.set(loop, known);
    return known;
  };
  return {
    AwaitExpression: (node: TSESTree.AwaitExpression): Match<Data> | undefined => {
      const needless = needlessLoop(file, node, answerFor);
      const statement = needless ? undefined : statementOf.get(node);
      if (statement) return inRow(file, statement, awaited, inRuns);
      if (!needless) return undefined;
      const { loop, answer } = needless;
      if (reported.has(loop) || !waitsOutside(answer, node)) return undefined;
      reported.add(loop);
      return { node, data: ofLoop(loop, node, answer) };
    },
  };
}

/** Whether what is waited for is one of the calls that go outside. */
function waitsOutside({ effects }: Independent, node: TSESTree.AwaitExpression): boolean {
  return effects.some((effect) => effect.key !== undefined && isWithin(effect.node, node));
}

function ofLoop(loop: Loop, node: TSESTree.AwaitExpression, answer: Independent): Data {
  const isQuery = answer.effects.some(({ resource }) => resource === 'database');
  const list = loop.type === 'ForOfStatement' ? loop.right : undefined;
  const isFew = list?.type === 'ArrayExpression' && list.elements.every((part) => part?.type !== 'SpreadElement');
  return {
    call: calledIn(node, answer),
    confidence: sureness(answer.assumptions),
    how: isFew ? 'few' : isQuery ? 'rows' : 'list',
  };
}

/** One finding for a whole run, at the first `await` that needn't wait. */
function inRow(file: SourceFile, statement: Node, awaited: Awaited, inRuns: Set<Node>): Match<Data> | undefined {
  const node = awaited.get(statement);
  const found = node && earlierOf(file, statement, awaited);
  if (!found) return undefined;
  const { answer, earlier } = found;
  inRuns.add(node);
  if (inRuns.has(earlier)) return undefined;
  const data: Data = {
    call: calledIn(node, answer),
    confidence: sureness(answer.assumptions),
    how: { after: calledIn(earlier, answer) },
  };
  return { node, data };
}

/** `posts.getCid`: the call an `await` waits for, as short as it can be said. */
function calledIn(node: TSESTree.AwaitExpression, { effects }: Independent): string {
  const call = effects.find((effect) => isWithin(effect.node, node))?.node;
  return shownCallee(call?.type === 'CallExpression' ? call.callee : node.argument);
}
