/** Stops asking a side that keeps failing. */
export { Breaker, type BreakerOptions, type BreakerState, type BreakerStats } from './breaker.ts';
export { CircuitOpenError, isCircuitOpenError } from './circuit-open-error.ts';
