/** Functions that run another program and wait for its end. */
import { callback, type SyncApi } from './sync-api.ts';

const SPAWN_NOTE = 'collect stdout and stderr from the child; its exit code comes with "close"';

export const processApis: readonly SyncApi[] = [
  {
    api: 'child_process.execSync',
    points: 100,
    while: 'the command runs',
    twin: callback('child_process.exec'),
    note: 'the twin gives { stdout, stderr } as text; stdio "inherit" needs child_process.spawn',
  },
  {
    api: 'child_process.execFileSync',
    points: 100,
    while: 'the program runs',
    twin: callback('child_process.execFile'),
    note: 'the twin gives { stdout, stderr } as text; stdio "inherit" needs child_process.spawn',
  },
  {
    api: 'child_process.spawnSync',
    points: 100,
    while: 'the program runs',
    note: `child_process.spawn: ${SPAWN_NOTE}`,
  },
  { api: 'cross-spawn.sync', points: 100, while: 'the program runs', note: `cross-spawn: ${SPAWN_NOTE}` },
  {
    api: 'shelljs.exec',
    points: 100,
    while: 'the command runs',
    twin: callback('shelljs.exec'),
    note: 'with a callback or { async: true } it does not wait',
    unlessCallback: true,
  },
  { api: 'cross-spawn.spawn.sync', points: 100, while: 'the program runs', note: `cross-spawn: ${SPAWN_NOTE}` },
];
