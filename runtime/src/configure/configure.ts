/** Sets defaults for the whole process. */
import type { Configuration } from '../settings/configuration.ts';
import { DEFAULTS, type Section } from '../settings/defaults.ts';
import { isPart } from '../settings/parts.ts';
import { state } from '../settings/state.ts';

/**
 * Sets the defaults of parts that are used from now on; what their own options say goes first, and objects that are
 * there already stay as they are. Called again it adds to what was set before. Goes before the environment
 * (`PERFMIG_POOL_MAX=20`), which goes before the defaults of the package.
 * @throws {TypeError} for a name that is no setting, or a value of another type, with where it is
 */
export function configure(configuration: Configuration): void {
  for (const [name, value] of Object.entries(configuration) as readonly (readonly [string, unknown])[]) {
    if (value !== undefined) check(name, value);
  }
  const shared = state();
  const merged: Record<string, unknown> = { ...shared.configuration };
  for (const [name, value] of Object.entries(configuration) as readonly (readonly [string, unknown])[]) {
    const before = merged[name];
    merged[name] = isRecord(before) && isRecord(value) ? { ...before, ...value } : value;
  }
  shared.configuration = merged;
}

/** Forgets everything that was configured. */
export function resetConfiguration(): void {
  state().configuration = {};
}

function check(name: string, value: unknown): void {
  if (name === 'mode') {
    checkMode(value);
    return;
  }
  if (!Object.hasOwn(DEFAULTS, name)) throw new TypeError(`${name} is no section of a configuration`);
  if (!isRecord(value)) throw new TypeError(`${name} is an object of settings`);
  const defaults: Readonly<Record<string, unknown>> = DEFAULTS[name as Section];
  for (const [key, setting] of Object.entries(value)) {
    if (!Object.hasOwn(defaults, key)) throw new TypeError(`${name}.${key} is no setting`);
    if (setting === undefined) continue;
    if (typeof defaults[key] === 'boolean') {
      if (typeof setting !== 'boolean') throw new TypeError(`${name}.${key} is true or false`);
    } else if (typeof setting !== 'number' || !(setting >= 0)) {
      throw new TypeError(`${name}.${key} is a number from 0`);
    }
  }
}

function checkMode(value: unknown): void {
  if (value === 'sync' || value === 'fast') return;
  if (!isRecord(value)) throw new TypeError("mode is 'sync', 'fast', or an object of parts");
  for (const [part, setting] of Object.entries(value)) {
    if (!isPart(part)) throw new TypeError(`mode.${part} is no part that can be switched`);
    if (setting !== 'on' && setting !== 'off' && setting !== undefined) {
      throw new TypeError(`mode.${part} is 'on' or 'off'`);
    }
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
