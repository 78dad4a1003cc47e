/** Patterns with one `*`, as `exports` and `imports` of package.json and `paths` of tsconfig.json use them. */
import type { Subpaths } from '../project/package-info.ts';

/** What a specifier may stand for by these patterns: the targets of the pattern that fits it best. */
export function targetsOf(patterns: Subpaths, specifier: string): readonly string[] {
  const exact = patterns.get(specifier);
  if (exact) return exact;
  let best: { readonly prefix: string; readonly star: string; readonly targets: readonly string[] } | undefined;
  for (const [pattern, targets] of patterns) {
    const [prefix = '', suffix] = pattern.split('*');
    if (suffix === undefined || specifier.length < prefix.length + suffix.length) continue;
    if (!specifier.startsWith(prefix) || !specifier.endsWith(suffix)) continue;
    if (best && best.prefix.length >= prefix.length) continue;
    best = { prefix, star: specifier.slice(prefix.length, specifier.length - suffix.length), targets };
  }
  const { star, targets = [] } = best ?? {};
  return star === undefined ? [] : targets.map((target) => target.replaceAll('*', () => star));
}
