/** Where the functions come from that Node has no equal for: a helper file of the package, or the runtime. */
import { posix } from 'node:path';
import type { CodemodOptions, FileChange, PlanInput } from '../contracts.ts';
import type { ImportNeed } from './decisions.ts';
import type { Analysis } from './flow/analysis.ts';
import { helperChanges, helperFor } from './helper-file.ts';
import { dependencyChanges, manifestOf, RUNTIME_PACKAGE } from './runtime-dependency.ts';

/** The target for one file: the runtime needs a package.json that can name it. */
export function targetFor(
  analysis: Analysis,
  { options, read }: Pick<PlanInput, 'options' | 'read'>,
  path: string,
): CodemodOptions['target'] {
  const manifest = manifestOf(analysis, path);
  const isWritable = manifest !== undefined && read(posix.join(manifest.folder, 'package.json')) !== undefined;
  return options.target === 'runtime' && isWritable ? 'runtime' : 'node';
}

/** Changes that units share: helper files, and each package.json that has to name the runtime. By path. */
export function sharedChanges(
  analysis: Analysis,
  { read }: Pick<PlanInput, 'read'>,
  needs: readonly ImportNeed[],
): ReadonlyMap<string, FileChange> {
  const [fromRuntime, fromHelper] = [needs.filter(isFromRuntime), needs.filter((need) => !isFromRuntime(need))];
  return new Map([
    ...helperChanges(analysis, read, fromHelper),
    ...dependencyChanges(
      analysis,
      read,
      fromRuntime.map(({ path }) => path),
    ),
  ]);
}

/** The files of shared changes that these needs are served by. */
export function sharedPaths(analysis: Analysis, needs: readonly ImportNeed[]): readonly string[] {
  const paths = needs.flatMap((need) => {
    if (need.twin.kind !== 'helper') return [];
    if (!isFromRuntime(need)) return helperFor(analysis, need.path).path;
    return posix.join(manifestOf(analysis, need.path)?.folder ?? '.', 'package.json');
  });
  return [...new Set(paths)];
}

function isFromRuntime({ from = '' }: ImportNeed): boolean {
  return from.startsWith(`${RUNTIME_PACKAGE}/`);
}
