/** JUnit's XML: well-formed whatever is in names and messages. */
import { describe, expect, it } from 'vitest';
import { junit } from '../../src/reporters/junit.ts';
import { finding, plain, report } from './made-report.ts';

describe('junit', () => {
  it('is a suite for each file, a failed test for each finding, an error for what was not analysed', () => {
    const failures = [{ path: 'b.js', stage: 'parse', message: 'Unexpected <' }] as const;
    expect(junit.format(report([finding({ codemod: 'async-fs' })], failures), plain)).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="perfmig" tests="2" failures="1" errors="1">',
        '  <testsuite name="src/templates.js" tests="1" failures="1" errors="0" file="src/templates.js">',
        '    <testcase classname="src/templates.js" name="sync-io at line 14">',
        '      <failure type="sync-io" message="fs.readFileSync stops all other requests while the file is read">' +
          'src/templates.js:14:16: high, request, 54 points',
        'GET /orders → loadOrder → fs.readFileSync',
        'mend: perfmig apply --codemod async-fs</failure>',
        '    </testcase>',
        '  </testsuite>',
        '  <testsuite name="not fully analysed" tests="1" failures="0" errors="1">',
        '    <testcase classname="b.js" name="parse">',
        '      <error type="parse" message="Unexpected &lt;"/>',
        '    </testcase>',
        '  </testsuite>',
        '</testsuites>',
        '',
      ].join('\n'),
    );
  });

  it('lets nothing in names and messages be markup, or what XML forbids', () => {
    const evil = finding({ path: 'a"><b>&.js', message: '</failure>]]>\u0000\u001b\ufffe"', chain: [] });
    const text = junit.format(report([evil]), plain);
    expect(text.match(/<\/?[a-z]+/g)).toEqual([
      ...[
        '<testsuites',
        '<testsuite',
        '<testcase',
        '<failure',
        '</failure',
        '</testcase',
        '</testsuite',
        '</testsuites',
      ],
    ]);
    expect(text).toContain('name="a&quot;&gt;&lt;b&gt;&amp;.js"');
    expect(text).toContain('message="&lt;/failure&gt;]]&gt;\\x00\\x1b');
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  });

  it('without findings has no suites', () => {
    expect(junit.format(report([]), plain)).toContain('tests="0" failures="0" errors="0">\n</testsuites>');
  });
});
