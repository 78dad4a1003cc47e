/** What `settings.perfmig` of a linter's configuration may say; eslint-plugin/types has it typed. */
import type { ClientEntry, HandlerEntry, ProjectApis, SyncApiEntry } from '../contracts.ts';

/** The settings with their defaults. */
export interface Settings {
  readonly root: string | undefined;
  readonly usesIndex: boolean;
  readonly usesConfig: boolean;
  readonly apis: ProjectApis;
}

/** Reads the settings; what is not as it should be is as good as left out, since linters don't check settings. */
function readSettings(shared: Readonly<Record<string, unknown>>): Settings {
  const given = shared['perfmig'];
  const own = typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
  const callbacks = recordIn(own['callbacks']);
  return {
    root: typeof own['root'] === 'string' ? own['root'] : undefined,
    usesIndex: own['index'] !== false,
    usesConfig: own['config'] !== false,
    apis: {
      handlers: listIn(own['handlers']) as readonly HandlerEntry[],
      clients: listIn(own['clients']) as readonly ClientEntry[],
      syncApis: listIn(own['syncApis']) as readonly SyncApiEntry[],
      callbacks: {
        later: listIn(callbacks['later']) as readonly string[],
        atExit: listIn(callbacks['atExit']) as readonly string[],
        never: listIn(callbacks['never']) as readonly string[],
      },
    },
  };
}

/** Settings come as an object that lasts, or as a new one for each file that says the same: they are the same here. */
export class SettingsReader {
  readonly #known = new Map<string, Settings>();
  readonly #of = new WeakMap<object, Settings>();

  read(shared: Readonly<Record<string, unknown>>): Settings {
    const known = this.#of.get(shared);
    if (known) return known;
    const read = readSettings(shared);
    const key = JSON.stringify(read);
    const settings = this.#known.get(key) ?? read;
    this.#known.set(key, settings);
    this.#of.set(shared, settings);
    return settings;
  }
}

/** The entries of both. */
export function joined(a: ProjectApis, b: ProjectApis): ProjectApis {
  return {
    handlers: [...a.handlers, ...b.handlers],
    clients: [...a.clients, ...b.clients],
    syncApis: [...a.syncApis, ...b.syncApis],
    callbacks: {
      later: [...a.callbacks.later, ...b.callbacks.later],
      atExit: [...a.callbacks.atExit, ...b.callbacks.atExit],
      never: [...a.callbacks.never, ...b.callbacks.never],
    },
  };
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
