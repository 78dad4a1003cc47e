/** Text from outside can't control a terminal. */
import { describe, expect, it } from 'vitest';
import { escapeControl, escapeInJson } from '../../src/reporters/escape.ts';

describe('escapeControl', () => {
  it.each([
    ['a colour', '\u001B[31mred', '\\x1b[31mred'],
    ['an eight-bit control sequence', '\u009B2J', '\\x9b2J'],
    ['a bell', 'a\u0007', 'a\\x07'],
    ['a carriage return', 'good\rbad', 'good\\x0dbad'],
    ['a line break', 'a\nb', 'a\\x0ab'],
    ['a bidi override', 'a\u202Eb', 'a\\u202eb'],
    ['a bidi isolate', 'a\u2066b', 'a\\u2066b'],
    ['a zero-width space', 'a\u200Bb', 'a\\u200bb'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
    ['a tag character', 'a\u{E0041}b', 'a\\u{e0041}b'],
    ['half a surrogate pair', 'a\uD83Db', 'a\\ud83db'],
  ])('shows %s', (_, raw, shown) => {
    expect(escapeControl(raw)).toBe(shown);
  });

  it('leaves other text alone', () => {
    expect(escapeControl('src/naïve/漢字 😀 → ✓.js')).toBe('src/naïve/漢字 😀 → ✓.js');
  });
});

describe('escapeInJson', () => {
  it('keeps the value and shows every character', () => {
    const value = { 'a\u009B': '\u001B[2J\u202E\u{E0041}\n' };
    const json = escapeInJson(JSON.stringify(value, undefined, 2));
    expect(JSON.parse(json)).toEqual(value);
    expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});
