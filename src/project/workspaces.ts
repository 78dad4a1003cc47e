/** Tells which packages make up a workspace: what npm, Yarn, Bun, pnpm and Lerna are told. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Yaml from 'yaml';
import { compileGlob, expandBraces, matchesGlob } from './globs.ts';
import { isObject, readJson, stringsIn, type JsonObject } from './json-file.ts';
import { fromRoot } from './paths.ts';

/** Whether a folder is the root of a workspace, and `member` one of its packages; absolute paths. */
export function isWorkspaceOf(root: string, member: string): boolean {
  const path = fromRoot(root, member);
  const patterns = memberPatterns(root);
  const matches = (pattern: string): boolean => matchesGlob(compileGlob(pattern), path);
  const taken = patterns.filter((pattern) => !pattern.startsWith('!')).some(matches);
  return taken && !patterns.filter((pattern) => pattern.startsWith('!')).some((pattern) => matches(pattern.slice(1)));
}

/** The globs of a workspace's packages, relative to its folder; empty where it is none, or can't be read. */
function memberPatterns(folder: string): readonly string[] {
  const found = [
    ...declaredIn(objectOf(folder, 'package.json'), 'workspaces'),
    ...declaredIn(objectOf(folder, 'lerna.json'), 'packages'),
    ...declaredIn(pnpmWorkspace(folder), 'packages'),
  ];
  return found.flatMap((pattern) => expandBraces(pattern) ?? []);
}

/** `["packages/*"]`, or `{ "packages": ["packages/*"] }`. */
function declaredIn(json: JsonObject, key: string): readonly string[] {
  const declared = json[key];
  return stringsIn(isObject(declared) ? declared['packages'] : declared);
}

function objectOf(folder: string, name: string): JsonObject {
  const file = existsSync(join(folder, name)) ? readJson(folder, name, 'strict') : undefined;
  return file?.kind === 'value' && isObject(file.value) ? file.value : {};
}

function pnpmWorkspace(folder: string): JsonObject {
  try {
    const text = readFileSync(join(folder, 'pnpm-workspace.yaml'), 'utf8');
    // Its seventy files are loaded only where there is something for them to read.
    const { parse } = createRequire(import.meta.url)('yaml') as typeof Yaml;
    const value: unknown = parse(text);
    return isObject(value) ? value : {};
  } catch {
    // Without the file, or with a broken one, the folder is no workspace of pnpm.
    return {};
  }
}
