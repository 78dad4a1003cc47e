/** What `settings.perfmig` of a linter's configuration may say; eslint-plugin/types has it typed. */
import type { ClientEntry, HandlerEntry, ProjectApis, SyncApiEntry } from '../contracts.ts';

/** The settings with their defaults. */
export interface Settings {
  readonly root: string | undefined;
  readonly usesIndex: boolean;
  readonly apis: ProjectApis;
}

/** Reads the settings; what is not as it should be is as good as left out, since linters don't check settings. */
export function readSettings(shared: Readonly<Record<string, unknown>>): Settings {
  const given = shared['perfmig'];
  const own = typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
  const callbacks = recordIn(own['callbacks']);
  return {
    root: typeof own['root'] === 'string' ? own['root'] : undefined,
    usesIndex: own['index'] !== false,
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

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
