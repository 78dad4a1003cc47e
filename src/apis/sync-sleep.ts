/** What makes the whole process wait: packages that block, clocks a loop can watch, commands that only sleep. */
import type { ApiPath } from '../contracts.ts';

/** A function that stops the event loop until a time or a promise is over. */
export interface BlockingApi {
  readonly api: ApiPath;
  readonly shown?: string;
  /** What the event loop waits for, to follow "until". */
  readonly until: string;
  /** It doesn't block the loop but runs a second one inside the call: the caller waits, the processor is never idle. */
  readonly nested?: true;
}

const PROMISE = 'the asynchronous function is done';
const RESPONSE = 'the response is there';
const TIME = 'the time is over';

export const blockingApis: readonly BlockingApi[] = [
  { api: '#Atomics.wait', shown: 'Atomics.wait', until: 'another thread notifies it or the time is over' },
  { api: '@kaciras/deasync.awaitSync', until: PROMISE, nested: true },
  { api: '@kaciras/deasync.deasync()', shown: '@kaciras/deasync', until: PROMISE, nested: true },
  { api: '@kaciras/deasync.loopWhile', until: 'its condition is false', nested: true },
  { api: '@kaciras/deasync.runLoopOnce', until: 'one turn of it is over', nested: true },
  { api: '@kaciras/deasync.uvRun', until: 'one turn of it is over', nested: true },
  { api: 'atomic-sleep', until: TIME },
  { api: 'deasync()', shown: 'deasync', until: PROMISE, nested: true },
  { api: 'deasync-promise', until: PROMISE, nested: true },
  { api: 'deasync.loopWhile', until: 'its condition is false', nested: true },
  { api: 'deasync.runLoopOnce', until: 'one turn of it is over', nested: true },
  { api: 'deasync.sleep', until: TIME, nested: true },
  { api: 'make-synchronous()', shown: 'make-synchronous', until: PROMISE },
  { api: 'sleep.msleep', until: TIME },
  { api: 'sleep.sleep', until: TIME },
  { api: 'sleep.usleep', until: TIME },
  { api: 'sync-fetch', until: RESPONSE },
  { api: 'sync-request', until: RESPONSE },
  { api: 'sync-rpc()', shown: 'sync-rpc', until: 'the other process answers' },
  { api: 'sync-threads.createSyncFn()', shown: 'sync-threads', until: PROMISE },
  { api: 'synckit.createSyncFn()', shown: 'synckit', until: PROMISE },
  { api: 'system-sleep', until: TIME, nested: true },
  { api: 'thread-sleep', until: TIME },
  { api: 'usleep.msleep', until: TIME },
  { api: 'usleep.sleep', until: TIME },
  { api: 'usleep.usleep', until: TIME },
];

/** What a loop reads to see how late it is; a member of its result reads it too. */
export const CLOCKS: readonly ApiPath[] = [
  '#Date()',
  '#Date.new',
  '#Date.now',
  '#performance.now',
  '#process.hrtime',
  '#process.uptime',
  'dayjs',
  'moment',
  'perf_hooks.performance.now',
  'process.hrtime',
  'process.uptime',
];

/** Questions a loop asks again and again while it waits: of the file system, for a file or a lock, and of shared memory. */
export const PROBES: readonly ApiPath[] = [
  '#Atomics.compareExchange',
  '#Atomics.load',
  'fs.accessSync',
  'fs.existsSync',
  'fs.lstatSync',
  'fs.statSync',
  'fs-extra.accessSync',
  'fs-extra.existsSync',
  'fs-extra.pathExistsSync',
  'fs-extra.statSync',
];

/**
 * A whole command that does nothing but wait. `*` stands for what isn't
 * constant. `ping` is how batch files wait; `timeout 5 make` is none, it runs make.
 */
const SLEEP_COMMANDS: readonly RegExp[] = [
  /^(?:\S*\/)?g?u?sleep(?:\s+[\w.*]+)*$/,
  /^timeout(?:\.exe)?\s+(?:\/t\s+)?[\d*]+(?:\s+\/nobreak)?(?:\s*>.*)?$/i,
  /^timeout(?:\.exe)?\s+\/nobreak\s+\/t\s+[\d*]+(?:\s*>.*)?$/i,
  /^ping\s(?=.*-n\s).*\b(?:127\.0\.0\.1|localhost)\b/i,
  /^(?:powershell|pwsh)(?:\.exe)?\b[^;|]*\bstart-sleep\b[^;|]*$/i,
  /^(?:\S*\/)?node\s+-e\s+["']setTimeout\b[^;]*;?["']$/,
];

/** Whether a command only lets time pass. */
export function isSleepCommand(command: string): boolean {
  return SLEEP_COMMANDS.some((pattern) => pattern.test(command.trim()));
}
