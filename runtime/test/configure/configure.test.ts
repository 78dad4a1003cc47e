/** What is configured, for whom, and which of the places goes first. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Batch } from '../../src/batch/index.ts';
import { configure, DEFAULTS, resetConfiguration, variableOf, type Configuration } from '../../src/configure/index.ts';
import { isOff } from '../../src/mode/index.ts';
import { settingsOf } from '../../src/pool/options.ts';
import { backoffMs } from '../../src/retry/index.ts';
import { settingsFor } from '../../src/settings/settings-for.ts';
import { inNormalMode } from '../normal-mode.ts';

afterEach(() => {
  resetConfiguration();
  vi.unstubAllEnvs();
});

describe('settings', () => {
  it('are the defaults where nobody says anything', () => {
    for (const section of Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]) {
      expect(settingsFor(section)).toEqual(DEFAULTS[section]);
    }
  });

  it('go by options, configuration, environment, defaults', () => {
    vi.stubEnv('PERFMIG_POOL_MAX', '30');
    vi.stubEnv('PERFMIG_POOL_MAX_BACKOFF_MS', '7');
    const create = (): object => ({});
    expect(settingsOf({ create })).toMatchObject({ max: 30, maxBackoffMs: 7, acquireTimeoutMs: 30_000 });
    configure({ pool: { max: 20 } });
    configure({ pool: { acquireTimeoutMs: 5 }, retry: { firstDelayMs: 40 } });
    expect(settingsOf({ create })).toMatchObject({ max: 20, maxBackoffMs: 7, acquireTimeoutMs: 5 });
    expect(settingsOf({ create, max: 3 }).max).toBe(3);
    expect(backoffMs(2, { jitter: 'none' })).toBe(80);
  });

  inNormalMode('reach the parts', async () => {
    configure({ batch: { maxSize: 2 } });
    const sizes: number[] = [];
    const load = (keys: readonly number[]): number[] => {
      sizes.push(keys.length);
      return [...keys];
    };
    await new Batch<number, number>({ load }).loadAll([1, 2, 3]);
    expect(sizes).toEqual([2, 1]);
  });

  it('may be switched by part, before the environment', () => {
    vi.stubEnv('PERFMIG_MODE', 'sync');
    configure({ mode: { cache: 'on' } });
    expect([isOff('cache'), isOff('pool')]).toEqual([false, true]);
  });

  it('have variables of one form, whose values are checked', () => {
    expect(variableOf('pool', 'maxBackoffMs')).toBe('PERFMIG_POOL_MAX_BACKOFF_MS');
    vi.stubEnv('PERFMIG_POOL_MAX', 'many');
    expect(() => settingsFor('pool')).toThrow("PERFMIG_POOL_MAX is a number from 0, not 'many'");
    vi.stubEnv('PERFMIG_REDIS_KEEP_ALIVE', 'yes');
    expect(() => settingsFor('redis')).toThrow("PERFMIG_REDIS_KEEP_ALIVE is true or false, not 'yes'");
    vi.stubEnv('PERFMIG_REDIS_KEEP_ALIVE', 'false');
    expect(settingsFor('redis').keepAlive).toBe(false);
  });
});

const WRONG: readonly (readonly [string, unknown])[] = [
  ['pools is no section of a configuration', { pools: {} }],
  ['pool is an object of settings', { pool: 5 }],
  ['pool.maximum is no setting', { pool: { maximum: 5 } }],
  ['pool.max is a number from 0', { pool: { max: '5' } }],
  ['pool.max is a number from 0', { pool: { max: -1 } }],
  ['redis.keepAlive is true or false', { redis: { keepAlive: 1 } }],
  ["mode is 'sync', 'fast', or an object of parts", { mode: 'slow' }],
  ['mode.cahce is no part that can be switched', { mode: { cahce: 'off' } }],
  ["mode.cache is 'on' or 'off'", { mode: { cache: false } }],
];

it.each(WRONG)('refuses, and changes nothing: %s', (message, configuration) => {
  expect(() => {
    configure({ executor: { concurrency: 77 }, ...(configuration as Configuration) });
  }).toThrow(message);
  expect(settingsFor('executor').concurrency).toBe(10);
});

describe('the schema', () => {
  const path = join(import.meta.dirname, '../../schema/configuration.json');
  const check = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(path, 'utf8')) as object);

  it('takes the defaults, and what configure takes', () => {
    expect(check({ ...DEFAULTS, cache: { maxEntries: 5 }, mode: { cache: 'off' } })).toBe(true);
    expect(check({ mode: 'sync' })).toBe(true);
  });

  it.each(WRONG.filter(([message]) => !message.includes('number from 0') || message.includes("'")))(
    'refuses: %s',
    (_, configuration) => {
      expect(check(configuration)).toBe(false);
    },
  );
});

it('has every default on its page, with where it comes from', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/configure.md'), 'utf8');
  for (const [section, settings] of Object.entries(DEFAULTS)) {
    for (const [key, value] of Object.entries(settings) as [string, unknown][]) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${section}.${key}\``));
      const shown = typeof value === 'number' && Number.isFinite(value) ? value.toLocaleString('en') : 'any';
      const expected = typeof value === 'boolean' ? String(value) : value === undefined ? 'end of the tick' : shown;
      expect(row?.split('|')[2]?.trim()).toBe(expected);
      expect(row).toMatch(/kept|replaced|new/);
    }
  }
});
