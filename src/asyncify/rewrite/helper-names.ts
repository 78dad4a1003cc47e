/** The names of the functions of the helper file, and what each stands for. The file's text is written by these names. */

/** Twins of synchronous APIs that Node has no equal for. */
export const API_HELPERS = {
  'fs.existsSync': 'pathExists',
  'graceful-fs.existsSync': 'pathExists',
  'mz/fs.existsSync': 'pathExists',
  'child_process.execSync': 'execCommand',
  'child_process.execFileSync': 'execProgram',
  'child_process.spawnSync': 'spawnCommand',
} as const;

/**
 * Array methods whose callback became async. Each is given the array, the callback and, for `reduce`, the first value;
 * it calls one callback after another, with value, index and array, leaves holes out as the method does, and ends where
 * the method ends.
 */
export const ARRAY_HELPERS = {
  every: 'everyInOrder',
  filter: 'filterInOrder',
  find: 'findInOrder',
  findIndex: 'findIndexInOrder',
  flatMap: 'flatMapInOrder',
  forEach: 'forEachInOrder',
  map: 'mapInOrder',
  reduce: 'reduceInOrder',
  some: 'someInOrder',
} as const;

export type ArrayMethod = keyof typeof ARRAY_HELPERS;

export function isArrayMethod(name: string | undefined): name is ArrayMethod {
  return name !== undefined && Object.hasOwn(ARRAY_HELPERS, name);
}

/** Hands what a handler rejects with to `next`, as the framework does with what it throws. */
export const HANDLER_HELPER = 'forwardErrors';
