/** Carets under the place a finding means. */
import { describe, expect, it } from 'vitest';
import { sourceLine } from '../../src/reporters/pretty/source-line.ts';
import { finding } from './made-report.ts';

/** The source line of an excerpt in which `«…»` marks the place. */
function shown(marked: string, width = 60): readonly string[] {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const excerpt = marked.replace(/[«»]/g, '');
  const { code, carets } = sourceLine(finding({ excerpt, column: start + 1, endColumn: end + 1 }), width);
  return [code, carets];
}

describe('sourceLine', () => {
  it('drops the indentation', () => {
    expect(shown('      «fs.statSync(a)»;')).toEqual(['fs.statSync(a);', '^^^^^^^^^^^^^^']);
  });

  it('stays in line behind tabs', () => {
    expect(shown('\t\tif (x)\t«f()»;')).toEqual(['if (x)  f();', '        ^^^']);
  });

  it('stays in line behind wide characters and made-visible ones', () => {
    expect(shown("log('漢字\u001B', «f()»)")).toEqual(["log('漢字\\x1b', f())", '                ^^^']);
  });

  it('cuts a long line at its end', () => {
    expect(shown(`«f()»; ${'x'.repeat(100)}`, 20)).toEqual([`f(); ${'x'.repeat(14)}…`, '^^^']);
  });

  it('cuts a long line at its start where the place is far in it', () => {
    expect(shown(`${'x'.repeat(100)}; «f()»`, 20)).toEqual(['…xxxxxxxxxxxxxx; f()', '                 ^^^']);
  });

  it('cuts on both sides, carets included', () => {
    const [code, carets] = shown(`${'x'.repeat(100)}«${'y'.repeat(100)}»${'z'.repeat(100)}`, 30);
    expect(code).toBe('…xxxxxxxxxyyyyyyyyyyyyyyyyyyy…');
    expect(carets).toBe(`${' '.repeat(10)}${'^'.repeat(20)}`);
  });

  it('marks the callee of a call of several lines', () => {
    const at = (excerpt: string): readonly string[] => {
      const { code, carets } = sourceLine(finding({ excerpt, column: 3, endLine: 20, endColumn: 2 }), 60);
      return [code, carets];
    };
    expect(at('  run(() => {')).toEqual(['run(() => {', '^^^']);
    expect(at('  open(path).run(f(1), {')).toEqual(['open(path).run(f(1), {', '^^^^^^^^^^^^^^']);
    expect(at('  db.table(name)')).toEqual(['db.table(name)', '^^^^^^^^^^^^^^']);
    expect(at('  (await open(')).toEqual(['(await open(', '^^^^^^^^^^^^']);
  });

  it('shows no carets where the excerpt ends before the place', () => {
    expect(sourceLine(finding({ excerpt: 'short', column: 400, endColumn: 410 }), 60)).toEqual({
      code: 'short',
      carets: '',
    });
  });
});
