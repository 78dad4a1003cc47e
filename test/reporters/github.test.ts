/** Annotations in GitHub Actions: few, and nothing in them can give a command of its own. */
import { describe, expect, it } from 'vitest';
import { github } from '../../src/reporters/github.ts';
import { finding, plain, report } from './made-report.ts';

describe('github', () => {
  it('puts a finding beside its line, and ends with what there is in all', () => {
    expect(github.format(report([finding({ codemod: 'async-fs' })]), plain)).toBe(
      '::error file=src/templates.js,line=14,endLine=14,col=16,endColumn=44,title=perfmig sync-io::' +
        'fs.readFileSync stops all other requests while the file is read%0A' +
        'request: GET /orders → loadOrder → fs.readFileSync%0Amend: perfmig apply --codemod async-fs\n' +
        '::notice title=perfmig::1 finding\n',
    );
  });

  it('leaves columns out over several lines, where they mean nothing', () => {
    const [line] = github.format(report([finding({ endLine: 16 })]), plain).split('\n');
    expect(line).toContain('line=14,endLine=16,title=');
  });

  it('annotates the ten worst and counts the rest', () => {
    const findings = Array.from({ length: 13 }, (_, at) =>
      finding({ line: at + 1, endLine: at + 1, score: at, severity: at > 6 ? 'high' : 'low' }),
    );
    const lines = github
      .format(report(findings), { ...plain, top: 0 })
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[0]).toContain('::error file=src/templates.js,line=13,');
    expect(lines[9]).toContain('::warning file=src/templates.js,line=4,');
    expect(lines[10]).toBe('::notice title=perfmig::13 findings, 3 of them not annotated');
  });

  it('lets no name and no message end a property, a line or a command', () => {
    const evil = finding({
      path: 'a,line=9::b\n::set-output name=x::y.js',
      message: 'x\r\n::error::y %0A \u001b[31m\u202e',
      chain: [{ path: 'a.js', line: 1, name: 'GET /\n::stop-commands::z' }],
    });
    const lines = github
      .format(report([evil]), plain)
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(2);
    const [, properties = '', message = ''] = /^::error ([^:]*)::(.*)$/.exec(lines[0] ?? '') ?? [];
    expect(properties.split(',').map((one) => one.split('=')[0])).toEqual([
      'file',
      'line',
      'endLine',
      'col',
      'endColumn',
      'title',
    ]);
    expect(properties).toContain('file=a%2Cline=9%3A%3Ab\\x0a%3A%3Aset-output name=x%3A%3Ay.js');
    expect(message).toContain('x\\x0d\\x0a::error::y %250A \\x1b[31m\\u202e');
  });

  it('says that there is nothing', () => {
    expect(github.format(report([]), plain)).toBe('::notice title=perfmig::0 findings\n');
  });
});
