/** The few operations of the file system that everything here is made of, without blocking and blocking. */
import fs from 'node:fs';

/** What is written: a text in UTF-8, or bytes. */
export type Data = string | NodeJS.ArrayBufferView;

/** Operations by the names of `node:fs`. Files are numbers, as opening and reading by number costs the least. */
export interface Io {
  readonly readFile: (path: string, signal?: AbortSignal) => Promise<Buffer>;
  readonly stat: (path: string) => Promise<fs.Stats>;
  readonly lstat: (path: string) => Promise<fs.Stats>;
  readonly realpath: (path: string) => Promise<string>;
  readonly readdir: (path: string) => Promise<fs.Dirent[]>;
  readonly mkdir: (path: string) => Promise<unknown>;
  readonly open: (path: string, flags: string, mode?: number) => Promise<number>;
  readonly read: (file: number, into: Buffer) => Promise<number>;
  /** Writes at the end of what was written to the file before. */
  readonly write: (file: number, data: Data) => Promise<void>;
  readonly chmod: (file: number, mode: number) => Promise<void>;
  readonly sync: (file: number) => Promise<void>;
  readonly close: (file: number) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly unlink: (path: string) => Promise<void>;
}

type Callback<Value> = (error: Error | null, value?: Value) => void;

/** A promise of what a function with a callback gives; with fewer steps between than `fs.promises` has. */
function promised<Value>(begin: (callback: Callback<Value>) => void): Promise<Value> {
  return new Promise((resolve, reject) => {
    begin((error, value) => {
      if (error) reject(error);
      else resolve(value as Value);
    });
  });
}

/** Leaves the event loop free. */
export const asyncIo: Io = {
  readFile: (path, signal) => promised((done) => fs.readFile(path, signal ? { signal } : {}, done)),
  stat: (path) => promised((done) => fs.stat(path, done)),
  lstat: (path) => promised((done) => fs.lstat(path, done)),
  realpath: (path) => promised((done) => fs.realpath(path, done)),
  readdir: (path) => promised((done) => fs.readdir(path, { withFileTypes: true }, done)),
  mkdir: (path) => promised((done) => fs.mkdir(path, { recursive: true }, done)),
  open: (path, flags, mode) => promised((done) => fs.open(path, flags, mode, done)),
  read: (file, into) => promised((done) => fs.read(file, into, done)),
  write: (file, data) => promised((done) => fs.writeFile(file, data, done)),
  chmod: (file, mode) => promised((done) => fs.fchmod(file, mode, done)),
  sync: (file) => promised((done) => fs.fsync(file, done)),
  close: (file) => promised((done) => fs.close(file, done)),
  rename: (from, to) => promised((done) => fs.rename(from, to, done)),
  unlink: (path) => promised((done) => fs.unlink(path, done)),
};

/** A promise of what a function returns or throws at once. */
function atOnce<Args extends readonly unknown[], Value>(run: (...args: Args) => Value) {
  return (...args: Args): Promise<Value> => new Promise((resolve) => resolve(run(...args)));
}

/** Does the same before it returns, for `PERFMIG_MODE=sync`. */
export const syncIo: Io = {
  readFile: atOnce((path: string, signal?: AbortSignal) => {
    signal?.throwIfAborted();
    return fs.readFileSync(path);
  }),
  stat: atOnce((path: string) => fs.statSync(path)),
  lstat: atOnce((path: string) => fs.lstatSync(path)),
  realpath: atOnce((path: string) => fs.realpathSync(path)),
  readdir: atOnce((path: string) => fs.readdirSync(path, { withFileTypes: true })),
  mkdir: atOnce((path: string) => fs.mkdirSync(path, { recursive: true })),
  open: atOnce((path: string, flags: string, mode?: number) => fs.openSync(path, flags, mode)),
  read: atOnce((file: number, into: Buffer) => fs.readSync(file, into)),
  write: atOnce((file: number, data: Data) => fs.writeFileSync(file, data)),
  chmod: atOnce((file: number, mode: number) => fs.fchmodSync(file, mode)),
  sync: atOnce((file: number) => fs.fsyncSync(file)),
  close: atOnce((file: number) => fs.closeSync(file)),
  rename: atOnce((from: string, to: string) => fs.renameSync(from, to)),
  unlink: atOnce((path: string) => fs.unlinkSync(path)),
};
