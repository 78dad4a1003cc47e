/** The prefilter skips a pattern only where its first word is missing. */
import { expect, it } from 'vitest';
import type { Rule } from '../../src/contracts.ts';
import { triggeredBy } from '../../src/engine/triggers.ts';

const CASES: readonly (readonly [trigger: string | RegExp, text: string, found: boolean])[] = [
  ['Sync', 'readSync()', true],
  ['Sync', 'read()', false],
  [/Sync\b(?<=readSync)/, 'readSync()', true],
  [/Sync\b(?<=readSync)/, 'writeSync()', false],
  [/Syncs?\(/, 'Sync()', true],
  [/new Date/, 'new Date()', true],
  [/cat|dog/, 'dog', true],
  [/(?:cat|dog)s/, 'dogs', true],
  [/cat(?:s|[|])dog/, 'catsdog', true],
  [/json/i, 'JSON', true],
  [/\bread/, 'read', true],
];

it.each(CASES)('%s in %s: %s', (trigger, text, found) => {
  const rule = { id: 'some', triggers: [trigger] } as unknown as Rule;
  expect(triggeredBy([rule])(text)).toEqual(found ? [rule] : []);
});
