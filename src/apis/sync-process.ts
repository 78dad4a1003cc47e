/** Functions that run another program and wait for its end. */
import { callback, promise, type SyncApi } from './sync-api.ts';

const COMMAND = 'the command runs';
const PROGRAM = 'the program runs';
const SPAWN_NOTE = 'collect stdout and stderr from the child; its exit code comes with "close"';
const EXEC_NOTE = 'the twin gives { stdout, stderr } as text; stdio "inherit" needs child_process.spawn';

const node: readonly SyncApi[] = [
  { api: 'child_process.execSync', points: 100, while: COMMAND, twin: callback('child_process.exec'), note: EXEC_NOTE },
  {
    api: 'child_process.execFileSync',
    points: 100,
    while: PROGRAM,
    twin: callback('child_process.execFile'),
    note: EXEC_NOTE,
  },
  { api: 'child_process.spawnSync', points: 100, while: PROGRAM, note: `child_process.spawn: ${SPAWN_NOTE}` },
];

/** Of execa 0.1 to 9: name, and twin. The twin rejects where the program fails, as the synchronous one throws. */
const execa: readonly SyncApi[] = [
  ...(
    [
      ['execaSync', 'execa.execa'],
      ['execaCommandSync', 'execa.execaCommand'],
      ['sync', 'execa'],
      ['commandSync', 'execa.command'],
      ['shellSync', 'execa.shell'],
      ['execa.sync', 'execa.execa'],
    ] as const
  ).map(([name, twin]): SyncApi => ({
    api: `execa.${name}`,
    points: 100,
    while: PROGRAM,
    twin: promise(twin),
    curried: true,
  })),
  // The value of execaSync given options is execaSync with these.
  { api: 'execa.execaSync()', shown: 'execa.execaSync', points: 100, while: PROGRAM, twin: promise('execa.execa()') },
];

/** Scripts: `$.sync` of execa and zx, a tag or a function, with or without options. */
const scripts: readonly SyncApi[] = ['execa', 'zx'].flatMap((module) =>
  ['sync', 's'].flatMap((name): SyncApi[] => [
    { api: `${module}.$.${name}`, points: 100, while: COMMAND, twin: promise(`${module}.$`), curried: true },
    ...[`${module}.$().${name}`, `${module}.$.${name}()`].map((api): SyncApi => ({
      api,
      shown: `${module}.$.${name}`,
      points: 100,
      while: COMMAND,
      twin: promise(`${module}.$()`),
    })),
  ]),
);

const others: readonly SyncApi[] = [
  { api: 'cross-spawn.sync', points: 100, while: PROGRAM, note: `cross-spawn: ${SPAWN_NOTE}` },
  { api: 'cross-spawn.spawn.sync', points: 100, while: PROGRAM, note: `cross-spawn: ${SPAWN_NOTE}` },
  {
    api: 'shelljs.exec',
    points: 100,
    while: COMMAND,
    twin: callback('shelljs.exec'),
    note: 'with a callback or { async: true } it does not wait',
    unlessCallback: true,
  },
  { api: 'shelljs.cmd', points: 100, while: PROGRAM, note: 'child_process.execFile does the same without waiting' },
];

export const processApis: readonly SyncApi[] = [...node, ...execa, ...scripts, ...others];
