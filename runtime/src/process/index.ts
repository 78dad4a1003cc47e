/** Child processes without blocking the event loop: the twins of `execSync`, `execFileSync` and `spawnSync`. */
export { execCommand, execProgram, spawnCommand } from './switched.ts';
