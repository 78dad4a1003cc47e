/** Synchronous functions of widely used packages that read, write or remove files. */
import { toSyncApis, type ApiRow, type SyncApi } from './sync-api.ts';

const READ = 'the file is read';
const WRITTEN = 'the file is written';
const REMOVED = 'files are removed';
const MADE = 'the folder is made';
const LOOKED_UP = 'the file is looked up';
const LOCKED = 'the lock file is made';
const ZIP_NOTE = 'yauzl, yazl and archiver read and write archives as streams';
const TMP_NOTE = 'tmp-promise returns promises';

const archives: readonly SyncApi[] = [
  ...toSyncApis([
    ['adm-zip.new.addLocalFile', 10, READ, undefined, ZIP_NOTE],
    ['adm-zip.new.addLocalFolder', 50, 'the folder is read', undefined, ZIP_NOTE],
    ['adm-zip.new.extractAllTo', 50, 'files are written', undefined, ZIP_NOTE],
    ['adm-zip.new.extractEntryTo', 10, WRITTEN, undefined, ZIP_NOTE],
    ['xlsx.readFile', 100, 'the workbook is read', undefined, 'xlsx.read of a buffer, in a worker'],
    ['xlsx.writeFile', 100, 'the workbook is written', undefined, 'xlsx.write to a buffer, in a worker'],
  ]),
  { api: 'adm-zip.new.writeZip', points: 50, while: 'the archive is written', note: ZIP_NOTE, unlessCallback: true },
];

const reading: readonly ApiRow[] = [
  ['isbinaryfile.isBinaryFileSync', 2, READ, 'isbinaryfile.isBinaryFile'],
  ['isbinaryfile.sync', 2, READ, 'isbinaryfile'],
  ['jsonfile.readFileSync', 5, READ, 'jsonfile.readFile'],
  ['load-json-file.loadJsonFileSync', 5, READ, 'load-json-file.loadJsonFile'],
  ['load-json-file.sync', 5, READ, 'load-json-file'],
  ['path-exists.pathExistsSync', 1, LOOKED_UP, 'path-exists.pathExists'],
  ['path-exists.sync', 1, LOOKED_UP, 'path-exists'],
  ['path-type.isDirectorySync', 1, LOOKED_UP, 'path-type.isDirectory'],
  ['path-type.isFileSync', 1, LOOKED_UP, 'path-type.isFile'],
  ['read-chunk.readChunkSync', 2, READ, 'read-chunk.readChunk'],
  ['read-chunk.sync', 2, READ, 'read-chunk'],
  ['read-pkg.readPackageSync', 5, READ, 'read-pkg.readPackage'],
  ['read-pkg.sync', 5, READ, 'read-pkg'],
  ['import-fresh', 20, 'the module is read and compiled', undefined, 'fs.promises.readFile and JSON.parse for data'],
];

const writing: readonly ApiRow[] = [
  ['jsonfile.writeFileSync', 10, WRITTEN, 'jsonfile.writeFile'],
  ['lockfile.checkSync', 1, LOOKED_UP, undefined, 'lockfile.check takes a callback'],
  ['lockfile.lockSync', 10, LOCKED, undefined, 'lockfile.lock takes a callback'],
  ['lockfile.unlockSync', 2, 'the lock file is removed', undefined, 'lockfile.unlock takes a callback'],
  ['lowdb.LowSync.new.read', 5, READ, 'lowdb.Low.new.read'],
  ['lowdb.LowSync.new.update', 10, WRITTEN, 'lowdb.Low.new.update'],
  ['lowdb.LowSync.new.write', 10, WRITTEN, 'lowdb.Low.new.write'],
  ['make-dir.makeDirectorySync', 5, MADE, 'make-dir.makeDirectory'],
  ['make-dir.sync', 5, MADE, 'make-dir'],
  ['proper-lockfile.checkSync', 1, LOOKED_UP, 'proper-lockfile.check'],
  ['proper-lockfile.lockSync', 10, LOCKED, 'proper-lockfile.lock'],
  ['proper-lockfile.unlockSync', 2, 'the lock file is removed', 'proper-lockfile.unlock'],
  ['temp-write.sync', 10, WRITTEN, 'temp-write'],
  ['tempy.temporaryWriteSync', 10, WRITTEN, 'tempy.temporaryWrite'],
  ['tempy.writeSync', 10, WRITTEN, 'tempy.write'],
  ['tmp.dirSync', 5, MADE, undefined, TMP_NOTE],
  ['tmp.fileSync', 5, 'the file is made', undefined, TMP_NOTE],
  ['write-file-atomic.sync', 20, WRITTEN, 'write-file-atomic'],
  ['write-json-file.sync', 10, WRITTEN, 'write-json-file'],
  ['write-json-file.writeJsonFileSync', 10, WRITTEN, 'write-json-file.writeJsonFile'],
];

/** mkdirp 0.5 takes a callback; since 1.0 it returns a promise, and since 2.0 its functions have names. */
const folders: readonly ApiRow[] = [
  ['mkdirp.mkdirp.sync', 5, MADE, 'mkdirp.mkdirp'],
  ['mkdirp.mkdirP.sync', 5, MADE, 'mkdirp.mkdirP'],
  ['mkdirp.mkdirpSync', 5, MADE, 'mkdirp.mkdirp'],
  ['mkdirp.sync', 5, MADE, 'mkdirp'],
  ...['manual', 'mkdirpManual', 'native', 'mkdirpNative'].map((name): ApiRow => [
    `mkdirp.${name}Sync`,
    5,
    MADE,
    `mkdirp.${name}`,
  ]),
];

/** rimraf takes a callback before version 4. */
const removing: readonly ApiRow[] = [
  ['del.deleteSync', 50, REMOVED, 'del.deleteAsync'],
  ['del.sync', 50, REMOVED, 'del'],
  ['rimraf.rimraf.sync', 20, REMOVED, 'rimraf.rimraf'],
  ['rimraf.rimrafSync', 20, REMOVED, 'rimraf.rimraf'],
  ['rimraf.sync', 20, REMOVED, 'rimraf.rimraf'],
  ...['manual', 'moveRemove', 'native', 'posix', 'windows'].flatMap((name): ApiRow[] => [
    [`rimraf.${name}Sync`, 20, REMOVED, `rimraf.${name}`],
    [`rimraf.${name}.sync`, 20, REMOVED, `rimraf.${name}`],
  ]),
];

export const fsPackageApis: readonly SyncApi[] = [
  ...archives,
  ...toSyncApis([...reading, ...writing, ...folders, ...removing]),
];
