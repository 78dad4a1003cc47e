/** Names of failed tests, from what the runners print. */
import { describe, expect, it } from 'vitest';
import { failedTests } from '../../../src/engine/verify/failures.ts';

const OUTPUTS: Readonly<Record<string, readonly [output: string, names: readonly string[]]>> = {
  TAP: [
    'TAP version 13\nok 1 - adds\nnot ok 2 - reads a file # time=3.2ms\nnot ok 3 - later # TODO\n    not ok 1 - inner\n1..3\n',
    ['reads a file', 'inner'],
  ],
  'TAP without numbers': ['not ok reads\n', ['reads']],
  "node's runner": ['✔ adds (1.2ms)\n✖ reads a file (3.5ms)\nℹ tests 2\n', ['reads a file']],
  ava: ['  ✔ cli › adds\n  ✘ [fail]: cli › reads a file\n', ['cli › reads a file']],
  'jest for people': ['  ● orders › reads a file\n\n    expect(received)\n', ['orders › reads a file']],
  'vitest for people, with colours': [
    ' \u001b[31m×\u001b[39m reads a file \u001b[33m12ms\u001b[39m\n FAIL  test/a.test.ts > orders > reads a file\n',
    ['reads a file', 'test/a.test.ts > orders > reads a file'],
  ],
  'jest and vitest as JSON': [
    JSON.stringify({
      testResults: [
        {
          name: 'a.test.js',
          status: 'failed',
          assertionResults: [
            { fullName: 'orders reads', status: 'failed' },
            { fullName: 'adds', status: 'passed' },
          ],
        },
        { name: 'broken.test.js', status: 'failed', assertionResults: [] },
      ],
    }),
    ['orders reads', 'broken.test.js'],
  ],
  'mocha as JSON, indented, after other output': [
    `starting\n${JSON.stringify({ stats: {}, failures: [{ fullTitle: 'orders reads' }] }, null, 2)}\n`,
    ['orders reads'],
  ],
  'mocha for people': [
    '  orders\n    1) reads a file\n\n  1 passing (5ms)\n  2 failing\n\n  1) orders\n       reads a file:\n     Error: no\n      at x\n\n  2) adds:\n     Error\n',
    ['orders reads a file', 'adds'],
  ],
  'nothing a runner prints': ['all is well: 3 passed\n', []],
};

describe('failed tests', () => {
  it.each(Object.entries(OUTPUTS))('of %s', (_, [output, names]) => {
    expect([...failedTests(output)].sort()).toEqual([...names].sort());
  });
});
