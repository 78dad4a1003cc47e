/** The format for pull requests. */
import { describe, expect, it } from 'vitest';
import { code, text } from '../../src/reporters/markdown/escape.ts';
import { markdown } from '../../src/reporters/markdown.ts';
import { finding, plain, report } from './made-report.ts';

describe('markdown', () => {
  it('is a table of findings, a table of files and a list of failures', () => {
    const failures = [{ path: 'a_b.js', stage: 'parse', message: 'Unexpected `' }] as const;
    expect(markdown.format(report([finding({ codemod: 'async-fs' })], failures), plain)).toBe(
      [
        '# perfmig: grade D',
        '',
        '1 finding, 54 points, 12 files',
        '',
        '| severity | where | rule | what | context | points |',
        '|---|---|---|---|---|--:|',
        '| high | `src/templates.js:14:16` | sync-io | ' +
          'fs.readFileSync stops all other requests while the file is read<br>' +
          '`GET /orders → loadOrder → fs.readFileSync`<br>mend: `perfmig apply --codemod async-fs` | request | 54 |',
        '',
        '## Worst files',
        '',
        '| points | findings | file |',
        '|--:|--:|---|',
        '| 54 | 1 | `src/templates.js` |',
        '',
        '## Left out or not fully analysed',
        '',
        '- parse: `a_b.js`: Unexpected \\`',
        '',
      ].join('\n'),
    );
  });

  it('says what the limit leaves out', () => {
    const findings = [finding({ score: 3 }), finding({ score: 2, line: 20 }), finding({ score: 0, line: 30 })];
    const lines = markdown.format(report(findings), { ...plain, top: 1 }).split('\n');
    expect(lines).toContain('- 1 more finding not listed (the worst 1 are); --top 0 lists them all');
    expect(lines.filter((line) => line.startsWith('| high'))).toHaveLength(1);
  });

  it('explains the score on request', () => {
    const lines = markdown.format(report([finding()]), { ...plain, explainScore: true });
    expect(lines).toContain('| 30 cost × 1 request × 2 loop × 0.9 confidence = 54 |');
  });
});

describe('text and code from outside', () => {
  it('can be neither Markdown nor HTML', () => {
    expect(text('<img src=x> `a` | *b* _c_ [d](e) #1 & \\')).toBe(
      '&lt;img src=x&gt; \\`a\\` \\| \\*b\\* \\_c\\_ \\[d\\](e) \\#1 &amp; \\\\',
    );
    expect(text('a\nb')).toBe('a\\\\x0ab');
  });

  it('keeps backticks and pipes of code inside its fence', () => {
    expect(code('a|b')).toBe('`a\\|b`');
    expect(code('a`b``c')).toBe('```a`b``c```');
    expect(code('`a')).toBe('`` `a ``');
  });
});
