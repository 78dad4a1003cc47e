/** Comments that disable findings, and what is said of those that don't do what they should. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import type { Report } from '../../src/contracts.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { tempTree } from '../project/temp-tree.ts';

const HEAD = "const fs = require('fs');\n";
const IDS = rules.map(({ id }) => id);

async function run(code: string, ids: readonly string[] = IDS, name = 'a.jsx'): Promise<Report> {
  const chosen = rules.filter(({ id }) => ids.includes(id));
  return analyze({
    cwd: tempTree({ 'package.json': '{}', [name]: HEAD + code }),
    paths: [],
    rules: chosen,
    knownRules: IDS,
  });
}

/** Lines of the findings that are left, from 1 behind the head. */
function linesLeft({ files }: Report): readonly number[] {
  return files.flatMap(({ findings }) => findings.map(({ line }) => line - 1)).sort((a, b) => a - b);
}

/** Each case: what it shows, the code, the lines on which findings are left. */
const DISABLED: readonly (readonly [name: string, code: readonly string[], left: readonly number[]])[] = [
  ['the next line', ['// perfmig-disable-next-line sync-io -- small', 'fs.statSync(a);', 'fs.statSync(b);'], [3]],
  ['the same line', ['fs.statSync(a); // perfmig-disable-line sync-io -- small', 'fs.statSync(b);'], [2]],
  ['every rule', ['// perfmig-disable-next-line -- small', 'fs.statSync(JSON.parse(JSON.stringify(a)));'], []],
  ['several rules', ['// perfmig-disable-next-line json-copy, sync-io -- small', 'fs.statSync(a);'], []],
  ['several rules without commas', ['// perfmig-disable-next-line json-copy sync-io -- small', 'fs.statSync(a);'], []],
  ['another rule', ['// perfmig-disable-next-line json-copy -- small', 'fs.statSync(a);'], [2]],
  [
    'a statement broken into lines',
    ['// perfmig-disable-next-line sync-io -- x', 'const a = f(', '  fs.statSync(a),', ');'],
    [],
  ],
  [
    'not the functions in it',
    ['// perfmig-disable-next-line sync-io -- x', 'f(() => {', '  fs.statSync(a);', '});'],
    [3],
  ],
  [
    'not the properties in it',
    ['// perfmig-disable-next-line sync-io -- x', 'f({', '  a: fs.statSync(a),', '});'],
    [3],
  ],
  [
    'below a comment for another tool',
    ['// perfmig-disable-next-line sync-io -- x', '// eslint-disable-next-line n/no-sync', '', 'fs.statSync(a);'],
    [],
  ],
  [
    'a block',
    [
      'fs.statSync(a);',
      '/* perfmig-disable sync-io -- x */',
      'fs.statSync(b);',
      '/* perfmig-enable sync-io */',
      'fs.statSync(c);',
    ],
    [1, 5],
  ],
  ['a block to the end', ['fs.statSync(a);', '/* perfmig-disable sync-io -- x */', 'fs.statSync(b);'], [1]],
  ['all but one rule', ['/* perfmig-disable -- x */', '/* perfmig-enable sync-io */', 'fs.statSync(b);'], [3]],
  [
    'a documentation comment',
    ['/**', ' * perfmig-disable sync-io -- this is a', ' * build script', ' */', 'fs.statSync(b);'],
    [],
  ],
  [
    'JSX',
    [
      'const a = () => <p>',
      '  {/* perfmig-disable-next-line sync-io -- x */}',
      '  {fs.statSync(a)}',
      '  {fs.statSync(b)}',
      '</p>;',
    ],
    [4],
  ],
  [
    'JSX below another',
    [
      'const a = () => <p>',
      '  {/* perfmig-disable-next-line sync-io -- x */}',
      '  {/* other */}',
      '  {fs.statSync(a)}',
      '</p>;',
    ],
    [],
  ],
  ['no text', ['f("// perfmig-disable-next-line sync-io -- x");', 'fs.statSync(a);'], [2]],
  ['no template', ['f(`', '/* perfmig-disable sync-io -- x */', '`);', 'fs.statSync(a);'], [4]],
];

describe('a comment disables', () => {
  it.each(DISABLED)('%s', async (_, code, left) => {
    const report = await run(code.join('\n'));
    expect(linesLeft(report)).toEqual(left);
    expect(report.failures).toEqual([]);
  });

  it('with Windows line ends too', async () => {
    expect(linesLeft(await run('// perfmig-disable-next-line sync-io -- x\r\nfs.statSync(a);\r\n'))).toEqual([]);
  });

  it('what then counts neither in the score nor in the grade, but in the summary', async () => {
    const route =
      "require('express')().get('/', (req, res) => {\n// perfmig-disable-next-line sync-io -- x\nfs.readFileSync(a); });";
    const { summary, files } = await run(route);
    expect(summary).toMatchObject({ findings: 0, score: 0, grade: 'A', suppressed: { comments: 1 }, notices: 0 });
    expect(files).toEqual([]);
  });
});

/** Each case: the code, what is said of it. */
const NOTICES: readonly (readonly [name: string, code: string, notices: readonly string[]])[] = [
  ['none for a good one', '// perfmig-disable-next-line sync-io -- x\nfs.statSync(a);', []],
  [
    'a missing reason, though it is honoured',
    '// perfmig-disable-next-line sync-io\nfs.statSync(a);',
    [
      '2:1 missing-reason perfmig-disable-next-line without a reason; say why: perfmig-disable-next-line sync-io -- why',
    ],
  ],
  [
    'a reason without its mark',
    '// perfmig-disable-next-line sync-io it is small\nfs.statSync(a);',
    [
      '2:1 missing-reason perfmig-disable-next-line without a reason; say why: perfmig-disable-next-line sync-io -- why',
    ],
  ],
  [
    'an unknown rule',
    '  // perfmig-disable-next-line sync-oi -- x\nf();',
    ["2:3 unknown-rule unknown rule 'sync-oi' in perfmig-disable-next-line, did you mean 'sync-io'?"],
  ],
  [
    'an unknown comment',
    '// perfmig-disable-nextline sync-io -- x\nf();',
    ["2:1 malformed-comment unknown comment 'perfmig-disable-nextline', did you mean 'perfmig-disable-next-line'?"],
  ],
  [
    'a block in a comment of one line, which would disable the rest of the file',
    '// perfmig-disable sync-io -- x\nf();',
    [
      '2:1 malformed-comment // perfmig-disable does nothing: what counts for many lines is written /* perfmig-disable … */; for one line: // perfmig-disable-next-line',
    ],
  ],
  [
    'an unused one, in a file no rule asks for',
    '// perfmig-disable-line sync-process -- x\nf();',
    ['2:1 unused-comment unused perfmig-disable-line sync-process: there is nothing to disable'],
  ],
  [
    'the unused one of two rules',
    '// perfmig-disable-next-line sync-io, json-copy -- x\nfs.statSync(a);',
    ['2:1 unused-comment unused perfmig-disable-next-line json-copy: there is nothing to disable'],
  ],
  [
    'an unused one without a reason, once',
    '// perfmig-disable-line sync-process\nf();',
    ['2:1 unused-comment unused perfmig-disable-line sync-process: there is nothing to disable'],
  ],
  [
    'an unused block for all rules',
    '/* perfmig-disable -- x */\nf();',
    ['2:1 unused-comment unused perfmig-disable: there is nothing to disable'],
  ],
  [
    'an end without a beginning',
    '/* perfmig-enable sync-io */\nf();',
    ['2:1 unused-comment unused perfmig-enable: no perfmig-disable stands before it'],
  ],
  ['none for words that only begin alike', '// perfmig-notes\n// perfmig finds more\nf();', []],
];

function said({ notices }: Report): readonly string[] {
  return notices.map(({ line, column, code, message }) => `${line ?? ''}:${column ?? ''} ${code} ${message}`);
}

describe('notices', () => {
  it.each(NOTICES)('%s', async (_, code, notices) => {
    expect(said(await run(code))).toEqual(notices);
  });

  it('do not judge comments for rules that did not run', async () => {
    const code = '// perfmig-disable-next-line sync-io -- x\nf();\n/* perfmig-disable -- x */';
    expect(said(await run(code, ['json-copy']))).toEqual([]);
  });

  it('do not judge comments in a file a rule failed on', async () => {
    const failing = {
      ...rules[0],
      id: 'failing',
      triggers: ['fs'],
      detect: () => {
        throw new Error('no');
      },
    } as never;
    const cwd = tempTree({ 'a.js': `${HEAD}// perfmig-disable-next-line sync-io -- x\nf();` });
    const report = await analyze({ cwd, paths: [], rules: [...rules, failing], knownRules: IDS });
    expect(report.failures).toHaveLength(1);
    expect(report.notices).toEqual([]);
  });
});
