/** The synchronous functions of node:fs and of its drop-in replacements. */
import { callback, promise, type Points, type Single, type SyncApi, type Twin } from './sync-api.ts';

/** One function of node:fs. Its twin has the name without `Sync`. */
interface FsFunction {
  readonly name: `${string}Sync`;
  readonly points: Points;
  readonly while: string;
  readonly note?: string;
  readonly single?: Single;
}

/** Functions that take a path; the twin is in `fs.promises`. */
const byPath: readonly FsFunction[] = [
  { name: 'accessSync', points: 1, while: 'the file is looked up' },
  { name: 'appendFileSync', points: 2, while: 'the file is written' },
  { name: 'chmodSync', points: 1, while: 'the mode is changed' },
  { name: 'chownSync', points: 1, while: 'the owner is changed' },
  { name: 'copyFileSync', points: 10, while: 'the file is copied' },
  { name: 'cpSync', points: 100, single: { points: 10, options: 2 }, while: 'files are copied' },
  { name: 'globSync', points: 50, while: 'folders are searched', note: 'the twin gives an async iterator' },
  { name: 'lchmodSync', points: 1, while: 'the mode is changed' },
  { name: 'lchownSync', points: 1, while: 'the owner is changed' },
  { name: 'linkSync', points: 2, while: 'the link is made' },
  { name: 'lstatSync', points: 1, while: 'the file is looked up', note: 'no throwIfNoEntry: the twin rejects' },
  { name: 'lutimesSync', points: 1, while: 'the times are changed' },
  { name: 'mkdirSync', points: 5, while: 'the folder is made' },
  { name: 'mkdtempSync', points: 5, while: 'the folder is made' },
  { name: 'opendirSync', points: 1, while: 'the folder is opened' },
  { name: 'openSync', points: 1, while: 'the file is opened', note: 'the twin gives a FileHandle, not a descriptor' },
  { name: 'readdirSync', points: 2, while: 'the folder is read' },
  { name: 'readFileSync', points: 5, while: 'the file is read' },
  { name: 'readlinkSync', points: 1, while: 'the link is read' },
  { name: 'realpathSync', points: 1, while: 'the path is resolved' },
  { name: 'renameSync', points: 2, while: 'the file is renamed' },
  { name: 'rmdirSync', points: 5, while: 'the folder is removed' },
  { name: 'rmSync', points: 20, single: { points: 2, options: 1 }, while: 'files are removed' },
  { name: 'statfsSync', points: 1, while: 'the file system is asked' },
  { name: 'statSync', points: 1, while: 'the file is looked up', note: 'no throwIfNoEntry: the twin rejects' },
  { name: 'symlinkSync', points: 2, while: 'the link is made' },
  { name: 'truncateSync', points: 1, while: 'the file is cut' },
  { name: 'unlinkSync', points: 2, while: 'the file is removed' },
  { name: 'utimesSync', points: 1, while: 'the times are changed' },
  { name: 'writeFileSync', points: 10, while: 'the file is written' },
];

/** Functions that take a descriptor. `fs.promises` has none of these: their twins take a callback, or are methods of FileHandle. */
const byDescriptor: readonly FsFunction[] = [
  { name: 'closeSync', points: 1, while: 'the file is closed' },
  { name: 'fchmodSync', points: 1, while: 'the mode is changed' },
  { name: 'fchownSync', points: 1, while: 'the owner is changed' },
  { name: 'fdatasyncSync', points: 20, while: 'the disk is flushed' },
  { name: 'fstatSync', points: 1, while: 'the file is looked up' },
  { name: 'fsyncSync', points: 20, while: 'the disk is flushed' },
  { name: 'ftruncateSync', points: 1, while: 'the file is cut' },
  { name: 'futimesSync', points: 1, while: 'the times are changed' },
  { name: 'readSync', points: 1, while: 'the file is read', note: 'the twin gives { bytesRead, buffer }' },
  { name: 'readvSync', points: 1, while: 'the file is read', note: 'the twin gives { bytesRead, buffers }' },
  { name: 'writeSync', points: 2, while: 'the file is written', note: 'the twin gives { bytesWritten, buffer }' },
  { name: 'writevSync', points: 2, while: 'the file is written', note: 'the twin gives { bytesWritten, buffers }' },
];

const EXISTS_NOTE = 'the twin rejects where existsSync gives false';

/** Functions named unlike their twins, and members of what others return. */
const others: readonly SyncApi[] = [
  {
    api: 'fs.existsSync',
    points: 1,
    while: 'the file is looked up',
    twin: promise('fs.promises.access'),
    note: EXISTS_NOTE,
  },
  {
    api: 'fs.mkdtempDisposableSync',
    points: 5,
    while: 'the folder is made',
    twin: promise('fs.promises.mkdtempDisposable'),
  },
  {
    api: 'fs.realpathSync.native',
    points: 1,
    while: 'the path is resolved',
    twin: callback('fs.realpath.native'),
  },
  ...['fs.opendirSync()', 'fs.promises.opendir()', 'fs.Dir.new'].flatMap((dir): readonly SyncApi[] => [
    {
      api: `${dir}.readSync`,
      shown: 'fs.Dir.readSync',
      points: 1,
      while: 'the folder is read',
      twin: promise(`${dir}.read`),
    },
    {
      api: `${dir}.closeSync`,
      shown: 'fs.Dir.closeSync',
      points: 1,
      while: 'the folder is closed',
      twin: promise(`${dir}.close`),
    },
  ]),
];

/** Modules that hold all of node:fs. */
const DROP_INS = ['fs-plus', 'graceful-fs', 'mz/fs', 'original-fs'];

export const fsApis: readonly SyncApi[] = [...fsFunctionsOf('fs', (name) => promise(`fs.promises.${name}`)), ...others];

/** Their callback functions are the twins: those of graceful-fs retry when descriptors run out, `fs.promises` doesn't. */
export const dropInApis: readonly SyncApi[] = DROP_INS.flatMap((module) => [
  ...fsFunctionsOf(module, (name) => callback(`${module}.${name}`)),
  ...others.map((row) => ({ ...row, api: row.api.replace(/^fs/, module) })),
]);

/** Every function of node:fs as a member of `module`; `twinOf` is given the name without `Sync`. */
export function fsFunctionsOf(module: string, twinOf: (name: string) => Twin): readonly SyncApi[] {
  return [
    ...byPath.map((row) => ({ ...sharedOf(row, module), twin: twinOf(asyncName(row)) })),
    ...byDescriptor.map((row) => ({ ...sharedOf(row, module), twin: callback(`${module}.${asyncName(row)}`) })),
  ];
}

function sharedOf({ name, ...rest }: FsFunction, module: string): SyncApi {
  return { api: `${module}.${name}`, ...rest };
}

function asyncName(row: FsFunction): string {
  return row.name.slice(0, -'Sync'.length);
}
