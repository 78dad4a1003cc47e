/** The shape of `perfmig plan` and `perfmig apply` with `--format json`; schema/apply.json is generated from it. */
import type { CallEdge, ChainLink, Failure, Hazard, MigrationSummary, UnitStatus } from '../contracts.ts';

/**
 * A line or column, from 1.
 * @asType integer
 * @minimum 1
 */
type Position = number;

/** What `perfmig plan` and `perfmig apply` print, version 1. */
export interface ApplyJson {
  readonly version: 1;
  /** Ids, and names of transforms. */
  readonly codemods: readonly string[];
  /** Nothing was written. */
  readonly dryRun: boolean;
  readonly units: readonly ApplyJsonUnit[];
  readonly summary: MigrationSummary;
  readonly failures: readonly Failure[];
  /** One entry for each site refused or rolled back. */
  readonly refusals: readonly ApplyJsonRefusal[];
  /** Only with `--explain-edges`: every call edge that `summary.edges` counts. */
  readonly edges?: readonly ApplyJsonEdge[];
  /** Unified diff of what would be written; only in a dry run. */
  readonly diff?: string;
}

/** The smallest set of changes that is made as a whole or not at all. */
export interface ApplyJsonUnit {
  readonly id: string;
  readonly codemod: string;
  readonly status: UnitStatus;
  readonly sites: readonly ApplyJsonSite[];
  /** Files it changes or makes. */
  readonly files: readonly string[];
  readonly functionsMadeAsync: readonly ChainLink[];
  readonly hazards: readonly Hazard[];
  readonly refusal: null | {
    /** Of the barrier. */
    readonly path: string;
    readonly line: Position;
    readonly column: Position;
    readonly code: string;
    readonly message: string;
    readonly chain: readonly ChainLink[];
    readonly hint: string;
  };
}

/** One call that a unit is about. */
export interface ApplyJsonSite {
  readonly path: string;
  readonly line: Position;
  readonly column: Position;
  readonly api: string;
}

/** A place that calls a function which would become async, may call it, or is known to mean something else. */
export interface ApplyJsonEdge {
  readonly kind: CallEdge['kind'];
  readonly path: string;
  readonly line: Position;
  readonly column: Position;
  /** The function that would become async. */
  readonly callee: ChainLink;
  readonly reason: string;
}

/** A site that is left as it was. */
export interface ApplyJsonRefusal extends ApplyJsonSite {
  readonly unit: string;
  readonly code: string;
  readonly message: string;
  /** What stands in the way; its name is empty where it has none. */
  readonly barrier: {
    readonly path: string;
    readonly line: Position;
    readonly column: Position;
    readonly name: string;
  };
  /** From the site to the barrier. */
  readonly chain: readonly ChainLink[];
  readonly hint: string;
}
