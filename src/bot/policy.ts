/** Whether a change may go in. */
import type { Finding } from '../contracts.ts';
import type { States } from '../engine/states.ts';
import type { CiJsonVerdict } from '../reporters/ci-json.ts';
import { count, points } from '../reporters/words.ts';
import type { Comparison } from './compare.ts';

/** What fails a change: findings it adds, any findings, more points in all, or nothing. */
export const FAIL_ON = ['new', 'any', 'score-drop', 'none'] as const;

/** What was asked for. */
export interface Policy {
  readonly failOn: (typeof FAIL_ON)[number];
  /** Points from which a finding counts. Undefined: those worth a day of work count. */
  readonly minScore: number | undefined;
  /** Findings that may be there all the same. */
  readonly maxIssues: number;
}

/** Judges a change. What the baseline accepts doesn't count. */
export function judge(states: States, { added }: Comparison, policy: Policy): CiJsonVerdict {
  const { failOn, maxIssues: allowed } = policy;
  const fresh = new Set(states.head.fresh);
  const counts = ({ worth, score }: Finding): boolean =>
    policy.minScore === undefined ? worth : score > 0 && score >= policy.minScore;
  if (failOn === 'none') return { failOn, failed: false, reason: 'nothing fails this run', counted: 0, allowed };
  if (failOn === 'score-drop') return scoreDrop(states, allowed);
  const considered =
    failOn === 'any' ? [...fresh] : added.map(({ finding }) => finding).filter((one) => fresh.has(one));
  const counted = considered.filter(counts).length;
  const which = policy.minScore === undefined ? "worth a day's work" : `of at least ${points(policy.minScore)} points`;
  const what = `${count(counted, failOn === 'new' ? 'new finding' : 'finding')} ${which}`;
  return { failOn, failed: counted > allowed, reason: `${what}, ${allowed} allowed`, counted, allowed };
}

/** More points are worse. */
function scoreDrop({ head, base }: States, allowed: number): CiJsonVerdict {
  const before = base?.score ?? 0;
  const failed = head.score > before;
  const reason = `${points(before)} points before, ${points(head.score)} now`;
  return { failOn: 'score-drop', failed, reason, counted: 0, allowed };
}
