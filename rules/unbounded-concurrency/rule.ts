/** Finds I/O started for every element of a list at once, however long the list is. */
import type { TSESTree } from '@typescript-eslint/types';
import { outsideCallsIn, type OutsideCalls } from '../../src/authoring/outside-calls.ts';
import { defineRule, unwrap, type Match, type SourceFile } from '../../src/authoring/rule.ts';
import { startedBy } from '../../src/authoring/started.ts';
import { lengthOf } from './length.ts';
import { TRIGGERS } from './triggers.ts';

interface Data {
  /** `Promise.all`, `forEach`. */
  readonly api: string;
  /** What is started for each element, as written. */
  readonly call: string;
  readonly resource: OutsideCalls['resource'];
  readonly list: string;
  readonly confidence: number;
  readonly isAwaited: boolean;
}

/**
 * What starting them takes of the event loop, for a list of some length, and
 * what those that come after wait for. A process each is the worst.
 */
const POINTS: Readonly<Record<OutsideCalls['resource'], number>> = {
  file: 5,
  network: 5,
  database: 3,
  process: 20,
  service: 3,
};

/** Calls of the file system that keep no file open. */
const KEEPS_NONE_OPEN =
  /(?:^|\.)(?:l?stat|access|exists|pathExists|realpath|readlink|unlink|rm|rmdir|remove|mkdir|mkdirs|mkdirp|ensureDir|rename|l?chmod|l?chown|l?utimes|symlink|link|truncate)$/;

export const rule = defineRule<Data>({
  id: 'unbounded-concurrency',
  summary: 'I/O started for every element of a list at once, without a bound on how many run together',
  triggers: TRIGGERS,
  effect: 'waits',
  appliesIn: ['request', 'loop', 'unknown', 'worker', 'startup'],
  // One query for all is better than a bounded number at a time.
  yieldsTo: ['query-per-row'],
  detect: (file) => {
    const reported = new Set<string>();
    return { CallExpression: (node) => detect(file, node, reported) };
  },
  message: ({ call, list, resource, isAwaited }) => {
    const lost = isAwaited ? '' : ', and nothing waits for them or hears of their failure';
    return `starts ${call} for every element of ${list} at once, however many there are${isBrief(call, resource) ? ' (other reads wait behind them)' : HARM[resource]}${lost}; bound how many run together, for example with p-map and a \`concurrency\``;
  },
  api: ({ api }) => api,
  cost: ({ call, resource, confidence }) => ({
    // Most lists are short.
    unsized: true,
    points: isBrief(call, resource) ? 2 : POINTS[resource],
    confidence,
  }),
});

/** What a long list does to the resource. */
const HARM: Readonly<Record<Data['resource'], string>> = {
  file: ' (files: EMFILE, and other reads wait behind them)',
  network: ' (sockets, memory, and the rate limits of the other side)',
  database: ' (every other query waits behind them for a connection)',
  process: ' (a process each)',
  service: '',
};

function isBrief(call: string, resource: OutsideCalls['resource']): boolean {
  return resource === 'file' && KEEPS_NONE_OPEN.test(call);
}

/** @param reported the lists of each function that there is a finding for: one bound settles the others */
function detect(file: SourceFile, call: TSESTree.CallExpression, reported: Set<string>): Match<Data> | undefined {
  const mapped = startedBy(file, call);
  if (!mapped) return undefined;
  const length = lengthOf(file, mapped.list);
  const calls = length === 'unknown' ? outsideCallsIn(file, mapped.mapper) : undefined;
  if (!calls) return undefined;
  const fn = file.functionOf(call);
  const list = `${fn ? String(file.spanOf(fn)[0]) : ''} ${file.textOf(mapped.list)}`;
  if (reported.has(list)) return undefined;
  reported.add(list);
  const data: Data = {
    api: nameOf(call),
    call: calls.shown,
    resource: calls.resource,
    list: shorten(file.textOf(mapped.list)),
    confidence: calls.confidence,
    isAwaited: mapped.collector !== 'forEach',
  };
  return { node: call, data };
}

function nameOf({ callee }: TSESTree.CallExpression): string {
  const { object, property } = unwrap(callee) as TSESTree.MemberExpression;
  const method = property.type === 'Identifier' ? property.name : 'all';
  return method === 'forEach' || object.type !== 'Identifier' ? method : `Promise.${method}`;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? 'the list' : line;
}
