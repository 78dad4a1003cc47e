/** blocking-sleep: the whole process made to wait, by a sleep, a busy loop or a package that blocks. */
import { defineRule, isOnce, type Match, type Node, type SourceFile, type TSESTree } from '../../src/authoring/rule.ts';
import {
  apisRunBy,
  blockingApis,
  indexByApi,
  shownApi,
  sleepCommandOf,
  syncProcess,
  type BlockingApi,
} from '../../src/authoring/sync-calls.ts';
import { importOf, moduleOf } from '../../src/authoring/triggers.ts';
import { busyWaitOf, type BusyLoop } from './busy-wait.ts';
import { threadOf, type Thread } from './thread.ts';

type Sleep = (
  | { readonly kind: 'call'; readonly api: BlockingApi }
  | { readonly kind: 'command'; readonly api: string }
  | { readonly kind: 'loop'; readonly waitsFor: 'clock' | 'answer' }
) & { readonly once: boolean; readonly thread: Thread | undefined };

const table = indexByApi(blockingApis);

/** How a clock is read, or a question asked about a file: each begins with letters that are quick to search for. */
const CLOCKS_AND_QUESTIONS = [
  'now\\(',
  '\\bDate\\(',
  'new Date(?![\\w$(])',
  'hrtime',
  'uptime\\(',
  'moment\\(',
  'dayjs\\(',
  'Sync\\((?<=(?:xists|tat|ccess)Sync\\()',
];

export const rule = defineRule<Sleep>({
  id: 'blocking-sleep',
  summary: 'a sleep that blocks the event loop: Atomics.wait, busy-waiting, sleep commands, packages such as deasync',
  triggers: [
    /Atomics\s*(?:(?:\?\.|\.|\[['"`])\s*(?:wait|load|compareExchange)\b|(?<==\s*[\w.]{0,30})(?!\s*\.))/,
    importOf(blockingApis.map(({ api }) => moduleOf(api)).filter((module) => module !== '#Atomics')),
    // The packages called sleep and the commands.
    ...['timeout /', 'ping -n', '127.0.0.1 -n', 'node -e'],
    /leep['"` ]/,
    ...CLOCKS_AND_QUESTIONS.map(busyLoopAround),
  ],
  effect: 'blocks',
  appliesIn: ['request', 'loop', 'startup', 'worker', 'build', 'unknown'],
  detect: (file) => {
    const busyLoop = (node: BusyLoop): Match<Sleep> | undefined => {
      const waitsFor = busyWaitOf(file, node);
      return waitsFor && { node, data: { kind: 'loop', waitsFor, ...circumstances(file, node) } };
    };
    return {
      CallExpression: (node) => sleepingCalls(file, node),
      DoWhileStatement: busyLoop,
      ForStatement: busyLoop,
      WhileStatement: busyLoop,
    };
  },
  // A worker may wait: that is what Atomics.wait is for. A file that starts itself as one runs on both threads.
  applies: ({ thread }, context) => thread === 'main' || (thread === undefined && context !== 'worker'),
  message: messageOf,
  api: (sleep) => (sleep.kind === 'loop' ? 'busy-wait' : sleep.kind === 'call' ? shownApi(sleep.api) : sleep.api),
  cost: ({ kind, once }) => ({ points: 100, once, ...(kind === 'loop' && { confidence: 0.9 }) }),
});

/**
 * A clock in the head of a loop, or in its body before any long block; or in
 * what a function of the file returns, where a loop's test calls one.
 */
function busyLoopAround(clock: string): RegExp {
  const head = '\\bwhile\\s*\\(|\\bfor\\s*\\([^;{}]{0,150};|\\bdo\\b\\s*(?:\\{|[\\w$]+\\s*=)';
  const code = '(?:[^{}]|\\{[^{}]{0,100}\\})';
  const loop = `(?<=(?:${head})[^{}]{0,250}?(?:\\{${code}{0,150}?)?)`;
  const ownClock = '(?<=(?:=>|\\breturn\\b)[^;{}]{0,100})[^]{0,400}?\\bwhile\\s*\\([^{};]{0,80}[\\w$]\\(\\)';
  return new RegExp(`${clock}(?:${loop}|${ownClock})`);
}

function* sleepingCalls(file: SourceFile, call: TSESTree.CallExpression): Generator<Match<Sleep>> {
  for (const { node, api } of apisRunBy(file, call, (path) => table.has(path) || syncProcess.has(path))) {
    const row = table.get(api);
    if (row && !isPoll(call, row)) yield { node, data: { kind: 'call', api: row, ...circumstances(file, node) } };
    const command = syncProcess.has(api) ? sleepCommandOf(file, call) : undefined;
    if (command !== undefined) yield { node, data: { kind: 'command', api, ...circumstances(file, node) } };
  }
}

function circumstances(file: SourceFile, node: Node): Pick<Sleep, 'once' | 'thread'> {
  return { once: isOnce(file, node), thread: threadOf(file, node) };
}

/** `Atomics.wait(view, 0, 0, 0)` only asks. */
function isPoll(call: TSESTree.CallExpression, { api }: BlockingApi): boolean {
  const timeout = call.arguments[3];
  return api === '#Atomics.wait' && timeout?.type === 'Literal' && timeout.value === 0;
}

function messageOf(sleep: Sleep): string {
  switch (sleep.kind) {
    case 'loop':
      return sleep.waitsFor === 'clock'
        ? 'this loop blocks the event loop and does nothing but watch the clock'
        : 'this loop blocks the event loop and does nothing but ask again and again';
    case 'command':
      return `${sleep.api} blocks the event loop while a command sleeps`;
    case 'call':
      return sleep.api.nested
        ? `${shownApi(sleep.api)} keeps its caller waiting in a nested event loop until ${sleep.api.until}`
        : `${shownApi(sleep.api)} blocks the event loop until ${sleep.api.until}`;
  }
}
