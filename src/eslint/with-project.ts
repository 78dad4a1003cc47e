/** Joins what a file shows by itself with what is known of it from the whole program. */
import type { Finding } from '../contracts.ts';
import type { FunctionContext } from '../program/contexts.ts';
import type { IndexedText } from './indexed-project.ts';

/** Contexts of functions by the names of what is around their code. */
export type OuterContexts = ReadonlyMap<string, FunctionContext>;

/** The contexts that ways through other files give to the functions of a file. */
export function outerContexts({ findings }: IndexedText): OuterContexts {
  const contexts = new Map<string, FunctionContext>();
  for (const { scope, context, chain = [] } of findings) {
    const isWay = context === 'request' || context === 'worker';
    if (scope === '' || !isWay || contexts.get(scope)?.context === 'request') continue;
    // The finding itself is the last link.
    contexts.set(scope, { context, chain: chain.slice(0, -1), loops: 0, proved: true, once: false, rare: false });
  }
  return contexts;
}

/**
 * The findings to report. Of a text that was analysed, what was found then; where a way leads through a file that has
 * changed since, what the file shows by itself. Of a text that has been edited, what it shows, by its `outerContexts`.
 */
export function withProject(own: readonly Finding[], known: IndexedText): readonly Finding[] {
  const byPrint = new Map(own.map((finding) => [finding.fingerprint, finding]));
  if (!known.isSame) {
    const before = new Map(known.findings.map((finding) => [finding.fingerprint, finding]));
    return own.map((finding) => asBefore(finding, before.get(finding.fingerprint)));
  }
  const left = own.filter(({ rule, fingerprint }) => !known.rules.has(rule) || known.stale.has(fingerprint));
  const found = known.findings.map((finding): Finding => {
    const fix = byPrint.get(finding.fingerprint)?.fix;
    return fix === undefined ? finding : { ...finding, fix };
  });
  return [...found, ...left].sort((a, b) => a.span[0] - b.span[0]);
}

/** Loops on the way, and what they make of it, are only known of what was found before. */
function asBefore(finding: Finding, before: Finding | undefined): Finding {
  if (before?.context !== finding.context) return finding;
  const { loopDepth, severity, score } = before;
  return { ...finding, loopDepth, severity, score };
}
