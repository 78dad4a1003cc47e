/** Which switch wins, and what is told. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isOff, onFallback, type Fallback } from '../../src/mode/index.ts';
import { parseMode, PARTS } from '../../src/settings/parts.ts';
import { state } from '../../src/settings/state.ts';

beforeEach(() => {
  vi.stubEnv('PERFMIG_MODE', '');
  state().told.clear();
});
afterEach(() => {
  vi.unstubAllEnvs();
  state().configuration = {};
});

describe('PERFMIG_MODE', () => {
  const parsed = (text: string): object => parseMode(text, () => expect.unreachable(text));

  it('switches all, some, or all but some', () => {
    expect(Object.keys(parsed('sync'))).toEqual([...PARTS]);
    expect(parsed('cache:off, pool:off')).toEqual({ cache: 'off', pool: 'off' });
    expect(parsed('sync,files:on')).toMatchObject({ pool: 'off', files: 'on' });
    expect(parsed('')).toEqual({});
  });

  it('is told of words that say nothing, and works without them', () => {
    const words: string[] = [];
    expect(parseMode('cahce:off,pool:of,pool:off,synch', (word) => words.push(word))).toEqual({ pool: 'off' });
    expect(words).toEqual(['cahce:off', 'pool:of', 'synch']);
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
    vi.stubEnv('PERFMIG_MODE', 'cahce:off');
    expect([isOff('cache'), isOff('pool')]).toEqual([false, false]);
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });
});

describe('switches', () => {
  it('are on where nobody says anything', () => {
    expect(PARTS.some((part) => isOff(part))).toBe(false);
  });

  it('go by the nearest: call, object, configuration, environment', () => {
    vi.stubEnv('PERFMIG_MODE', 'sync');
    expect(isOff('cache')).toBe(true);
    state().configuration = { mode: { cache: 'on' } };
    expect([isOff('cache'), isOff('pool')]).toEqual([false, true]);
    state().configuration = { mode: 'fast' };
    expect(isOff('pool')).toBe(false);
    expect(isOff('pool', undefined, 'off')).toBe(true);
    expect(isOff('pool', 'on', 'off')).toBe(false);
  });

  it('are told of once for each part and reason', () => {
    const told: Fallback[] = [];
    const stop = onFallback((fallback) => told.push(fallback));
    vi.stubEnv('PERFMIG_MODE', 'pool:off,cache:off');
    for (let i = 0; i < 3; i++) isOff('pool');
    isOff('cache');
    isOff('pool', 'off');
    stop();
    isOff('batch', 'off');
    expect(told).toEqual([
      { part: 'pool', reason: 'switched off by PERFMIG_MODE' },
      { part: 'cache', reason: 'switched off by PERFMIG_MODE' },
      { part: 'pool', reason: 'switched off by its own options' },
    ]);
  });
});
