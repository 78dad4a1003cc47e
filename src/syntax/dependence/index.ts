/** Dependence: what may run in another order, or at the same time, without anybody noticing. */
export { iterationsIndependent } from './iterations.ts';
export { statementsIndependent } from './statements.ts';
export type { Loop } from './header.ts';
export { methodUseOf } from './methods.ts';
export { modeOf } from './targets.ts';
export { ownFunctionOf } from './own-functions.ts';
export type { Answer, Assumption, Call, CallEffect, Dependence, Resource } from './types.ts';
