/** Every constant a score depends on. docs/scoring.md explains them. */
import type { Context, Grade, Severity } from '../contracts.ts';

/**
 * Code nobody is seen to call counts half in a library, whose users call it. In
 * a service, whose request handlers are known, it is most likely something else.
 */
export const UNKNOWN_IN_SERVICE = 0.05;

/** How much of a call's cost counts, by when it runs. */
export const CONTEXT_FACTOR: Readonly<Record<Context, number>> = {
  request: 1,
  unknown: 0.5,
  loop: 0.5,
  // A worker thread may block: only the requests that wait for it notice.
  worker: 0.05,
  startup: 0.02,
  build: 0.01,
  test: 0,
};

/** By how many loops are around the call, in its function and on the way to it. */
export const LOOP_FACTOR: readonly number[] = [1, 3, 5];

/** A call whose result is kept is paid once, not with each request. */
export const ONCE_FACTOR = 0.02;

/**
 * A call on a way that is seldom gone: of administrators, at installation or
 * log-in, or to make a file or folder that is missing.
 */
export const RARE_FACTOR = 0.1;

/** A call reached only over a possible edge, or from a guessed entry point. */
export const GUESSED_CONFIDENCE = 0.8;

/** A finding of at least so many points has this severity; below the last one it is low. */
export const SEVERITY_FROM: readonly (readonly [points: number, severity: Severity])[] = [
  [10, 'high'],
  [3, 'medium'],
];

/** A finding in request code of at least so many points is offered as work: mending it deserves a working day. */
export const WORTH_FROM = 4;
/** One run of it must cost so many points: a loop around a stat seldom turns often enough. */
export const WORTH_COST = 2;
/** The same for a request that changes something: a small file or a few rows more are little beside what it does. */
export const WORTH_COST_OF_CHANGE = 20;

/** A project with at most so many request-path points per thousand lines has this grade; above the last one, F. */
export const GRADE_UP_TO: readonly (readonly [points: number, grade: Grade])[] = [
  [0.5, 'A'],
  [3, 'B'],
  [10, 'C'],
  [30, 'D'],
  [90, 'E'],
];
