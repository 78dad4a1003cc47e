/** Holds verdicts against findings. Pure. */
import type { Finding } from '../src/contracts.ts';
import type { Verdict } from './verdicts.ts';

/**
 * What became of something judged. True and `kept`, or `lost`, or found in
 * another context (`moved`). False and `gone`, or `known` and still found, or
 * `back` after it was mended.
 */
export type Fate = 'kept' | 'lost' | 'moved' | 'gone' | 'known' | 'back';

export interface Compared {
  readonly verdict: Verdict;
  readonly fate: Fate;
  /** The finding at the same place, by the same rule. */
  readonly finding: Finding | undefined;
}

/** Worse than what was judged. */
export function isRegression({ fate }: Compared): boolean {
  return fate === 'lost' || fate === 'moved' || fate === 'back';
}

export function compare(verdicts: readonly Verdict[], findings: readonly Finding[]): readonly Compared[] {
  const places = new Map(findings.map((finding) => [placeOf(finding), finding]));
  return verdicts.map((verdict) => {
    const finding = places.get(placeOf(verdict));
    return { verdict, finding, fate: fateOf(verdict, finding) };
  });
}

function fateOf(verdict: Verdict, finding: Finding | undefined): Fate {
  if (verdict.verdict !== 'false') {
    if (!finding) return 'lost';
    return finding.context === verdict.context ? 'kept' : 'moved';
  }
  if (!finding || finding.context !== verdict.context || chainOf(finding) !== verdict.chain) return 'gone';
  return verdict.expected === 'gone' ? 'back' : 'known';
}

/** The names of the way, as people are shown them; empty where there is none. */
function chainOf({ chain }: Pick<Finding, 'chain'>): string {
  return (chain ?? []).map(({ name }) => name).join(' → ');
}

function placeOf({ path, line, column, rule, api }: Finding | Verdict): string {
  return [path, line, column, rule, api].join('\t');
}
