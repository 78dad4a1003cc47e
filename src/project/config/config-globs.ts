/** The globs of configurations: the patterns of .gitignore with braces, which can't lead out of their folder. */
import type { Configuration, Globs } from '../../contracts/configuration.ts';
import { expandBraces } from '../globs.ts';
import { IgnorePatterns } from '../ignore-patterns.ts';
import type { Fault } from './check.ts';
import type { Way } from './layer.ts';

/** Compiles globs that have been checked. */
export function compileGlobs(globs: Globs): IgnorePatterns {
  // A hash begins a comment in .gitignore; here it is the hash.
  return new IgnorePatterns(globs.flatMap((glob) => expandBraces(glob) ?? []).map((glob) => glob.replace(/^#/, '\\#')));
}

/** The first glob of a valid configuration that can't be used, or undefined. */
export function globFault(settings: unknown): Fault | undefined {
  const { include, exclude, ignore, overrides } = settings as Configuration;
  const lists: readonly (readonly [Way, Globs | undefined])[] = [
    [['include'], include],
    [['exclude'], exclude],
    [['ignore'], ignore],
    ...(overrides ?? []).map(({ files }, index) => [['overrides', index, 'files'], files] as const),
  ];
  for (const [way, globs = []] of lists) {
    for (const [index, glob] of globs.entries()) {
      const message = faultIn(glob);
      if (message !== undefined) return { way: [...way, index], isKey: false, message };
    }
  }
  return undefined;
}

function faultIn(glob: string): string | undefined {
  if (glob.split('/').includes('..'))
    return `'${glob}' leads out of the folder; a configuration holds for its own folder`;
  if (glob.includes('\\') && !/\\[*?[\]{},!#\\ ]/.test(glob))
    return `'${glob}': write / between folders, also on Windows`;
  if (expandBraces(glob) === undefined) return `'${glob}' stands for too many patterns; write fewer braces`;
  return undefined;
}
