/** Files without blocking the event loop. */
export { pathExists } from './path-exists.ts';
