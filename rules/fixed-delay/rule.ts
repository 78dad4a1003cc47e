/** fixed-delay: pauses of a fixed length between attempts and looks, and attempts without end. */
import {
  defineRule,
  isFunction,
  type FunctionNode,
  type Match,
  type Node,
  type SourceFile,
  type TSESTree,
} from '../../src/authoring/rule.ts';
import { loopAround } from '../../src/authoring/loop-around.ts';
import { isTimer, sleepOf, type Sleep } from '../../src/authoring/sleep.ts';
import { isHotRetry } from './hot.ts';
import { waitInInterval } from './interval.ts';
import { waitInLoop } from './loop.ts';
import { handsOnOther, repeatedFunction, waitInRecursion } from './recursion.ts';
import { waitBeforeUse } from './single.ts';
import { isFixedTime, numberOf } from './time.ts';
import { waitTriggers } from './triggers.ts';
import type { Wait } from './wait.ts';

interface Data extends Wait {
  /** The time in milliseconds, where the text tells. */
  readonly milliseconds: number | undefined;
  /** What pauses. */
  readonly api: string;
}

/** Looks closer together than this cost little time; the loop then burns CPU instead. */
const SHORT_PAUSE = 20;

export const rule = defineRule<Data>({
  id: 'fixed-delay',
  summary: 'a fixed pause in a retry or polling loop, or retries without a limit',
  triggers: waitTriggers,
  // Tests wait as they like.
  effect: 'waits',
  appliesIn: ['request', 'loop', 'startup', 'worker', 'build', 'unknown'],
  detect: (file) => ({
    CallExpression: (node) => detectCall(file, node),
    NewExpression: (node) => detectSleep(file, node),
    WhileStatement: (node) => detectHot(node),
    ForStatement: (node) => detectHot(node),
  }),
  message: messageOf,
  api: ({ api }) => api,
  // Of a pause only time is lost, and of this one request; without any, the loop is busy.
  cost: ({ kind, confidence }) => ({
    unsized: kind !== 'hot',
    points: kind === 'ready' || kind === 'hot' ? 5 : 2,
    confidence,
  }),
});

function detectCall(file: SourceFile, call: TSESTree.CallExpression): Match<Data> | undefined {
  if (isTimer(file, call, 'setTimeout')) return detectTimeout(file, call);
  if (isTimer(file, call, 'setInterval')) return detectInterval(file, call);
  return detectSleep(file, call);
}

/** `await sleep(500)` and `sleep(500).then(attempt)`. */
function detectSleep(
  file: SourceFile,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
): Match<Data> | undefined {
  const continued = continuationOf(node);
  if (node.parent.type !== 'AwaitExpression' && !continued) return undefined;
  const sleep = sleepOf(file, node);
  return (
    sleep &&
    match(
      file,
      node,
      sleep.time,
      waitOf(file, node, sleep, continued),
      node.type === 'NewExpression' ? 'setTimeout' : undefined,
    )
  );
}

function waitOf(file: SourceFile, node: Node, { time, isGuess }: Sleep, continued: Node | undefined): Wait | undefined {
  const loop = continued ? undefined : loopAround(node);
  if (loop) return isFixedTime(file, time, loop) ? less(waitInLoop(file, loop, node), isGuess) : undefined;
  const fn = repeatedFunction(file, node, continued);
  if (fn) return isSameTime(file, time, fn) ? less(waitInRecursion(file, node, fn), isGuess) : undefined;
  const milliseconds = numberOf(file, time) ?? 0;
  return continued || milliseconds < 100 ? undefined : waitBeforeUse(file, node);
}

function isSameTime(file: SourceFile, time: Node, fn: FunctionNode): boolean {
  return isFixedTime(file, time, fn) && !handsOnOther(file, fn, time);
}

function less(wait: Wait | undefined, isGuess: boolean): Wait | undefined {
  return wait && isGuess ? { ...wait, confidence: wait.confidence * 0.9 } : wait;
}

/** The callback of `sleep(500).then(callback)`. */
function continuationOf({ parent }: Node): Node | undefined {
  if (parent?.type !== 'MemberExpression' || parent.property.type !== 'Identifier' || parent.property.name !== 'then')
    return undefined;
  return parent.parent.type === 'CallExpression' ? parent.parent.arguments[0] : undefined;
}

function detectTimeout(file: SourceFile, call: TSESTree.CallExpression): Match<Data> | undefined {
  const [callback, time] = call.arguments;
  if (!callback || !time) return undefined;
  const fn = repeatedFunction(file, call, callback);
  return fn && isSameTime(file, time, fn)
    ? match(file, call, time, waitInRecursion(file, call, fn), 'setTimeout')
    : undefined;
}

function detectInterval(file: SourceFile, call: TSESTree.CallExpression): Match<Data> | undefined {
  const [callback, time] = call.arguments;
  if (!time || !callback || !isFunction(callback) || !isFixedTime(file, time, call)) return undefined;
  return match(file, call, time, waitInInterval(file, call), 'setInterval');
}

function detectHot(loop: TSESTree.WhileStatement | TSESTree.ForStatement): Match<Data> | undefined {
  if (!isHotRetry(loop)) return undefined;
  return { node: loop, data: { kind: 'hot', isBounded: false, confidence: 0.8, milliseconds: 0, api: 'retry' } };
}

function match(
  file: SourceFile,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  time: Node,
  wait: Wait | undefined,
  timer: string | undefined,
): Match<Data> | undefined {
  if (!wait) return undefined;
  const api = timer ?? file.textOf(node.callee).replace(/\s+/g, '');
  return { node, data: { ...wait, milliseconds: numberOf(file, time), api } };
}

function messageOf({ kind, isBounded, milliseconds }: Data): string {
  const pause = milliseconds === undefined ? 'a fixed time' : shownTime(milliseconds);
  const limit = isBounded ? '' : ', and never gives up';
  switch (kind) {
    case 'hot':
      return 'tries again at once and without end while the call fails; pause between attempts, longer each time, and give up after a few';
    case 'retry':
      return `waits ${pause} after each failed attempt, however many fail${limit}; wait longer each time, with some jitter${isBounded ? '' : ', and set a limit'}`;
    case 'poll':
      if (milliseconds !== undefined && milliseconds <= SHORT_PAUSE) {
        return `looks again after ${pause} until something is there${limit}; await an event or a promise, or look less often each time${isBounded ? '' : ', up to a limit'}`;
      }
      return `looks again only after ${pause}${limit}; await an event or a promise, or begin with short pauses that grow${isBounded ? '' : ', up to a limit'}`;
    case 'ready':
      return `waits ${pause} for something to be ready, which is too long or too short; wait for a sign of it, or try until it answers`;
  }
}

function shownTime(milliseconds: number): string {
  if (milliseconds >= 1000) return `${String(milliseconds / 1000)} s`;
  return `${String(milliseconds)} ms`;
}
