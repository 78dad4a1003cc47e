/** Bounds how many calls of a mapping run together; all else about it stays. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Additions, LocalRewrite } from '../../src/authoring/codemod-local.ts';
import { limitFor, type Resource } from '../../src/authoring/concurrency.ts';
import { outsideCallsIn } from '../../src/authoring/outside-calls.ts';
import { isFunction, type Node, type SourceFile } from '../../src/authoring/rule.ts';
import type { Started } from '../../src/authoring/started.ts';
import { obstacleIn } from './obstacles.ts';
import { refused } from './refusals.ts';

/** What is to be written in place of one mapping. */
export function boundMapping(
  file: SourceFile,
  collecting: TSESTree.CallExpression,
  started: Started,
  additions: Additions,
): LocalRewrite {
  const { collector, given, mapper } = started;
  if (collector === 'forEach')
    return refused('bounded-concurrency/not-awaited', 'nobody waits for these calls, so a bound would have no end');
  if (collector === 'any' || collector === 'race') {
    return refused(
      'bounded-concurrency/race',
      `\`Promise.${collector}\` takes the first to end, and a bound changes which that is`,
    );
  }
  if (!given) return refused('bounded-concurrency/filled-list', 'a loop makes these promises, not one mapping');
  const obstacle = shapeObstacle(collecting, started, given) ?? obstacleIn(file, mapper);
  if (obstacle) return obstacle;
  const limit = limitFor(resourcesOf(file, mapper));
  const [start, end] = file.spanOf(given);
  const edits = [
    { span: [start, start] as const, text: `${additions.helper('limitConcurrency')}(${limit}, ` },
    { span: [end, end] as const, text: ')' },
  ];
  return { kind: 'edits', edits, safety: 'review' };
}

/** What stands in the way in the mapping itself. */
function shapeObstacle(
  collecting: TSESTree.CallExpression,
  { mapper }: Started,
  given: Node,
): LocalRewrite | undefined {
  const mapping = given.parent;
  if (mapping?.type !== 'CallExpression')
    return refused('bounded-concurrency/filled-list', 'a loop makes these promises, not one mapping');
  if (mapping.arguments.at(-1) !== given)
    return refused('bounded-concurrency/this-value', 'the mapping says what `this` is in its function');
  const isPromising = isFunction(mapper) && mapper.async;
  // With a bound each result is a promise: who looks at them before they are collected may count on another value.
  if (!isPromising && collecting.arguments[0] !== mapping) {
    return refused(
      'bounded-concurrency/mixed-results',
      'the results are used before they are collected, and not each is surely a promise',
    );
  }
  return undefined;
}

function resourcesOf(file: SourceFile, mapper: Node): readonly Resource[] {
  const calls = outsideCallsIn(file, mapper);
  return calls ? [calls.resource] : [];
}
