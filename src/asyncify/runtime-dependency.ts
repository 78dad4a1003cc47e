/** With `--target runtime`: what new code imports from the runtime, and the package.json that has to say so. */
import { posix } from 'node:path';
import type { FileChange, PlanInput } from '../contracts.ts';
import { dependencyEdit } from '../project/package-edit.ts';
import type { PackageInfo } from '../project/package-info.ts';
import { toolInfo } from '../project/tool.ts';
import type { Analysis } from './flow/analysis.ts';
import { HELPER_PARTS } from './helpers/texts.ts';

/** The package's name. */
export const RUNTIME_PACKAGE = '@perfmig/runtime';

/** The specifier of the part that has a function: `@perfmig/runtime/process`. */
export function runtimeSpecifier(name: string): string {
  const part = HELPER_PARTS.find(({ names }) => names.includes(name));
  if (!part) throw new Error(`the runtime has no ${name}`);
  return `${RUNTIME_PACKAGE}/${part.folder}`;
}

/** The package.json that a file's dependencies stand in: the nearest that is more than a note on module systems. */
export function manifestOf({ program }: Analysis, path: string): PackageInfo | undefined {
  const around = program.config.packages.filter(
    ({ folder, name, dependencies }) =>
      (folder === '.' || path.startsWith(`${folder}/`)) &&
      (folder === '.' || name !== undefined || dependencies.size > 0),
  );
  return [...around].sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** The changes by which these files' packages depend on the runtime; nothing where they do already. By path. */
export function dependencyChanges(
  analysis: Analysis,
  read: PlanInput['read'],
  files: readonly string[],
): ReadonlyMap<string, FileChange> {
  const changes = new Map<string, FileChange>();
  for (const file of files) {
    const manifest = manifestOf(analysis, file);
    if (!manifest || manifest.dependencies.has(RUNTIME_PACKAGE)) continue;
    const path = posix.join(manifest.folder, 'package.json');
    const text = read(path);
    // The runtime is released together with perfmig, under the same version.
    const edit = text === undefined ? undefined : dependencyEdit(text, RUNTIME_PACKAGE, `^${toolInfo().version}`);
    if (!changes.has(path)) changes.set(path, { kind: 'edit', path, edits: edit ? [edit] : [] });
  }
  return changes;
}
