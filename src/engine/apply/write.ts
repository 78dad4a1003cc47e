/** Files and folders written so that a crash leaves the old or the new, never half of one. */
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf } from '../../project/errors.ts';
import type { FileSystem } from './file-system.ts';

/** What a file has beside its bytes. */
export interface FileMode {
  readonly mode: number;
  /** Undefined for a new file: whoever runs perfmig owns it. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** Bits of a mode that are permissions. */
const PERMISSIONS = 0o7777;

const NEW_FILE: FileMode = { mode: 0o644 };

/** Puts a file in place of another, or where there is none; all on disk when it returns. `temporary` is in the same folder. */
export function replaceFile(
  fs: FileSystem,
  path: string,
  temporary: string,
  bytes: Uint8Array,
  mode: FileMode = NEW_FILE,
): void {
  try {
    removeIfThere(fs, temporary);
    writeNew(fs, temporary, bytes, mode);
    fs.rename(temporary, path);
  } catch (error) {
    tidy(fs, temporary);
    throw error;
  }
  syncFolder(fs, dirname(path));
}

/** Writes a new file, all of it on disk when it returns; its name is safe only once its folder is synced. */
export function writeNew(fs: FileSystem, path: string, bytes: Uint8Array, { mode, owner }: FileMode = NEW_FILE): void {
  const file = fs.create(path, 0o600);
  try {
    for (let at = 0; at < bytes.length;) at += fs.write(file, bytes.subarray(at));
    // The owner first: changing it clears the bits for running as somebody else.
    if (owner && isOthers(owner)) fs.setOwner(file, owner.uid, owner.gid);
    fs.setMode(file, mode & PERMISSIONS);
    fs.sync(file);
  } finally {
    fs.close(file);
  }
}

function isOthers({ uid, gid }: { readonly uid: number; readonly gid: number }): boolean {
  return process.getuid?.() !== uid || process.getgid?.() !== gid;
}

/** Makes sure that names made, moved or removed in a folder stay so after a power failure. */
export function syncFolder(fs: FileSystem, path: string): void {
  // Windows can't open folders, and needs no sync for their names.
  if (process.platform === 'win32') return;
  const folder = fs.openFolder(path);
  try {
    fs.sync(folder);
  } finally {
    fs.close(folder);
  }
}

/** Makes a folder and those above it; returns those that were not there, the outermost first. */
export function makeFolders(fs: FileSystem, path: string): readonly string[] {
  if (existsSync(path)) return [];
  const made = makeFolders(fs, dirname(path));
  fs.makeFolder(path);
  syncFolder(fs, dirname(path));
  return [...made, path];
}

/** Removes a file; fine where there is none. Returns whether there was one. */
export function removeIfThere(fs: FileSystem, path: string): boolean {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return false;
  fs.unlink(path);
  return true;
}

/** Removes a folder and all in it; fine where there is none. */
export function removeTree(fs: FileSystem, path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!stats.isDirectory()) {
    fs.unlink(path);
    return;
  }
  for (const name of readdirSync(path)) removeTree(fs, join(path, name));
  fs.removeFolder(path);
}

/** Removes a folder if nothing is left in it. */
export function removeIfEmpty(fs: FileSystem, path: string): void {
  try {
    fs.removeFolder(path);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) throw error;
  }
}

/** Cleans up after an error that is already being told. */
function tidy(fs: FileSystem, path: string): void {
  try {
    removeIfThere(fs, path);
  } catch {
    // The journal knows the name, and whoever reads it removes the file.
  }
}
