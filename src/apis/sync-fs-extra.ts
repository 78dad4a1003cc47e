/** The synchronous functions of fs-extra: those of node:fs and its own. */
import { promise, type Points, type SyncApi } from './sync-api.ts';
import { fsFunctionsOf } from './sync-fs.ts';

interface FsExtraFunction {
  readonly name: `${string}Sync`;
  readonly points: Points;
  readonly while: string;
}

/** fs-extra's own functions. The twin has the name without `Sync` and returns a promise. */
const own: readonly FsExtraFunction[] = [
  { name: 'copySync', points: 100, while: 'the folder is copied' },
  { name: 'createFileSync', points: 10, while: 'the file is made' },
  { name: 'createLinkSync', points: 5, while: 'the link is made' },
  { name: 'createSymlinkSync', points: 5, while: 'the link is made' },
  { name: 'emptyDirSync', points: 50, while: 'files are removed' },
  { name: 'emptydirSync', points: 50, while: 'files are removed' },
  { name: 'ensureDirSync', points: 1, while: 'the folder is made' },
  { name: 'ensureFileSync', points: 10, while: 'the file is made' },
  { name: 'ensureLinkSync', points: 5, while: 'the link is made' },
  { name: 'ensureSymlinkSync', points: 5, while: 'the link is made' },
  { name: 'mkdirpSync', points: 1, while: 'the folder is made' },
  { name: 'mkdirsSync', points: 1, while: 'the folder is made' },
  { name: 'moveSync', points: 10, while: 'files are moved' },
  { name: 'outputFileSync', points: 10, while: 'the file is written' },
  { name: 'outputJSONSync', points: 10, while: 'the file is written' },
  { name: 'outputJsonSync', points: 10, while: 'the file is written' },
  { name: 'pathExistsSync', points: 1, while: 'the file is looked up' },
  { name: 'readJSONSync', points: 5, while: 'the file is read' },
  { name: 'readJsonSync', points: 5, while: 'the file is read' },
  { name: 'removeSync', points: 20, while: 'files are removed' },
  { name: 'writeJSONSync', points: 10, while: 'the file is written' },
  { name: 'writeJsonSync', points: 10, while: 'the file is written' },
];

export const fsExtraApis: readonly SyncApi[] = [
  ...fsFunctionsOf('fs-extra', (name) => promise(`fs-extra.${name}`)),
  { api: 'fs-extra.existsSync', points: 1, while: 'the file is looked up', twin: promise('fs-extra.pathExists') },
  ...['fs-extra', 'fs-extra/esm'].flatMap(ownFunctionsOf),
];

function ownFunctionsOf(module: string): readonly SyncApi[] {
  return own.map(({ name, ...rest }) => ({
    api: `${module}.${name}`,
    ...rest,
    twin: promise(`${module}.${name.slice(0, -'Sync'.length)}`),
  }));
}
