/** Child processes without blocking the event loop: the twins of `execSync`, `execFileSync` and `spawnSync`. */
export { execCommand } from './exec-command.ts';
export { execProgram } from './exec-program.ts';
export { spawnCommand } from './spawn-command.ts';
