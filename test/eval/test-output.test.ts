/** What is read out of the output of test runners, and what counts as broken. */
import { describe, expect, it } from 'vitest';
import { brokenTests } from '../../eval/async/broken-tests.ts';
import { readTestRun } from '../../eval/async/test-output.ts';
import { errorsIn, newErrors } from '../../eval/async/type-errors.ts';

const MOCHA =
  '  orders\n    ✓ reads a file (12ms)\n    1) writes\n\n  1 passing (5ms)\n  1 failing\n\n  1) orders\n       writes:\n     Error\n';
const JEST =
  'PASS a.test.js\n  orders\n    ✓ reads a file (2 ms)\n    ✕ writes\n\n  ● orders › writes\n\n    x\n\nTests:       1 failed, 2 skipped, 1 passed, 4 total\n';
const AVA =
  '  ✔ cli › reads a file (105ms)\n  ✘ [fail]: cli › writes Error thrown in test\n  ─\n\n  1 test failed\n  1 test passed\n';

describe('a run of tests', () => {
  it.each<[string, string, readonly string[], readonly string[], number | undefined, number | undefined]>([
    ['mocha', MOCHA, ['reads a file'], ['orders writes'], 1, 1],
    ['jest', JEST, ['reads a file'], ['writes', 'orders › writes'], 1, 1],
    ['ava', AVA, ['cli › reads a file'], ['cli › writes Error thrown in test'], 1, 1],
    ['TAP', 'ok 1 - reads\nnot ok 2 - writes\n# pass 1\n# fail 1\n', ['reads'], ['writes'], 1, 1],
    ['nodeunit, green', '\u001b[32m>>\u001b[39m 655 assertions passed (213ms)\n', [], [], 655, undefined],
    ['nodeunit, red', 'Warning: 3/655 assertions failed (61ms)\n', [], [], undefined, 3],
    ['nothing', 'segmentation fault\n', [], [], undefined, undefined],
  ])('of %s', (_, output, passed, failed, passedCount, failedCount) => {
    const run = readTestRun(output);
    expect([[...run.passed.keys()], [...run.failed]]).toEqual([passed, failed]);
    expect([run.passedCount, run.failedCount]).toEqual([passedCount, failedCount]);
  });

  it('counts tests of the same name', () => {
    expect([...readTestRun('✓ reads\n✓ reads 3ms\n').passed]).toEqual([['reads', 2]]);
  });
});

describe('broken tests', () => {
  const green = '✓ reads\n✓ writes\n2 passing\n';
  it.each<[string, readonly string[], string, readonly string[]]>([
    ['none, where all is as it was', [green, green], green, []],
    ['one that fails', [green, green], '✓ reads\n1 passing\n1 failing\n\n  1) writes:\n', ['writes']],
    ['one that is gone', [green, green], '✓ reads\n1 passing\n', ['writes']],
    ['none, where it failed now and then', [green, '✓ reads\n1 failing\n\n  1) writes:\n'], '✓ reads\n', []],
    ['one of two of the same name', ['✓ a\n✓ a\n'], '✓ a\n', ['a']],
    [
      'a count, where no names are told',
      ['>> 9 assertions passed\n'],
      'Warning: 1/9 assertions failed\n',
      ['9 passed in each run before, 0 after'],
    ],
    [
      'a failure alone, where passed tests have no names',
      ['2 passing\n'],
      '2 passing\n1 failing\n\n  1) reads:\n',
      ['reads'],
    ],
  ])('%s', (_, before, after, broken) => {
    expect(brokenTests(before.map(readTestRun), readTestRun(after))).toEqual(broken);
  });
});

describe('type errors', () => {
  const one = "a.ts(3,1): error TS2345: Argument of type 'x'.\n  more about it\n";

  it('have no lines, which move', () => {
    expect(errorsIn(`${one}${one.replace('3,1', '9,2')}\nFound 2 errors.\n`)).toEqual([
      "a.ts: TS2345 Argument of type 'x'.",
      "a.ts: TS2345 Argument of type 'x'.",
    ]);
  });

  it('are new where there are more than before', () => {
    expect(newErrors(['a', 'b'], ['b', 'a', 'a', 'c'])).toEqual(['a', 'c']);
  });
});
