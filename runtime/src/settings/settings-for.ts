/** The settings that hold for a part now: configured ones, then those of the environment, then the defaults. */
import { DEFAULTS, type Section, type SettingsOf } from './defaults.ts';
import { state } from './state.ts';

/** Reads them anew at each call; parts ask when an object is made, or a call without one begins. */
export function settingsFor<Name extends Section>(section: Name): SettingsOf<Name> {
  const defaults: Readonly<Record<string, unknown>> = DEFAULTS[section];
  const configured = (state().configuration[section] ?? {}) as Readonly<Record<string, unknown>>;
  const entries = Object.entries(defaults).map(([key, value]) => [
    key,
    configured[key] ?? fromEnvironment(section, key, value) ?? value,
  ]);
  return Object.fromEntries(entries) as SettingsOf<Name>;
}

/** `pool.maxBackoffMs` is `PERFMIG_POOL_MAX_BACKOFF_MS`. */
export function variableOf(section: string, key: string): string {
  return `PERFMIG_${section}_${key.replace(/[A-Z]/g, '_$&')}`.toUpperCase();
}

function fromEnvironment(section: string, key: string, standard: unknown): number | boolean | undefined {
  const name = variableOf(section, key);
  const text = process.env[name];
  if (text === undefined || text.trim() === '') return undefined;
  if (typeof standard === 'boolean') return booleanOf(name, text);
  const value = Number(text);
  if (!(value >= 0)) throw new RangeError(`${name} is a number from 0, not '${text}'`);
  return value;
}

function booleanOf(name: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new RangeError(`${name} is true or false, not '${text}'`);
  return text === 'true';
}
