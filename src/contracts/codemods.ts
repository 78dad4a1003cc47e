/** The types of changing code: edits, units, codemods, plans and what is reported of them. No code lives here. */
import type { ChainLink, Failure, Finding, SourceFile, Span } from '../contracts.ts';

/** Text that takes the place of a span of the original text. An empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
  /** Several units may want this same edit, such as the import of one helper: it is made once. */
  readonly shared?: true;
}

/** A position for people: lines and columns from 1, columns in UTF-16 units. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Why something is left as it is. `perfmig explain CODE` tells more. */
export interface Refusal extends Place {
  /** `barrier/constructor`, `fast-json/several-readers`, `conflict/overlap` … */
  readonly code: string;
  readonly message: string;
  /** What stands in the way, where it has a name. */
  readonly name?: string;
  /** From the site to the barrier, which is at `path`, `line` and `column`. */
  readonly chain: readonly ChainLink[];
  /** What the user could do. */
  readonly hint: string;
}

/** `safe` keeps what the program does; `review` may change something that only its authors can judge. */
export type Safety = 'safe' | 'review';

/** What is to be done about one match, in its own file. */
export type Rewrite =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[] }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      /** What stands in the way; the match itself where it is left out. */
      readonly barrier?: Span;
      readonly hint: string;
    };

/** A rewrite within one file, as a rule offers it. */
export interface Fix {
  readonly rewrite: Rewrite;
  readonly safety: Safety;
}

/** One call that a unit is about. */
export interface Site extends Place {
  /** What is called: `fs.readFileSync`. */
  readonly api: string;
  /** The way from an entry point, where one is known: `GET /orders → loadOrder → fs.readFileSync`. */
  readonly chain?: readonly ChainLink[];
}

/** What a unit does to one file. An edit of spans, or a new file; where several units want the same new file, it is made once. */
export type FileChange =
  | { readonly kind: 'edit'; readonly path: string; readonly edits: readonly Edit[] }
  | { readonly kind: 'create'; readonly path: string; readonly text: string };

/** Something that a unit may change besides what it is for. */
export interface Hazard {
  readonly code: string;
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly otherPath?: string;
  readonly otherLine?: number;
}

export type UnitStatus = 'planned' | 'applied' | 'refused' | 'rolled-back';

/** The smallest set of changes that is right only as a whole: all of it is made, or nothing. */
export interface Unit {
  /** Stays the same from run to run, as long as the code does; from `unitId`. */
  readonly id: string;
  /** The id of its codemod. */
  readonly codemod: string;
  readonly sites: readonly Site[];
  /** One entry for each file; an edit without edits names a file that `Codemod.finish` edits for it. */
  readonly changes: readonly FileChange[];
  readonly safety: Safety;
  readonly functionsMadeAsync: readonly ChainLink[];
  readonly hazards: readonly Hazard[];
  /** Calls that may run one of the functions made async; nobody can tell from the code. They are awaited too. */
  readonly possibleCalls?: readonly Place[];
  readonly status: UnitStatus;
  /** Why it is refused or rolled back. */
  readonly refusal?: Refusal;
  /** Files beside the changed ones that must stay as they were read for the unit to be right. */
  readonly dependsOn?: readonly string[];
  /** Lines that had to change; those its edits touch where it is left out. The rest is waste. */
  readonly neededLines?: number;
  /** Whatever `Codemod.finish` wants to know of the unit; JSON, since it is kept in the journal. */
  readonly data?: unknown;
}

/** The project a codemod works on. Paths are relative to `root`, with `/`, and sorted. */
export interface ProjectFiles {
  /** Absolute. */
  readonly root: string;
  /** Every source file. */
  readonly program: readonly string[];
  /** Those inside the given paths: only their sites are wanted. */
  readonly reported: ReadonlySet<string> | 'all';
  /** Each package.json, tsconfig.json and the like. */
  readonly configs: readonly string[];
}

/** What the command line says to codemods. */
export interface CodemodOptions {
  readonly target: 'node' | 'runtime';
  /** With `runtime`: its files are copied into the project, instead of being a dependency from a registry. */
  readonly vendor?: boolean;
  readonly publicApi: 'keep' | 'dual' | 'break';
  /** Contexts whose sites are wanted; `all` takes start-up and build code too. */
  readonly context: 'serving' | 'all';
  readonly maxFunctions: number;
  readonly allowHazards: readonly string[];
  /** Each call edge is listed with its reason, not only counted. */
  readonly explainEdges?: boolean;
}

/** A question for a type checker about an expression. Spans are those of the original texts. */
export type TypeQuestion =
  /** Whether it is an array. */
  | { readonly kind: 'array'; readonly path: string; readonly span: Span }
  /** Whether it may be an instance of a class or of one that extends it; `owners` begins with that class. Spans of names. */
  | {
      readonly kind: 'member';
      readonly path: string;
      readonly span: Span;
      /** The member that is read of it. */
      readonly name: string;
      readonly owners: readonly { readonly path: string; readonly span: Span }[];
    };

/** `no` needs a positive reason: `any`, what is generic and what the checker has not got are `unknown`. */
export type TypeAnswer = 'yes' | 'no' | 'unknown';

/** What a type checker has told; it is asked late, for few expressions, and for many at once. */
export interface Types {
  /** By keys of the asker's. */
  readonly told: ReadonlyMap<string, TypeAnswer>;
  /** Adds the answers to {@link told}. */
  ask(questions: ReadonlyMap<string, TypeQuestion>): Promise<void>;
}

/** All that a codemod gets. */
export interface PlanInput {
  readonly project: ProjectFiles;
  readonly options: CodemodOptions;
  /** Text of a file without its byte-order mark; undefined where it can't be read or kept exactly. */
  readonly read: (path: string) => string | undefined;
  /** A file's tree and bindings; undefined where it can't be parsed. Not kept: ask once. */
  readonly parse: (path: string) => SourceFile | undefined;
  /** What the codemod's rules find inside the given paths, with their fixes, in the order of files and lines. */
  readonly findings: () => Promise<readonly Finding[]>;
  /** Where there is a type checker to ask. */
  readonly types?: Types;
  readonly signal?: AbortSignal;
}

/** Counts of call edges, where a codemod follows calls. */
export interface EdgeCounts {
  readonly proved: number;
  readonly possible: number;
  readonly excluded: number;
}

/** One call edge: a place that calls a function which would become async, may call it, or is known not to. */
export interface CallEdge extends Place {
  readonly kind: keyof EdgeCounts;
  /** The function that would become async. */
  readonly callee: ChainLink;
  readonly reason: string;
}

/** What a codemod plans: units to make and, with status `refused`, units it won't make. */
export interface CodemodPlan {
  readonly units: readonly Unit[];
  readonly failures: readonly Failure[];
  readonly edges?: EdgeCounts;
  /** The same edges one by one, where that is asked for. */
  readonly edgeList?: readonly CallEdge[];
  /** What the user should know besides. */
  readonly notes?: readonly string[];
}

/** Changes code of one kind all over a project. */
export interface Codemod {
  readonly id: string;
  /** One line, for `perfmig list`. */
  readonly summary: string;
  /** Ids of the rules whose findings it mends. */
  readonly rules: readonly string[];
  /** The best that its units can be. */
  readonly safety: Safety;
  /** What to look at before it is applied. */
  readonly caveat?: string;
  /** What is better afterwards. */
  readonly gains: string;
  /** What is worse afterwards; a sentence even where it is nothing. */
  readonly loses: string;
  /** Reads and thinks; never writes. The same input gives the same units. */
  plan(input: PlanInput): CodemodPlan | Promise<CodemodPlan>;
  /**
   * Edits that belong to a file and not to one unit, such as its lines of imports. A pure function of the original
   * text and the codemod's units that change the file: it is asked anew whenever a unit is dropped.
   */
  finish?(path: string, text: string, units: readonly Unit[]): readonly Edit[];
}

/** What is known of a codemod without loading it. */
export interface CodemodEntry {
  readonly id: string;
  readonly summary: string;
  readonly rules: readonly string[];
  readonly safety: Safety;
  load(): Promise<Codemod>;
}
