/** Colour and width of the other end. */
import { describe, expect, it } from 'vitest';
import { terminalStyle } from '../../src/cli/terminal.ts';

const TERMINAL = { isTTY: true, columns: 97 };

describe('terminalStyle', () => {
  it.each([
    ['a terminal', TERMINAL, {}, undefined, true],
    ['a dumb terminal', TERMINAL, { TERM: 'dumb' }, undefined, false],
    ['a pipe', {}, {}, undefined, false],
    ['NO_COLOR', TERMINAL, { NO_COLOR: '1' }, undefined, false],
    ['an empty NO_COLOR', TERMINAL, { NO_COLOR: '' }, undefined, true],
    ['FORCE_COLOR over NO_COLOR', {}, { NO_COLOR: '1', FORCE_COLOR: '1' }, undefined, true],
    ['--no-color over FORCE_COLOR', TERMINAL, { FORCE_COLOR: '1' }, false, false],
    ['--color over NO_COLOR', {}, { NO_COLOR: '1' }, true, true],
  ])('colours: %s', (_, stream, env, option, color) => {
    expect(terminalStyle(stream, env, option).color).toBe(color);
  });

  it('is as wide as the terminal', () => {
    expect(terminalStyle(TERMINAL, {}, undefined).width).toBe(97);
    expect(terminalStyle({ isTTY: true, columns: 0 }, {}, undefined).width).toBe(80);
    expect(terminalStyle({}, {}, undefined).width).toBe(120);
  });
});
