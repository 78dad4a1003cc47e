/** The files on disk behind the paths of a plan. */
import { accessSync, constants, existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf } from '../../project/errors.ts';
import { isInside } from '../../project/paths.ts';
import { hashOf } from '../plan/original.ts';
import type { Reason } from '../plan/refuse.ts';
import type { FileMode } from './write.ts';

/** The hash of a file's bytes, or null where there is none. */
export function hashAt(path: string): string | null {
  try {
    return hashOf(readFileSync(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw error;
  }
}

/** Mode and owner of a file; undefined where there is none. */
export function modeOf(path: string): FileMode | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && { mode: stats.mode, owner: { uid: stats.uid, gid: stats.gid } };
}

/** Where a path of a project really leads, through symbolic links. */
export function realTarget(root: string, path: string): string {
  const absolute = join(root, path);
  return existsSync(absolute) ? realpathSync.native(absolute) : absolute;
}

/** Why a file may not be changed, or undefined. */
export function reasonNotToWrite(root: string, path: string): Reason | undefined {
  const target = realTarget(root, path);
  if (!isInside(root, target)) {
    return {
      code: 'file/outside',
      message: `${path} is a link to ${target}, which is no part of this project`,
      hint: 'run perfmig where that file belongs',
    };
  }
  const stats = statSync(target, { throwIfNoEntry: false });
  const isLocked = stats !== undefined && (stats.mode & 0o222) === 0;
  if (!isLocked && mayWrite(stats ? target : nearestFolder(target)) && mayWrite(nearestFolder(target))) {
    return undefined;
  }
  return {
    code: 'file/read-only',
    message: isLocked || stats ? `${path} or its folder is read-only` : `can't make ${path}: its folder is read-only`,
    hint: 'make it writable, then run the codemod again',
  };
}

function nearestFolder(path: string): string {
  const folder = dirname(path);
  return existsSync(folder) ? folder : nearestFolder(folder);
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
