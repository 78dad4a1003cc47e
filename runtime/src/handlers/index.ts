/** For handlers of frameworks that wait for nobody. */
export { forwardErrors } from './forward-errors.ts';
