/** The strings and paths that the text alone tells; `*` stands for what it doesn't. */
import { describe, expect, it } from 'vitest';
import { foldString } from '../../src/syntax/fold.ts';
import { markedIn } from './marked.ts';

function fold(code: string): string | undefined {
  const { file, node } = markedIn(/\bas\b|: string/.test(code) ? 'code.ts' : 'code.js', code);
  return foldString(node, file);
}

describe('strings', () => {
  it.each([
    ["x = «'fs'»", 'fs'],
    ['x = «`fs`»', 'fs'],
    ["x = «''»", ''],
    ["x = «'a' + 'b' + 'c'»", 'abc'],
    ["x = «'node:' + name»", 'node:*'],
    ["x = «name + '.js'»", '*.js'],
    ['x = «`./routes/${name}.js`»', './routes/*.js'],
    ["const NAME = 'fs'; x = «NAME»", 'fs'],
    ["const A = 'a'; const B = `${A}/b`; x = «B + '.js'»", 'a/b.js'],
    ["let once = 'fs'; x = «once»", 'fs'],
    ["x = «'fs' as string»", 'fs'],
    ["const name: string = 'fs'; x = «name!»", 'fs'],
    ["x = («a, 'fs'»)", 'fs'],
  ])('%s', (code, text) => expect(fold(code)).toBe(text));
});

describe('no strings', () => {
  it.each([
    'x = «1»',
    'x = «1 + 2»',
    'x = «null»',
    'x = «/fs/»',
    'x = «name»',
    'x = «a + b»',
    "x = «'a' - 'b'»",
    "let name = 'fs'; name = other; x = «name»",
    "let name = 'fs'; name += other; x = «name»",
    "function f(name = 'fs') { x = «name»; }",
    "for (const name of ['fs']) { x = «name»; }",
    'for (const name in { fs: 1 }) { x = «name»; }',
    "const { name } = { name: 'fs' }; x = «name»",
    "const [name] = 'fs'; x = «name»",
    "const o = { name: 'fs' }; x = «o.name»",
    "const name = 'fs'; function f(name) { x = «name»; }",
    'const a = b; const b = a; x = «a»',
    "x = «read('fs')»",
    "x = «'fs'.trim()»",
    "x = «['fs']»",
    "x = «a ? 'fs' : 'path'»",
    "import name from './name.js'; x = «name»",
  ])('%s', (code) => expect(fold(code)).toBeUndefined());
});

describe('paths', () => {
  it.each([
    ['x = «__dirname»', '.'],
    ['x = «import.meta.dirname»', '.'],
    ["x = «path.join(__dirname, 'routes')»", './routes'],
    ["x = «path.join(__dirname, 'routes', name)»", './routes/*'],
    ["x = «path.join(__dirname, '..', 'routes')»", '../routes'],
    ["x = «path.join(__dirname, './routes/index.js')»", './routes/index.js'],
    ["x = «path.resolve(__dirname, 'routes')»", './routes'],
    ["x = «path.resolve(__dirname, '../routes')»", '../routes'],
    ["x = «path.join(dir, 'routes')»", '*/routes'],
    ["x = «path.posix.join(__dirname, 'a')»", './a'],
    ["x = «__dirname + '/routes'»", './routes'],
    ['x = «`${__dirname}/routes/${name}`»', './routes/*'],
    ["const dir = path.join(__dirname, 'a'); x = «path.join(dir, 'b')»", './a/b'],
    ["x = «path.join('/srv', 'app')»", '/srv/app'],
    ["x = «new URL('./worker.js', import.meta.url)»", './worker.js'],
    ["x = «new URL('./worker.js', import.meta.url).href»", './worker.js'],
    ["x = «new URL('./worker.js', import.meta.url).pathname»", './worker.js'],
    ["x = «fileURLToPath(new URL('./worker.js', import.meta.url))»", './worker.js'],
    ["x = «url.fileURLToPath(new URL('./worker.js', import.meta.url))»", './worker.js'],
    ["x = «require.resolve('./worker')»", './worker'],
    ["x = «path.normalize('a/../b')»", './b'],
    ["import { join } from 'node:path'; x = «join(__dirname, 'a')»", './a'],
    ["import p from 'path'; x = «p.join(__dirname, 'a')»", './a'],
    ["const { join } = require('path'); x = «join(__dirname, 'a')»", './a'],
    ["const p = require('node:path'); x = «p.posix.resolve(__dirname, 'a')»", './a'],
    ["x = «require.resolve('pkg/worker')»", 'pkg/worker'],
    ["x = «import.meta.resolve('pkg')»", 'pkg'],
  ])('%s', (code, path) => expect(fold(code)).toBe(path));

  it.each([
    "const __dirname = 'x'.repeat(2); x = «__dirname»",
    'x = «import.meta.url»',
    'x = «new URL(address)»',
    "x = «new Url('./a', base)»",
    'x = «path.basename(__dirname)»',
    'x = «path.join()»',
    "x = «parts.join('/')»",
    "x = «['a', 'b'].join('-')»",
    "x = «Promise.resolve('a')»",
    "new Promise((resolve) => { x = «resolve('a')»; })",
    "import { join } from './strings.js'; x = «join('a', 'b')»",
    "function join() {} x = «join('a', 'b')»",
    'x = «process.cwd()»',
  ])('none: %s', (code) => expect(fold(code)).toBeUndefined());
});

it('gives up on sums of sums', () => {
  const steps = Array.from({ length: 50 }, (_, i) => `const a${i + 1} = a${i} + a${i};`).join(' ');
  expect(fold(`const a0 = 'x'; ${steps} x = «a50»`)).toBeUndefined();
});
