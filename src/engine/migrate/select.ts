/** `--only`: the units a user named. */
import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Unit } from '../../contracts.ts';
import { UsageError } from '../../project/errors.ts';
import { suggestion } from '../../project/nearest.ts';
import { fromRoot } from '../../project/paths.ts';

/** Where relative paths start from, and what units' paths are relative to; both absolute. */
export interface Folders {
  readonly cwd: string;
  readonly root: string;
}

/**
 * The units of these ids, and those with a site at these `path:line`; all where none is named.
 * @throws {UsageError} where a name fits no unit
 */
export function selectUnits(units: readonly Unit[], only: readonly string[], folders: Folders): readonly Unit[] {
  if (only.length === 0) return units;
  const chosen = new Set(only.flatMap((name) => unitsNamed(units, name, folders)));
  return units.filter((unit) => chosen.has(unit));
}

function unitsNamed(units: readonly Unit[], name: string, folders: Folders): readonly Unit[] {
  const byId = units.filter(({ id }) => id === name);
  if (byId.length > 0) return byId;
  const [, path, line] = /^(.+):(\d+)$/.exec(name) ?? [];
  if (path === undefined) throw noUnit(units, name);
  const named = fromRoot(folders.root, realPath(resolve(folders.cwd, path)));
  const found = units.filter(({ sites }) => sites.some((site) => site.path === named && site.line === Number(line)));
  if (found.length > 0) return found;
  const lines = units.flatMap(({ sites }) => sites.filter((site) => site.path === named).map((site) => site.line));
  const known = lines.length === 0 ? 'there are none in that file' : `there are some in line ${lines.join(', ')}`;
  throw new UsageError(`--only ${name}: no unit begins there; ${known}`);
}

function noUnit(units: readonly Unit[], name: string): UsageError {
  const ids = units.map(({ id }) => id);
  const known = ids.length === 0 ? 'no unit is planned at all' : 'perfmig plan lists them; or give path:line';
  return new UsageError(`--only ${name}: no such unit${suggestion(name, ids)} (${known})`);
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync.native(path) : path;
}
