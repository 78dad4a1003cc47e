/** With `--target runtime`: what new code imports from the runtime, and the package.json that has to say so. */
import { posix } from 'node:path';
import type { FileChange, PlanInput } from '../contracts.ts';
import { dependencyEdit } from '../project/package-edit.ts';
import { toolInfo } from '../project/tool.ts';
import { HELPER_PARTS } from './helpers/texts.ts';
import { manifestOf, type ProjectShape } from './project-shape.ts';
import { VENDORED_RANGE } from './vendored-files.ts';

/** The package's name. */
export const RUNTIME_PACKAGE = '@perfmig/runtime';

/** The specifier of the part that has a function: `@perfmig/runtime/process`. */
export function runtimeSpecifier(name: string): string {
  const part = HELPER_PARTS.find(({ names }) => names.includes(name));
  if (!part) throw new Error(`the runtime has no ${name}`);
  return `${RUNTIME_PACKAGE}/${part.folder}`;
}

/**
 * The changes by which these files' packages depend on the runtime, as a package of a registry or as a folder of their
 * own; nothing where they do already. By path.
 */
export function dependencyChanges(
  shape: ProjectShape,
  { read, isVendored }: { readonly read: PlanInput['read']; readonly isVendored: boolean },
  files: readonly string[],
): ReadonlyMap<string, FileChange> {
  const changes = new Map<string, FileChange>();
  for (const file of files) {
    const manifest = manifestOf(shape, file);
    if (!manifest || manifest.dependencies.has(RUNTIME_PACKAGE)) continue;
    const path = posix.join(manifest.folder, 'package.json');
    const text = read(path);
    // The runtime is released together with perfmig, under the same version.
    const range = isVendored ? VENDORED_RANGE : `^${toolInfo().version}`;
    const edit = text === undefined ? undefined : dependencyEdit(text, RUNTIME_PACKAGE, range);
    if (!changes.has(path)) changes.set(path, { kind: 'edit', path, edits: edit ? [edit] : [] });
  }
  return changes;
}
