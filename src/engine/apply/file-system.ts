/** Every operation by which perfmig changes a disk goes through this port, so that tests can stop at each one. */
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs';

/** The operations; each throws the errors of Node. */
export interface FileSystem {
  /** Opens a new file for writing; fails where there is one. */
  create(path: string, mode: number): number;
  openFolder(path: string): number;
  /** Writes some of the bytes and returns how many. */
  write(file: number, bytes: Uint8Array): number;
  sync(file: number): void;
  close(file: number): void;
  setMode(file: number, mode: number): void;
  setOwner(file: number, uid: number, gid: number): void;
  rename(from: string, to: string): void;
  link(from: string, to: string): void;
  unlink(path: string): void;
  makeFolder(path: string): void;
  removeFolder(path: string): void;
}

/** The real disk. */
export const disk: FileSystem = {
  create: (path, mode) => openSync(path, 'wx', mode),
  openFolder: (path) => openSync(path, 'r'),
  write: (file, bytes) => writeSync(file, bytes),
  sync: fsyncSync,
  close: closeSync,
  setMode: fchmodSync,
  setOwner: fchownSync,
  rename: renameSync,
  link: linkSync,
  unlink: unlinkSync,
  makeFolder: (path) => mkdirSync(path),
  removeFolder: rmdirSync,
};
