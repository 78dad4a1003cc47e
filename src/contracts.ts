/** Every type that more than one folder speaks. No code lives here. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Fix } from './contracts/codemods.ts';
import type { ProjectApis } from './contracts/configuration.ts';

export type * from './contracts/codemods.ts';
export type * from './contracts/configuration.ts';
export type * from './contracts/plans.ts';
export type * from './contracts/reporting.ts';

/** A node of the TS-ESTree syntax tree, whichever parser made it. */
export type Node = TSESTree.Node;
export type NodeType = `${Node['type']}`;
export type NodeOfType<Type extends NodeType, From = Node> = From extends Node
  ? `${From['type']}` extends Type
    ? From
    : never
  : never;

/** Half-open range of UTF-16 offsets into a file's text. */
export type Span = readonly [start: number, end: number];

/** When the code of a finding runs. `request` wins over `loop`; `loop` alone is for code whose callers are unknown. */
export type Context = 'request' | 'loop' | 'startup' | 'test' | 'worker' | 'build' | 'unknown';

export type Severity = 'high' | 'medium' | 'low';

/**
 * Something that lives outside the analysed program, written as a path from
 * its module: `fs.readFileSync`, `fs.promises.readFile`, `express()` (the
 * result of a call), `pg.Pool.new` (an instance). Globals start with `#`:
 * `#JSON.parse`. A `node:` prefix and `default` are left out.
 */
export type ApiPath = string;

/** One parsed file, as rules see it. It knows this file alone. */
export interface SourceFile {
  /** Relative to the analysed root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly ast: TSESTree.Program;
  /** Nodes of one type, in document order. */
  nodes<Type extends NodeType>(type: Type): readonly NodeOfType<Type>[];
  textOf(node: Node): string;
  spanOf(node: Node): Span;
  /** What a name is bound to, or undefined for a global. */
  variableOf(identifier: TSESTree.Identifier | TSESTree.JSXIdentifier): Variable | undefined;
  /**
   * Where the value of an expression comes from outside the program: through
   * imports, requires, aliases, destructuring, members, `.bind`, calls and
   * `new`. Undefined where it can't be told.
   */
  apiOf(node: Node): ApiPath | undefined;
  /** The `apiOf` of the function a call runs, seeing through `.call` and `.apply`. */
  calleeOf(call: TSESTree.CallExpression | TSESTree.NewExpression): ApiPath | undefined;
  /** The function around a node, or undefined at the top level of the module. */
  functionOf(node: Node): FunctionNode | undefined;
}

export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

/** A binding of a name in a scope. */
export interface Variable {
  readonly name: string;
  readonly kind: 'import' | 'const' | 'let' | 'var' | 'param' | 'function' | 'class' | 'catch' | 'type';
  /** The binding identifier, or the import specifier for imports. */
  readonly declaration: Node;
  /** The function that declares it; undefined at module level. */
  readonly scopeFunction: FunctionNode | undefined;
  /** For parameters: which one, and the way from its value to this name. */
  readonly param?: { readonly index: number; readonly path: readonly string[] };
  /** Every expression written to it as a whole, the initialiser first. */
  readonly writes: readonly Write[];
}

/** One write to a variable. `path` leads from the value to what is stored: `const { a: [b] } = v` writes `['a', '0']` of `v`. */
export interface Write {
  readonly value: Node;
  readonly path: readonly string[];
  /** Declared by a loop head, so the value is an element of `value`. */
  readonly element?: boolean;
}

/** What a rule returns for one place. In memory only. */
export interface Match<Data> {
  readonly node: Node;
  readonly data: Data;
}

/** One visitor per node type; each returns the matches it finds, or nothing. */
export type Visitor<Data> = {
  readonly [Type in NodeType]?: (node: NodeOfType<Type>) => Iterable<Match<Data>> | Match<Data> | undefined;
};

/** What a match costs each time it runs. */
export interface Cost {
  /** Points of one run, on the scale of docs/scoring.md (1 is about 10 µs of blocked event loop). */
  readonly points: number;
  /** 0 to 1: how sure the rule is that the match is what it says. Default 1. */
  readonly confidence?: number;
  /** The code runs once and keeps its result (a memo, a lazy singleton), so a request seldom pays. */
  readonly once?: boolean;
  /** It goes by the size of a value, the length of a list or of a wait, which can't be seen: `points` are for a usual one. */
  readonly unsized?: boolean;
}

/**
 * What a match does: `blocks` keeps everybody waiting for something outside the process, `computes` keeps them waiting
 * for work that need not be done, `waits` keeps only its own caller waiting.
 */
export type Effect = 'blocks' | 'computes' | 'waits';

/** Finds one kind of hotspot in one file. It knows neither the CLI nor ESLint, neither tokens nor `loc`. */
export interface Rule<Data = unknown> {
  readonly id: string;
  /** One line, for `perfmig list`. */
  readonly summary: string;
  /** A file none of whose text holds a trigger has no match, so it is not parsed for this rule. */
  readonly triggers: readonly (string | RegExp)[];
  readonly effect: Effect;
  /** Contexts in which a match is a finding at all. */
  readonly appliesIn: readonly Context[];
  detect(file: SourceFile): Visitor<Data>;
  /** What is wrong here, in a sentence without a full stop. */
  message(data: Data): string;
  /** What is called, as shown to people: `fs.readFileSync`. */
  api(data: Data): string;
  cost(data: Data): Cost;
  /** Keeping the result is what mends a match, so where the code or the way to it keeps it there is no finding. */
  readonly mendedByKeeping?: boolean;
  /** Rules with better advice for the same code: where one of them reports inside a match, that is no finding. */
  readonly yieldsTo?: readonly string[];
  /** The same rule, which also knows what a project adds to the tables of APIs. */
  extend?(apis: ProjectApis): Rule<Data>;
  /** For matches that only are findings in some contexts. Default: all in `appliesIn`. */
  applies?(data: Data, context: Context): boolean;
  /** What is to be done about a match, where its own file says enough for that; else refused. */
  fix?(match: Match<Data>, file: SourceFile): Fix;
}

/** One step of the way from an entry point to a finding. */
export interface ChainLink {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly name: string;
}

/** How a finding's points came about; points are the product of the factors. */
export interface ScoreFactors {
  readonly cost: number;
  /** Under 1 where the code keeps its result, and so seldom pays. */
  readonly once: number;
  /** Under 1 where the way to the code is seldom gone: installations, log-ins, what is made because it is missing. */
  readonly rare: number;
  readonly context: number;
  readonly loop: number;
  readonly confidence: number;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly span: Span;
  /** Lines and columns from 1, columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly api: string;
  readonly context: Context;
  readonly loopDepth: number;
  /** From the entry point to the call; only for `request` and `worker`. */
  readonly chain?: readonly ChainLink[];
  readonly score: number;
  /** Takes so much of the time of requests that mending it deserves a working day. */
  readonly worth: boolean;
  readonly factors: ScoreFactors;
  readonly confidence: number;
  /** The codemod that mends it, once there is one. */
  readonly codemod?: string;
  /** What its rule would write; only where fixes were asked for, and the rule has any. */
  readonly fix?: Fix;
  /** The functions and class members around it, outermost first; empty at the top level. */
  readonly scope: string;
  /** Names the finding through moved lines and reformatting. */
  readonly fingerprint: string;
  /** The same without the path: what stays when the file is moved. */
  readonly identity: string;
  /** The source line (cut where it is very long), for people. */
  readonly excerpt: string;
}

export interface FileReport {
  readonly path: string;
  readonly score: number;
  readonly lines: number;
  readonly findings: readonly Finding[];
}

/** A file or rule that could not be dealt with; the run went on. */
export interface Failure {
  readonly path: string;
  /** `detect` names a rule that threw, `plan` a codemod; `skip` a file left out on purpose (minified, binary). */
  readonly stage: 'read' | 'parse' | 'detect' | 'link' | 'config' | 'skip' | 'plan';
  readonly message: string;
}

/** Something to put in order that is no finding: a comment or a baseline that doesn't do what it should. */
export interface Notice {
  readonly code: 'unused-comment' | 'unknown-rule' | 'missing-reason' | 'malformed-comment' | 'stale-baseline' | 'todo';
  readonly path: string;
  /** From 1; of comments only. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** How many findings are not reported, by what keeps them back; each is counted once, by the first of these. */
export interface Suppressions {
  /** Disabled by a comment. */
  readonly comments: number;
  /** Known to the baseline. */
  readonly baseline: number;
  /** Not of the change that was asked for. */
  readonly unchanged: number;
  /** With fewer points than asked for. */
  readonly belowMinScore: number;
}

/** An entry of a baseline that no finding fits any more. */
export interface StaleEntry {
  readonly path: string;
  readonly fingerprint: string;
  /** What it was, for people. */
  readonly finding: string;
}

/** The baseline a run was held against. */
export interface BaselineReport {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly entries: number;
  readonly stale: readonly StaleEntry[];
}

export type Grade = 'A' | 'B' | 'C' | 'D' | 'E' | 'F';

export interface Summary {
  readonly files: number;
  readonly parsed: number;
  readonly findings: number;
  readonly score: number;
  /** Of all the code, known and unchanged findings included; only what comments disable doesn't count. */
  readonly grade: Grade;
  readonly byRule: Readonly<Record<string, number>>;
  readonly byContext: Readonly<Partial<Record<Context, number>>>;
  readonly suppressed: Suppressions;
  readonly notices: number;
  readonly failures: number;
  readonly durationMs: number;
}

/** The result of `analyze`: all a reporter gets. Files and findings are sorted worst first. */
export interface Report {
  /** Relative to the current folder, `.` for itself. */
  readonly root: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly summary: Summary;
  readonly files: readonly FileReport[];
  readonly notices: readonly Notice[];
  /** Undefined where there is none. */
  readonly baseline?: BaselineReport;
  readonly failures: readonly Failure[];
}
