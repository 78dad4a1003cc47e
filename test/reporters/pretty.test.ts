/** The default format. */
import { describe, expect, it } from 'vitest';
import { pretty } from '../../src/reporters/pretty.ts';
import { finding, plain, report } from './made-report.ts';

describe('pretty', () => {
  it('shows place, rule, context, points, message, source line with carets and the chain', () => {
    const text = pretty.format(report([finding({ codemod: 'async-fs' })]), plain);
    expect(text.split('\n').slice(0, 6)).toEqual([
      'HIGH    src/templates.js:14:16  sync-io  request  54 points',
      '        fs.readFileSync stops all other requests while the file is read',
      "     14 │ const text = fs.readFileSync(path, 'utf8');",
      '        │              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      '        GET /orders → loadOrder → fs.readFileSync',
      '        mend: perfmig apply --codemod async-fs',
    ]);
  });

  it('gives paths relative to the current folder, so that a click opens them', () => {
    const text = pretty.format(report([finding(), finding({ path: 'a.js' })], [], '../orders'), plain);
    expect(text).toContain('HIGH    ../orders/src/templates.js:14:16  ');
    expect(text).toContain('  ../orders/src/templates.js\n');
  });

  it('does not lead out of the current folder and back into it', () => {
    const findings = [finding(), finding({ path: 'a.js' })];
    const failures = [{ path: '../tsconfig.json', stage: 'config', message: 'not valid JSON' }] as const;
    const text = pretty.format(report(findings, failures, '..'), { ...plain, folder: 'src' });
    expect(text).toContain('HIGH    templates.js:14:16  ');
    expect(text).toContain('  templates.js\n');
    expect(text).toContain('  ../a.js\n');
    expect(text).toContain('config  ../../tsconfig.json: not valid JSON\n');
  });

  it('lists the worst files only where there are several, and no more of them than findings', () => {
    const twelve = Array.from({ length: 12 }, (_, index) => finding({ path: `${index}.js`, score: 100 - index }));
    const listed = (top: number, findings = twelve): number =>
      pretty.format(report(findings), { ...plain, top }).match(/^ +\d+ +1 {2}\d+\.js$/gm)?.length ?? 0;
    expect([0, 20, 3].map((top) => listed(top))).toEqual([10, 10, 3]);
    expect(pretty.format(report([finding(), finding({ line: 20 })]), plain)).not.toContain('Worst files');
  });

  it('ends with the worst files, the counts and the grade', () => {
    const findings = [finding(), finding({ severity: 'low', context: 'startup', score: 0.125, path: 'src/start.js' })];
    const text = pretty.format(report(findings), plain);
    expect(text.split('\n').slice(-12)).toEqual([
      'Worst files',
      'points  findings  file',
      '    54         1  src/templates.js',
      ' 0.125         1  src/start.js',
      '',
      '2 findings',
      '         high  medium  low',
      'request     1       0    0',
      'startup     0       0    1',
      '',
      'Grade D: 54.1 points, 54 in request code; 12 files, 5 parsed, in 340 ms',
      '',
    ]);
  });

  it('ranks over all files, not file by file', () => {
    const findings = [
      finding({ path: 'many.js', score: 40 }),
      finding({ path: 'many.js', score: 30, line: 20 }),
      finding({ path: 'one.js', score: 35 }),
    ];
    const places = pretty.format(report(findings), plain).match(/^HIGH +\S+/gm);
    expect(places).toEqual(['HIGH    many.js:14:16', 'HIGH    one.js:14:16', 'HIGH    many.js:20:16']);
  });

  it('says how many findings it leaves out, and how to see them', () => {
    const findings = Array.from({ length: 25 }, (_, index) => finding({ line: index + 1, score: 100 - index }));
    const text = pretty.format(report(findings), plain);
    expect(text.match(/^HIGH/gm)).toHaveLength(20);
    expect(text).toMatch(/^20 of 25 findings shown; --top 0 shows all\n$/m);
    expect(pretty.format(report(findings), { ...plain, top: 0 }).match(/^HIGH/gm)).toHaveLength(25);
  });

  it('shows only what deserves work where no number is asked for, and says what else there is', () => {
    const minor = finding({ path: 'minor.js', severity: 'medium', score: 60, worth: false });
    const alone = pretty.format(report([minor]), { ...plain, top: undefined });
    expect(alone).not.toContain('minor.js');
    expect(alone).toMatch(/^1 finding worth less than a day's work, not listed: .*; --all lists all$/ms);
    const findings = Array.from({ length: 25 }, (_, index) => finding({ line: index + 1, score: 50 - index }));
    const text = pretty.format(report([...findings, minor, minor]), { ...plain, width: 200, top: undefined });
    expect(text.match(/^HIGH/gm)).toHaveLength(20);
    expect(text).not.toContain('Worst files');
    expect(text).toMatch(/^20 of 25 findings worth a day's work shown; --all lists all$/m);
    expect(text).toMatch(/^2 findings worth less than a day's work, not listed: /m);
  });

  it('counts findings without points but never lists them', () => {
    const inTest = finding({ context: 'test', score: 0, severity: 'low', path: 'test/a.test.js' });
    const text = pretty.format(report([inTest]), { ...plain, top: 0 });
    expect(text).not.toContain('test/a.test.js');
    expect(text).toMatch(/^test +0 +0 +1$/m);
    expect(text).toContain('1 finding without points, as in tests, counted but not listed');
    const limited = pretty.format(report([inTest, finding(), finding({ line: 20 })]), { ...plain, top: 1 });
    expect(limited).toContain('\n1 of 2 findings with points shown; --top 0 shows all\n');
  });

  it('explains the score on request', () => {
    expect(pretty.format(report([finding()]), { ...plain, explainScore: true })).toContain(
      '\n        30 cost × 1 request × 2 loop × 0.9 confidence = 54\n',
    );
  });

  it('leaves out of the score what changes nothing', () => {
    const factors = { cost: 5, once: 1, rare: 1, context: 0.02, loop: 1, confidence: 1 };
    const atStart = finding({ context: 'startup', score: 0.1, factors });
    expect(pretty.format(report([atStart]), { ...plain, explainScore: true })).toContain(
      '\n        5 cost × 0.02 startup = 0.1\n',
    );
  });

  it('tells loops', () => {
    const contexts = [
      finding({ loopDepth: 1, line: 1 }),
      finding({ loopDepth: 2, line: 2 }),
      finding({ context: 'loop', loopDepth: 1, line: 3 }),
    ];
    expect(pretty.format(report(contexts), plain).match(/(?<=sync-io {2}).*(?= {2}54)/g)).toEqual([
      'request, in a loop',
      'request, in 2 loops',
      'loop',
    ]);
  });

  it('names each failure in one line, with its path from here', () => {
    const failures = [
      { path: 'src/broken.js', stage: 'parse', message: 'Unexpected token' },
      { path: 'public/app.js', stage: 'skip', message: 'looks binary\nvery' },
    ] as const;
    const text = pretty.format(report([], failures, 'app'), { ...plain, width: 120 });
    expect(text).toContain(
      'Left out or not fully analysed\nparse  app/src/broken.js: Unexpected token\nskip   app/public/app.js: looks binary\\x0avery\n',
    );
    expect(text).toContain('Grade A: no findings; 12 files, 5 parsed, in 340 ms, 2 left out or not fully analysed\n');
  });

  it('shows only the first failures where there are many', () => {
    const failures = Array.from({ length: 30 }, (_, index) => ({
      path: `${index}.min.js`,
      stage: 'skip' as const,
      message: 'minified, by its name',
    }));
    const text = pretty.format(report([], failures), plain);
    expect(text.match(/^skip/gm)).toHaveLength(20);
    expect(text).toContain('20 of 30 shown; --top 0 shows all');
  });

  it('uses colour codes only where it may', () => {
    const escape = '\u001B';
    expect(pretty.format(report([finding()]), plain)).not.toContain(escape);
    const colored = pretty.format(report([finding()]), { ...plain, color: true });
    expect(colored).toContain(`${escape}[31m${escape}[1mHIGH`);
    expect(colored.replace(/\u001B\[\d+m/g, '')).toBe(pretty.format(report([finding()]), plain));
  });

  it('keeps to the width of the terminal', () => {
    const long = finding({
      message: 'fs.readFileSync stops all other requests while the file is read, and this goes on for a while',
      chain: Array.from({ length: 9 }, (_, index) => ({
        path: 'a.js',
        line: index + 1,
        name: `functionNumber${index}`,
      })),
      excerpt: `  const all = [${'value, '.repeat(40)}];`,
      column: 16,
      endColumn: 21,
    });
    const lines = pretty.format(report([long]), { ...plain, width: 60 }).split('\n');
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
    expect(lines.filter((line) => line.startsWith('        functionNumber')).length).toBeGreaterThan(1);
  });

  it('lets nothing from outside control the terminal', () => {
    const evil = '\u001B[2J\u009B31m\u202Egnp.exe\r\n';
    const findings = [
      finding({
        path: `${evil}.js`,
        message: evil,
        excerpt: `\t${evil}call()`,
        chain: [{ path: evil, line: 1, name: `GET /${evil}` }],
      }),
    ];
    const text = pretty.format(report(findings, [{ path: evil, stage: 'read', message: evil }]), plain);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(text).toContain('\\x1b[2J\\x9b31m\\u202egnp.exe\\x0d\\x0a.js:14:16');
  });
});
