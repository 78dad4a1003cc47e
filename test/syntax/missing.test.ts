/** Which code only makes what is missing on disk. The code asked about is the call of `work`. */
import { describe, expect, it } from 'vitest';
import { makesMissing } from '../../src/syntax/missing.ts';
import { sourceOf } from './marked.ts';

function isMade(code: string): boolean {
  const file = sourceOf('code.js', code);
  const [call, ...more] = file.nodes('CallExpression').filter(({ callee }) => /\b_?work$/.test(file.textOf(callee)));
  if (!call || more.length > 0) throw new Error(`work is called once: ${code}`);
  return makesMissing(file, call.callee);
}

describe('made where it is missing', () => {
  it.each([
    'if (!existsSync(dir)) { mkdirSync(dir); work(); }',
    'if (!fs.existsSync(dir)) fs.mkdirSync(work(dir));',
    'if (!(await pathExists(dir))) await mkdir(work(dir));',
    'if (existsSync(dir)) { use(dir); } else { createFolder(dir); work(); }',
    'if (enabled && !existsSync(dir)) { mkdirSync(dir); work(); }',
    'if (!existsSync(key) || !existsSync(certificate)) return generateAndWrite(work());',
    'existsSync(dir) || mkdirSync(work(dir));',
    '!existsSync(dir) && mkdirSync(work(dir));',
    'try { accessSync(dir); } catch { mkdirSync(dir); work(); }',
    'if (!existsSync(dir)) { names.forEach((name) => writeFileSync(name)); work(); }',
  ])('%s', (code) => expect(isMade(`async function f() { ${code} }`)).toBe(true));
});

describe('run again each time', () => {
  it.each([
    'if (!existsSync(own)) return work(fallback);',
    'if (existsSync(dir)) { mkdirSync(dir); work(); }',
    'if (!existsSync(dir)) { mkdirSync(dir); } work();',
    'if (!existsSync(work(dir))) mkdirSync(dir);',
    'if (!list.includes(dir)) { mkdirSync(dir); work(); }',
    'try { use(dir); accessSync(dir); } catch { mkdirSync(dir); work(); }',
    'try { accessSync(work(dir)); } catch { mkdirSync(dir); }',
    'if (!existsSync(dir)) { mkdirSync(dir); app.get("/", () => work()); }',
    'existsSync(dir) ? mkdirSync(dir) : work();',
  ])('%s', (code) => expect(isMade(`function f() { ${code} }`)).toBe(false));
});

describe('folders made if they are missing', () => {
  it.each([
    ['fs.mkdirSync(dir, { recursive: true })', true],
    ['mkdirp.mkdirpSync(dir)', true],
    ['fse.ensureDirSync(dir)', true],
    ['fs.mkdirSync(dir)', false],
    ['fs.mkdirSync(dir, { recursive: false })', false],
    ['fs.rmSync(dir, { recursive: true })', false],
  ])('%s: %s', (code, expected) => {
    const file = sourceOf('code.js', `function f() { ${code}; }`);
    const [call] = file.nodes('CallExpression');
    if (!call) throw new Error('no call');
    expect(makesMissing(file, call.callee)).toBe(expected);
  });
});
