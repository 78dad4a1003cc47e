/** What the programs of the async codemods are about. */

interface Row {
  readonly converts: boolean;
  readonly refuses: boolean;
}

const both: Row = { converts: true, refuses: true };
const onlyConverts: Row = { converts: true, refuses: false };

/** The hard cases, and what must be there for each. */
export const ROWS: Readonly<Record<string, Row>> = {
  chains: onlyConverts,
  'constructor-accessor': both,
  map: onlyConverts,
  iterations: both,
  'sort-replace': both,
  truthiness: onlyConverts,
  frameworks: both,
  'emitters-timers-callbacks': both,
  'exit-hooks': both,
  generators: both,
  'implicit-methods': both,
  'promise-executor': both,
  'top-level': both,
  'module-exports-suites': both,
  'public-api': both,
  dual: both,
  hierarchies: both,
  'dynamic-dispatch': both,
  'returns-promise': onlyConverts,
  'return-in-try': onlyConverts,
  'throw-before-await': onlyConverts,
  'shared-state': both,
  descriptors: both,
  'exists-sync': onlyConverts,
  'arguments-this': onlyConverts,
  'no-await-positions': both,
  react: { converts: false, refuses: true },
  types: both,
  tests: both,
  worth: both,
  twins: both,
  'process-twins': onlyConverts,
  'compute-twins': onlyConverts,
  fds: { converts: false, refuses: true },
  'no-semicolons': onlyConverts,
  formatting: onlyConverts,
};

/**
 * Every code that a program is refused with. Not here: what is given in place of `barrier/module-exports` and
 * `barrier/react` says less than it could (their programs say so); `left/skipped` needs somebody who is asked; the other
 * gates, faults of the tool itself.
 */
export const REFUSED_CODES: readonly string[] = [
  'barrier/accessor',
  'barrier/ambiguous',
  'barrier/arguments-this',
  'barrier/constructor',
  'barrier/decorator',
  'barrier/default-parameter',
  'barrier/escapes',
  'barrier/exit-hook',
  'barrier/external-hierarchy',
  'barrier/field-initializer',
  'barrier/generator',
  'barrier/implicit-method',
  'barrier/promise-executor',
  'barrier/public-api',
  'barrier/stored',
  'barrier/suite-body',
  'barrier/sync-callback',
  'barrier/top-level',
  'barrier/unresolved-call',
  'barrier/vendored',
  'gate/types',
  'hazard/check-then-act',
  'hazard/descriptors',
  'hazard/late-listener',
  'hazard/order',
  'hazard/shared-state',
  'kept/build',
  'kept/startup',
  'kept/test',
  'left/not-worth-it',
  'test/done',
  'test/fake-timers',
  'test/mock',
  'twin/node-version',
  'twin/none',
  'twin/option',
];
