/** Synchronous functions of packages that search folders: glob and its kin, find-up and its kin. */
import { promise, type ApiRow, type SyncApi, toSyncApis } from './sync-api.ts';

const SEARCHED = 'folders are searched';
const READ = 'the file is read';
const GLOB_NOTE = 'before version 9 the twin takes a callback';

/** Tuples of glob's functions: what they are called on, and what they are called. */
const globNames = ['glob.globSync', 'glob.sync', 'glob.glob.sync', 'glob.glob.globSync', 'glob.GlobSync.new'];
const globIterators: readonly ApiRow[] = [
  ['glob.globStreamSync', 50, SEARCHED, 'glob.globStream'],
  ['glob.streamSync', 50, SEARCHED, 'glob.stream'],
  ['glob.globIterateSync', 50, SEARCHED, 'glob.globIterate'],
  ['glob.iterateSync', 50, SEARCHED, 'glob.iterate'],
  ['glob.Glob.new.walkSync', 50, SEARCHED, 'glob.Glob.new.walk'],
  ['glob.Glob.new.streamSync', 50, SEARCHED, 'glob.Glob.new.stream'],
  ['glob.Glob.new.iterateSync', 50, SEARCHED, 'glob.Glob.new.iterate'],
];

const otherGlobs: readonly ApiRow[] = [
  ['fast-glob.globSync', 50, SEARCHED, 'fast-glob.glob'],
  ['fast-glob.sync', 50, SEARCHED, 'fast-glob'],
  ['globby.globbySync', 50, SEARCHED, 'globby.globby'],
  ['globby.sync', 50, SEARCHED, 'globby'],
  ['globby.gitignore.sync', 20, SEARCHED, 'globby.gitignore'],
  ['globby.isGitIgnoredSync', 20, SEARCHED, 'globby.isGitIgnored'],
  ['globby.isIgnoredByIgnoreFilesSync', 20, SEARCHED, 'globby.isIgnoredByIgnoreFiles'],
  ['klaw-sync', 50, SEARCHED, undefined, 'klaw is the asynchronous package'],
  ['tinyglobby.globSync', 50, SEARCHED, 'tinyglobby.glob'],
  ['walk-sync', 50, SEARCHED, undefined, 'fs.promises.readdir has the option `recursive`'],
  ['walk-sync.entries', 50, SEARCHED, undefined, 'fs.promises.readdir has the option `recursive`'],
];

/** Upwards from a folder, to the root if nothing is there. */
const upwards: readonly ApiRow[] = [
  ['find-up.findUpSync', 5, SEARCHED, 'find-up.findUp'],
  ['find-up.findUpMultipleSync', 5, SEARCHED, 'find-up.findUpMultiple'],
  ['find-up.pathExistsSync', 1, 'the file is looked up', 'find-up.pathExists'],
  ['find-up.sync', 5, SEARCHED, 'find-up'],
  ['find-up.sync.exists', 1, 'the file is looked up', 'find-up.exists'],
  ['find-up-simple.findUpSync', 5, SEARCHED, 'find-up-simple.findUp'],
  ['locate-path.locatePathSync', 2, SEARCHED, 'locate-path.locatePath'],
  ['locate-path.sync', 2, SEARCHED, 'locate-path'],
  ['package-directory.packageDirectorySync', 5, SEARCHED, 'package-directory.packageDirectory'],
  ['pkg-dir.packageDirectorySync', 5, SEARCHED, 'pkg-dir.packageDirectory'],
  ['pkg-dir.sync', 5, SEARCHED, 'pkg-dir'],
  ['pkg-up.pkgUpSync', 5, SEARCHED, 'pkg-up.pkgUp'],
  ['pkg-up.sync', 5, SEARCHED, 'pkg-up'],
  ['read-package-up.readPackageUpSync', 10, READ, 'read-package-up.readPackageUp'],
  ['read-pkg-up.readPackageUpSync', 10, READ, 'read-pkg-up.readPackageUp'],
  ['read-pkg-up.sync', 10, READ, 'read-pkg-up'],
  ['cosmiconfig.cosmiconfigSync().load', 10, READ, 'cosmiconfig.cosmiconfig().load'],
  ['cosmiconfig.cosmiconfigSync().search', 20, SEARCHED, 'cosmiconfig.cosmiconfig().search'],
  ['lilconfig.lilconfigSync().load', 10, READ, 'lilconfig.lilconfig().load'],
  ['lilconfig.lilconfigSync().search', 20, SEARCHED, 'lilconfig.lilconfig().search'],
  ['which.sync', 5, SEARCHED, 'which'],
];

export const searchApis: readonly SyncApi[] = [
  ...globNames.map((api): SyncApi => ({
    api,
    points: 50,
    while: SEARCHED,
    twin: promise('glob.glob'),
    note: GLOB_NOTE,
  })),
  ...toSyncApis([...globIterators, ...otherGlobs, ...upwards]),
];
