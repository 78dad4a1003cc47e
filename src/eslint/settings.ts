/** What `settings.perfmig` of a linter's configuration may say. */
import type { CallbackEntries, ClientEntry, HandlerEntry, ProjectApis, SyncApiEntry } from '../contracts.ts';

/** Settings of the plugin; all of them may be left out. */
export interface PerfmigSettings {
  /** The folder of the project, from the working directory. Default: the workspace or package around each file. */
  readonly root?: string;
  /** Whether to use what `perfmig analyze` has left in its cache. Default: yes. */
  readonly index?: boolean;
  /** As in perfmig.config.json. */
  readonly handlers?: readonly HandlerEntry[];
  readonly clients?: readonly ClientEntry[];
  readonly syncApis?: readonly SyncApiEntry[];
  readonly callbacks?: CallbackEntries;
}

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
