/** Files by packages all of whose functions are synchronous, whatever they are called: shelljs, and fs-jetpack's plain names. */
import { promise, type Points, type SyncApi } from './sync-api.ts';

type Row = readonly [name: string, points: Points, waitsWhile: string];

const READ = 'files are read';
const WRITTEN = 'the file is written';
const SHELL_NOTE = 'shelljs has no other form; node:fs/promises has one for each';

const shell: readonly Row[] = [
  ['cat', 5, READ],
  ['chmod', 5, 'the mode is changed'],
  ['cp', 50, 'files are copied'],
  ['find', 50, 'folders are searched'],
  ['grep', 10, READ],
  ['head', 5, READ],
  ['ln', 5, 'the link is made'],
  ['ls', 10, 'folders are read'],
  ['mkdir', 5, 'the folder is made'],
  ['mv', 10, 'files are moved'],
  ['rm', 20, 'files are removed'],
  ['sed', 10, 'files are read'],
  ['sort', 10, READ],
  ['tail', 5, READ],
  ['tempdir', 5, 'folders are looked up'],
  ['test', 1, 'the file is looked up'],
  ['touch', 5, 'the times are changed'],
  ['uniq', 10, READ],
  ['which', 5, 'folders are searched'],
];

/** What a command gives can be written to a file: `cat(path).to(other)`. */
const shellStrings = ['shelljs.ShellString.new', 'shelljs.ShellString()', 'shelljs.echo()'].concat(
  shell.map(([name]) => `shelljs.${name}()`),
);

/** The twin is the same name with `Async`. */
const jetpack: readonly Row[] = [
  ['append', 5, WRITTEN],
  ['copy', 50, 'files are copied'],
  ['dir', 5, 'the folder is made'],
  ['exists', 1, 'the file is looked up'],
  ['file', 5, 'the file is made'],
  ['find', 50, 'folders are searched'],
  ['inspect', 1, 'the file is looked up'],
  ['inspectTree', 50, 'folders are searched'],
  ['list', 2, 'the folder is read'],
  ['move', 10, 'files are moved'],
  ['read', 5, 'the file is read'],
  ['remove', 20, 'files are removed'],
  ['rename', 2, 'the file is renamed'],
  ['symlink', 5, 'the link is made'],
  ['tmpDir', 5, 'the folder is made'],
  ['write', 10, WRITTEN],
];

export const shellApis: readonly SyncApi[] = [
  ...shell.map(([name, points, waitsWhile]): SyncApi => ({
    api: `shelljs.${name}`,
    points,
    while: waitsWhile,
    note: SHELL_NOTE,
  })),
  ...shellStrings.flatMap((object) =>
    ['to', 'toEnd'].map((name): SyncApi => ({
      api: `${object}.${name}`,
      shown: `shelljs.ShellString.${name}`,
      points: 10,
      while: WRITTEN,
      note: SHELL_NOTE,
    })),
  ),
  ...['fs-jetpack', 'fs-jetpack.cwd()', 'fs-jetpack.dir()'].flatMap((object) =>
    jetpack.map(([name, points, waitsWhile]): SyncApi => ({
      api: `${object}.${name}`,
      shown: `fs-jetpack.${name}`,
      points,
      while: waitsWhile,
      twin: promise(`${object}.${name}Async`),
    })),
  ),
];
