/** What the adapter uses of a linter. ESLint 9, ESLint 10 and oxlint all have it; nothing else of them is touched. */
import type { TSESTree } from '@typescript-eslint/types';

/** A comment as linters list it. */
export interface HostComment {
  /** `Line`, `Block`, or something only one parser knows. */
  readonly type: string;
  readonly value: string;
  readonly range: readonly [start: number, end: number];
}

/** A position: lines from 1, columns from 0. */
export interface HostPosition {
  readonly line: number;
  readonly column: number;
}

/** One file as the linter has parsed it. */
export interface HostSource {
  /** Without a byte-order mark. */
  readonly text: string;
  /** A new one whenever the file is parsed; oxlint makes it when it is asked for. */
  readonly ast: TSESTree.Program;
  getAllComments(): readonly HostComment[];
  getLocFromIndex(offset: number): HostPosition;
}

/** What the linter makes an edit of. */
export interface HostEdit {
  readonly range: [start: number, end: number];
  readonly text: string;
}

/** Makes edits; every linter hands one to the functions of a report. */
export interface HostFixer {
  replaceTextRange(range: [start: number, end: number], text: string): HostEdit;
}

/** Gives the edits of a fix. */
export type HostFix = (fixer: HostFixer) => HostEdit[];

/** Something to report. */
export interface HostReport {
  readonly loc: { readonly start: HostPosition; readonly end: HostPosition };
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly fix?: HostFix;
  readonly suggest?: readonly HostSuggestion[];
}

/** A change that is only made where somebody asks for it. */
export interface HostSuggestion {
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly fix: HostFix;
}

/** What a rule is given for one file. */
export interface HostContext {
  /** Absolute, or a name such as `<input>` for text that is no file. */
  readonly filename: string;
  readonly cwd: string;
  readonly options: readonly unknown[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sourceCode: HostSource;
  report(report: HostReport): void;
}

/** What a rule listens to. */
export type HostListener = Readonly<Record<string, () => void>>;

/** A rule as linters know it. */
export interface HostRule {
  readonly meta: {
    readonly type: 'problem' | 'suggestion';
    readonly docs: Readonly<Record<string, unknown>>;
    readonly fixable?: 'code';
    readonly hasSuggestions: boolean;
    readonly schema: readonly object[];
    readonly defaultOptions: readonly object[];
    readonly messages: Readonly<Record<string, string>>;
  };
  create(context: HostContext): HostListener;
}
