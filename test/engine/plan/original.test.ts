/** Files as read: what can be written back exactly, and what is left alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOf, OriginalFiles } from '../../../src/engine/plan/original.ts';
import { tempTree } from '../../project/temp-tree.ts';

const utf16be = Buffer.from('\uFEFFconst a = 1;\n', 'utf16le').swap16();

describe('originals', () => {
  it.each<[string, Uint8Array]>([
    ['plain', Buffer.from('const a = "ü";\n')],
    ['a byte-order mark', Buffer.from('\uFEFFconst a = 1;\r\n')],
    ['two of them', Buffer.from('\uFEFF\uFEFFconst a = 1;')],
    ['UTF-16, little end first', Buffer.from('\uFEFFconst a = 1;\n', 'utf16le')],
    ['UTF-16, big end first', utf16be],
    ['nothing', Buffer.alloc(0)],
  ])('with %s come back byte for byte', (_, bytes) => {
    const files = new OriginalFiles(tempTree({ 'a.js': bytes }));
    const original = files.get('a.js');
    expect(original?.hash).toBe(hashOf(bytes));
    expect(files.bytesFor('a.js', original?.text ?? '?')).toEqual(Buffer.from(bytes));
  });

  it.each<[string, Uint8Array, string]>([
    ['Latin 1', Buffer.from('const name = "Zürich";', 'latin1'), 'not valid UTF-8'],
    ['an odd byte of UTF-16', Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x62]), 'not valid'],
    ['a picture', Buffer.from([0x89, 0x50, 0, 0]), 'binary'],
  ])('in %s are not touched', (_, bytes, reason) => {
    const files = new OriginalFiles(tempTree({ 'a.js': bytes }));
    expect(files.text('a.js')).toBeUndefined();
    expect(files.failures).toMatchObject([{ path: 'a.js', stage: 'skip' }]);
    expect(files.failures[0]?.message).toContain(reason);
  });

  it('are read once', () => {
    const root = tempTree({ 'a.js': 'one' });
    const files = new OriginalFiles(root);
    expect(files.text('a.js')).toBe('one');
    writeFileSync(join(root, 'a.js'), 'two');
    expect(files.text('a.js')).toBe('one');
  });
});
