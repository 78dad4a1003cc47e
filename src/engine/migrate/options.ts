/** What a run of plan or apply is told. */
import type { Types } from '../../contracts.ts';
import type { Discovery } from '../../project/discover.ts';
import type { Verifier } from '../apply/commit.ts';
import type { FileSystem } from '../apply/file-system.ts';
import type { Gate } from '../gates/gate.ts';
import type { Chooser } from './choose.ts';
import type { PlanUnitsOptions } from './plan-units.ts';

/** A gate that counts type errors. */
export interface TypeGate {
  readonly check: Gate;
  readonly errors: () => { readonly before: number; readonly after: number };
}

export interface MigrateOptions extends PlanUnitsOptions {
  /** Plans and reports, and writes nothing at all. */
  readonly dryRun: boolean;
  readonly allowDirty: boolean;
  /** Ids of units, or `path:line`; empty takes all. */
  readonly only: readonly string[];
  /** Writes comments at what is left. */
  readonly mark?: boolean;
  /** Codemods whose calls this run has seen all of; those that run where it is left out. */
  readonly seenCodemods?: readonly string[];
  /** Further arguments of the command line that the plan depends on, for commands that are shown. */
  readonly furtherArguments?: readonly string[];
  readonly choose?: Chooser;
  /** Makes what the call graph may ask of types. */
  readonly typesOf?: (discovery: Discovery) => Types;
  /** Makes the type gate, where types are to be checked. */
  readonly typeGate?: (discovery: Discovery) => Promise<TypeGate>;
  readonly verifier?: Verifier;
  readonly fs?: FileSystem;
}
