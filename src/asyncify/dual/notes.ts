/** What the notes of the next version have to say of what a package exports. */
import type { PlanInput } from '../../contracts.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { ConvertibleSite } from '../units.ts';

/** Of `--public-api break`: a line for each exported function that gives a promise now. Nothing else is to be told. */
export function releaseNotes(
  analysis: Analysis,
  { options }: PlanInput,
  sites: readonly ConvertibleSite[],
): readonly string[] {
  if (options.publicApi !== 'break') return [];
  const made = new Set(sites.flatMap(({ closure }) => closure.functions.map(({ node }) => node)));
  const names = [...analysis.program.files.values()].flatMap((at) =>
    [...at.exports.names.keys()].flatMap((name) => {
      if (!analysis.publicApi.isExported(at.path, name)) return [];
      const value = analysis.resolver.exported(at, name);
      if (value?.kind !== 'function' || !made.has(value.node)) return [];
      return [`\`${name === '=' ? 'the module itself' : name}\` (${at.path})`];
    }),
  );
  if (names.length === 0) return [];
  const list = [...new Set(names)].sort().join(', ');
  return [
    `This needs a major version. Its notes must say that these return promises now, and reject where they threw: ${list}`,
  ];
}
