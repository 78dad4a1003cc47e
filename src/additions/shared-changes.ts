/** Where new code gets functions from that Node has no equal for: a helper file of the package, or the runtime. */
import { posix } from 'node:path';
import type { CodemodOptions, FileChange, PlanInput } from '../contracts.ts';
import { helperChanges, helperFor } from './helper-file.ts';
import { helperFileOf } from './helpers/file.ts';
import type { ImportNeed } from './import-need.ts';
import { manifestOf, manifestPath, type ProjectShape } from './project-shape.ts';
import { dependencyChanges, RUNTIME_PACKAGE } from './runtime-dependency.ts';
import { vendoredFiles } from './vendored-files.ts';

/** The target for one file: the runtime needs a package.json that can name it. */
export function targetFor(
  shape: ProjectShape,
  { options, read }: Pick<PlanInput, 'options' | 'read'>,
  path: string,
): CodemodOptions['target'] {
  const isWritable = manifestOf(shape, path) !== undefined && read(manifestPath(shape, path)) !== undefined;
  return options.target === 'runtime' && isWritable ? 'runtime' : 'node';
}

/** Changes that units share: helper files, each package.json that has to name the runtime, and vendored files. By path. */
export function sharedChanges(
  shape: ProjectShape,
  { read, options }: Pick<PlanInput, 'read' | 'options'>,
  needs: readonly ImportNeed[],
): ReadonlyMap<string, FileChange> {
  const [fromRuntime, fromHelper] = [needs.filter(isFromRuntime), needs.filter((need) => !isFromRuntime(need))];
  const isVendored = options.vendor === true;
  const users = fromRuntime.map(({ path }) => path);
  return new Map([
    ...helperChanges(shape, read, fromHelper),
    ...dependencyChanges(shape, { read, isVendored }, users),
    ...(isVendored ? vendoredChanges(shape, fromRuntime) : []),
  ]);
}

/** The files of shared changes that these needs are served by. */
export function sharedPaths(
  shape: ProjectShape,
  { options }: Pick<PlanInput, 'options'>,
  needs: readonly ImportNeed[],
): readonly string[] {
  const paths = needs.flatMap((need) => {
    if (isFromRuntime(need)) {
      const vendored = options.vendor === true ? [...vendoredChanges(shape, [need]).keys()] : [];
      return [manifestPath(shape, need.path), ...vendored];
    }
    return need.twin.kind === 'helper' ? [helperFor(shape, need.path, helperFileOf(need.twin.name)).path] : [];
  });
  return [...new Set(paths)];
}

/** New files in each package; one that is there with the same text stays as it is. */
function vendoredChanges(shape: ProjectShape, needs: readonly ImportNeed[]): ReadonlyMap<string, FileChange> {
  const changes = new Map<string, FileChange>();
  for (const { path: user, from = '' } of needs) {
    const folder = manifestOf(shape, user)?.folder ?? '.';
    for (const [name, text] of vendoredFiles([from.slice(RUNTIME_PACKAGE.length + 1)])) {
      const path = posix.join(folder, name);
      changes.set(path, { kind: 'create', path, text });
    }
  }
  return changes;
}

function isFromRuntime({ from = '' }: ImportNeed): boolean {
  return from.startsWith(`${RUNTIME_PACKAGE}/`);
}
