/** perfmig on the labelled calls: each blocking one found, in the right context, and nothing else. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { placeOf, readLabels } from '../bench/labels.ts';
import { rules } from '../src/catalog/rules.ts';
import { analyze } from '../src/engine/analyze.ts';

const folder = join(import.meta.dirname, '../fixtures/labelled');
const labels = readLabels(folder);
const blockingRules = new Set(['sync-io', 'sync-process', 'sync-compute', 'blocking-sleep']);

/** What perfmig says of each line it reports: `request`, or `elsewhere` for every other context. */
const reported = new Map<string, 'request' | 'elsewhere'>();

beforeAll(async () => {
  const wanted = rules.filter(({ id }) => blockingRules.has(id));
  const report = await analyze({ cwd: folder, paths: [], rules: wanted });
  for (const { path, line, context } of report.files.flatMap(({ findings }) => findings)) {
    const place = placeOf(folder, join(folder, path), line);
    if (reported.get(place) !== 'request') reported.set(place, context === 'request' ? 'request' : 'elsewhere');
  }
});

describe('the labelled calls', () => {
  it('are enough to mean something', () => {
    expect(labels.size).toBeGreaterThanOrEqual(70);
  });

  it.each([...labels].filter(([, label]) => label === 'request'))('%s blocks requests', (place) => {
    expect(reported.get(place)).toBe('request');
  });

  it.each([...labels].filter(([, label]) => label === 'startup'))('%s blocks, but no request', (place) => {
    expect(reported.get(place)).toBe('elsewhere');
  });

  it('and no other lines are reported', () => {
    expect([...reported.keys()].filter((place) => !['request', 'startup'].includes(labels.get(place) ?? ''))).toEqual(
      [],
    );
  });
});
