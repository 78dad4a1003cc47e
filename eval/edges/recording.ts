/** Runs a repository's own tests with the recorder in every process, and reads what it wrote. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { syncCompute, syncIo, syncProcess } from '../../src/apis/sync-apis.ts';
import type { ApiPath } from '../../src/contracts.ts';
import type { SyncApi } from '../../src/apis/sync-api.ts';

const RECORDER = join(import.meta.dirname, 'recorder.cjs');
/** Modules of Node whose functions are wrapped. */
const WRAPPED = ['fs', 'child_process', 'zlib', 'crypto'];
const FUNCTION = /^(\w+)\.\w+(?:\.native)?$/;

/** Every synchronous API of the tables. */
export const SYNC_APIS: ReadonlyMap<ApiPath, SyncApi> = new Map([...syncIo, ...syncProcess, ...syncCompute]);

/** One frame, the innermost first; lines and columns from 1, of the original source where a map tells. */
export interface Frame {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly name?: string;
  /** Below an `await`: no caller that waits for the result at once. */
  readonly isAsync: boolean;
}

/** One call of a synchronous API and how it was come to. */
export interface Stack {
  readonly api: ApiPath;
  readonly frames: readonly Frame[];
}

export interface Recording {
  /** Processes and threads that ran with the recorder. */
  readonly processes: number;
  readonly stacks: readonly Stack[];
  /** Of the tests; undefined where they were killed. */
  readonly exitCode: number | undefined;
  /** The end of what they printed. */
  readonly output: string;
}

/** Runs `command` in a shell; processes that don't end are killed after `timeoutMs`. */
export function recordTests(folder: string, command: string, timeoutMs: number): Recording {
  const out = mkdtempSync(join(tmpdir(), 'perfmig-edges-'));
  try {
    const settings = join(out, 'settings.json');
    writeFileSync(settings, JSON.stringify(settingsFor(realpathSync(folder), out)));
    const options = [process.env['NODE_OPTIONS'], `--require ${RECORDER}`].filter((one) => one !== undefined).join(' ');
    const run = spawnSync(keepOptions(command), {
      ...{ cwd: folder, shell: '/bin/sh', encoding: 'utf8', timeout: timeoutMs, maxBuffer: 1 << 28 },
      env: { ...process.env, NODE_OPTIONS: options, PERFMIG_EDGES: settings },
    });
    const output = `${run.stdout}${run.stderr}`.slice(-2000);
    const recorded = readdirSync(out).filter((name) => name.endsWith('.jsonl'));
    const stacks = readStacks(recorded.map((name) => join(out, name)));
    return { processes: recorded.length, stacks, exitCode: run.status ?? undefined, output };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** A command that sets NODE_OPTIONS itself adds to ours. */
function keepOptions(command: string): string {
  return command.replace(/\bNODE_OPTIONS=(\S+)/g, 'NODE_OPTIONS="$NODE_OPTIONS $1"');
}

function settingsFor(root: string, out: string): object {
  const names = [...SYNC_APIS.keys()];
  const ofModule = (module: string): readonly string[] =>
    names.filter((api) => FUNCTION.exec(api)?.[1] === module).map((api) => api.slice(module.length + 1));
  const callbacks = [...SYNC_APIS.values()].filter(({ unlessCallback }) => unlessCallback).map(({ api }) => api);
  const packages = names.map((api) => /^(?:@[^/.]+\/)?[\w-]+/.exec(api)?.[0]).filter((one) => one !== undefined);
  return {
    ...{ root, out, callbacks },
    apis: Object.fromEntries(WRAPPED.map((module) => [module, ofModule(module)])),
    packages: [...new Set(packages)].filter((name) => !WRAPPED.includes(name)),
  };
}

/** The same stack in several processes counts once. */
function readStacks(files: readonly string[]): readonly Stack[] {
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  // A process that is killed may leave half a line.
  return [...new Set(lines)].flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as Stack] : []));
}
