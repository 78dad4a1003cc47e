/** The format for pull requests. */
import { describe, expect, it } from 'vitest';
import { code, text } from '../../src/reporters/markdown/escape.ts';
import { markdown } from '../../src/reporters/markdown.ts';
import { finding, plain, report } from './made-report.ts';

describe('markdown', () => {
  it('is a table of findings, a table of files and a list of failures', () => {
    const findings = [
      finding({ codemod: 'async-fs' }),
      finding({ path: 'a.js', severity: 'low', score: 2, chain: [] }),
    ];
    const failures = [{ path: 'a_b.js', stage: 'parse', message: 'Unexpected `' }] as const;
    expect(markdown.format(report(findings, failures), plain)).toBe(
      [
        '# perfmig: grade D',
        '',
        '2 findings, 56 points, 12 files',
        '',
        '| severity | where | rule | what | context | points |',
        '|---|---|---|---|---|--:|',
        '| high | `src/templates.js:14:16` | sync-io | ' +
          'fs.readFileSync stops all other requests while the file is read<br>' +
          '`GET /orders → loadOrder → fs.readFileSync`<br>mend: `perfmig apply --codemod async-fs` | request | 54 |',
        '| low | `a.js:14:16` | sync-io | fs.readFileSync stops all other requests while the file is read | request | 2 |',
        '',
        '## Worst files',
        '',
        '| points | findings | file |',
        '|--:|--:|---|',
        '| 54 | 1 | `src/templates.js` |',
        '| 2 | 1 | `a.js` |',
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
    expect(lines).toContain('- 1 of 2 findings with points shown; --top 0 shows all');
    expect(lines.filter((line) => line.startsWith('| high'))).toHaveLength(1);
  });

  it('explains the score on request', () => {
    const text = markdown.format(report([finding()]), { ...plain, explainScore: true });
    expect(text).toContain('| context | points | product |\n|---|---|---|---|---|--:|---|\n');
    expect(text).toContain('| request | 54 | 30 cost × 1 request × 2 loop × 0.9 confidence = 54 |\n');
  });

  it('says how many failures it leaves out', () => {
    const failures = ['a.js', 'b.js'].map((path) => ({ path, stage: 'skip' as const, message: 'looks binary' }));
    const lines = markdown.format(report([], failures), { ...plain, top: 1 }).split('\n');
    expect(lines.slice(-3, -1)).toEqual(['- skip: `a.js`: looks binary', '- 1 of 2 shown; --top 0 shows all']);
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
