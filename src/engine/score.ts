/** Points, severities and grades: pure functions over the constants of scoring.ts. */
import type { Context, Cost, Grade, ScoreFactors, Severity } from '../contracts.ts';
import {
  CONTEXT_FACTOR,
  GRADE_UP_TO,
  GUESSED_CONFIDENCE,
  LOOP_FACTOR,
  ONCE_FACTOR,
  RARE_FACTOR,
  SEVERITY_FROM,
  UNKNOWN_IN_SERVICE,
  WORTH_COST,
  WORTH_COST_OF_CHANGE,
  WORTH_FROM,
} from './scoring.ts';

export interface Circumstances {
  readonly context: Context;
  readonly loopDepth: number;
  /** Whether every step from the entry point is proved. */
  readonly proved: boolean;
  /** The way to the call is seldom gone. */
  readonly rare: boolean;
  /** What it belongs to is known to answer requests. */
  readonly isService: boolean;
}

export function factorsOf(cost: Cost, { context, loopDepth, proved, rare, isService }: Circumstances): ScoreFactors {
  const isOnce = cost.once === true;
  return {
    cost: cost.points,
    once: isOnce ? ONCE_FACTOR : 1,
    rare: rare ? RARE_FACTOR : 1,
    context: isService && (context === 'unknown' || context === 'loop') ? UNKNOWN_IN_SERVICE : CONTEXT_FACTOR[context],
    loop: isOnce ? 1 : (LOOP_FACTOR[Math.min(loopDepth, LOOP_FACTOR.length - 1)] ?? 1),
    confidence: round((cost.confidence ?? 1) * (proved ? 1 : GUESSED_CONFIDENCE)),
  };
}

/** The product of the factors, to two decimals. */
export function scoreOf({ cost, once, rare, context, loop, confidence }: ScoreFactors): number {
  return round(cost * once * rare * context * loop * confidence);
}

/** Nothing is high that no request is known to run, and what runs before the first request is always low. */
export function severityOf(score: number, context: Context): Severity {
  if (context === 'startup' || context === 'build' || context === 'test') return 'low';
  const severity = SEVERITY_FROM.find(([from]) => score >= from)?.[1] ?? 'low';
  return severity === 'high' && context !== 'request' ? 'medium' : severity;
}

/**
 * Whether a finding deserves a working day: requests are known to pay for it, again and again or much at a time.
 * @param isChange whether they are requests that change something
 */
export function isWorth(score: number, context: Context, { points, unsized }: Cost, isChange: boolean): boolean {
  const least = isChange ? WORTH_COST_OF_CHANGE : WORTH_COST;
  return context === 'request' && score >= WORTH_FROM && points >= least && unsized !== true;
}

/** @param requestPoints of all findings on request paths; @param lines of the code that isn't tests */
export function gradeOf(requestPoints: number, lines: number): Grade {
  const density = requestPoints / Math.max(1, lines / 1000);
  return GRADE_UP_TO.find(([upTo]) => density <= upTo)?.[1] ?? 'F';
}

/** To two decimals, so that sums do not depend on their order. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
