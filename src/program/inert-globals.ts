/** Globals that neither hold functions of the program nor run what they are given. */

/** Globals whose members hold or take functions; the rest of them are mere values. */
export const INERT_GLOBALS: ReadonlySet<string> = new Set([
  'JSON',
  'Math',
  'console',
  'Number',
  'String',
  'Boolean',
  'Symbol',
  'Date',
  'Error',
  'undefined',
  'NaN',
  'Infinity',
  'parseInt',
  'parseFloat',
  'isNaN',
  'RegExp',
  'BigInt',
  'Buffer',
]);
