/** Every encoding and every file that is no source. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../src/project/read-source.ts';
import { tempTree } from './temp-tree.ts';

const TEXT = "const name = 'café ☕';\r\nrun(name);\r\n";

function bigEndian(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

function read(name: string, content: string | Uint8Array): ReturnType<typeof readSource> {
  return readSource(join(tempTree({ [name]: content }), name), name);
}

/** The stage and message of the failure a file must be. */
function failureOf(name: string, content: string | Uint8Array): string {
  const result = read(name, content);
  return result.kind === 'failure' ? `${result.failure.stage}: ${result.failure.message}` : 'no failure';
}

describe('text', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT), 'utf8', false],
    ['UTF-8 with a byte-order mark', Buffer.from(`\uFEFF${TEXT}`), 'utf8', true],
    ['little-endian UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), 'utf16le', true],
    ['big-endian UTF-16', bigEndian(`\uFEFF${TEXT}`), 'utf16be', true],
  ])('in %s is read without its mark and with its line ends', (_, bytes, encoding, bom) => {
    expect(read('a.js', bytes)).toEqual({ kind: 'text', text: TEXT, encoding, bom });
  });

  it('may be empty, or a mark alone', () => {
    expect(read('a.js', '')).toMatchObject({ text: '', bom: false });
    expect(read('a.js', '\uFEFF')).toMatchObject({ text: '', bom: true });
  });

  it('in an old encoding still is text', () => {
    expect(read('a.js', Buffer.from([0x27, 0xe9, 0x27]))).toMatchObject({ kind: 'text', text: "'\uFFFD'" });
  });

  it('may lack half a character at the end', () => {
    expect(read('a.js', Buffer.concat([bigEndian('\uFEFFok'), Buffer.from([0])]))).toMatchObject({ text: 'ok' });
  });
});

describe('left out', () => {
  it('is what looks binary', () => {
    expect(failureOf('a.js', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]))).toBe('skip: looks binary');
  });

  it('is what is called minified', () => {
    expect(failureOf('lib.min.js', 'a()')).toBe('skip: minified, by its name');
    expect(failureOf('lib.min.mjs', 'a()')).toBe('skip: minified, by its name');
  });

  it('is what has enormous lines', () => {
    expect(failureOf('a.js', 'var a=1;'.repeat(10_000))).toBe('skip: minified or generated: 80000 characters a line');
    const dense = `${'x'.repeat(400)};\n`.repeat(3000);
    expect(failureOf('a.js', dense)).toBe('skip: minified or generated: 1.2 MB with a line of 401 characters');
  });

  it('is what is larger than any source', () => {
    expect(failureOf('a.js', Buffer.alloc(31_000_000, 'a;\n'))).toBe('skip: larger than 30 MB');
  });

  it('is not a large source with short lines, nor a small one with a long line', () => {
    expect(read('a.js', 'const value = compute(1, 2, 3);\n'.repeat(40_000)).kind).toBe('text');
    expect(read('a.js', `const icon = '${'A'.repeat(20_000)}';\n`).kind).toBe('text');
  });
});

describe('unreadable', () => {
  it('is said in words, and never thrown', () => {
    const root = tempTree({ 'folder.js/x': '' });
    expect(readSource(join(root, 'gone.js'), 'gone.js')).toEqual({
      kind: 'failure',
      failure: { path: 'gone.js', stage: 'read', message: 'no such file or directory' },
    });
    expect(readSource(join(root, 'folder.js'))).toMatchObject({ failure: { stage: 'read', message: 'not a file' } });
    expect(readSource('a\0b.js').kind).toBe('failure');
  });

  it('is a named pipe, which nobody waits for', () => {
    const root = tempTree({});
    execFileSync('mkfifo', [join(root, 'pipe.js')]);
    expect(readSource(join(root, 'pipe.js'))).toMatchObject({ failure: { message: 'not a file' } });
  });
});
