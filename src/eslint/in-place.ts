/** Synchronous calls of functions that are async already: what an async codemod would write, where one file is all it needs. */
import type { TSESTree } from '@typescript-eslint/types';
import { syncCompute, syncIo, syncProcess } from '../apis/sync-apis.ts';
import type { SyncApi } from '../apis/sync-api.ts';
import { Analysis } from '../asyncify/flow/analysis.ts';
import { placeOf } from '../asyncify/place.ts';
import { planSites } from '../asyncify/plan.ts';
import { importEdits } from '../additions/imports/import-edits.ts';
import { rewriter } from '../asyncify/rewrite/rewriter.ts';
import type { SyncSite } from '../asyncify/sites.ts';
import type { UnitData } from '../asyncify/units.ts';
import type { ApiPath, Edit, Finding, Node, Place, PlanInput, Unit } from '../contracts.ts';
import { OriginalFiles } from '../engine/plan/original.ts';
import { functionOf } from '../syntax/node.ts';
import type { ParsedFile } from '../syntax/source-file.ts';
import type { FilePlace } from './file-place.ts';

const TABLES: ReadonlyMap<string, ReadonlyMap<ApiPath, SyncApi>> = new Map([
  ['sync-io', syncIo],
  ['sync-process', syncProcess],
  ['sync-compute', syncCompute],
]);

/** Whether a rule's findings can be mended by waiting for a twin. */
export function hasTwins(rule: string): boolean {
  return TABLES.has(rule);
}

/** One call that is reported, in a function that is async. */
export interface AwaitableCall {
  readonly finding: Finding;
  readonly node: TSESTree.CallExpression;
}

/** The reported calls of one rule that stand in async functions. */
export function awaitableCalls(file: ParsedFile, rule: string, findings: readonly Finding[]): readonly AwaitableCall[] {
  const table = TABLES.get(rule);
  if (!table || findings.length === 0) return [];
  return file.nodes('CallExpression').flatMap((node) => {
    const finding = isInAsync(node) ? findings.find(({ span }) => isCalleeOf(node, span, file)) : undefined;
    return finding && table.has(file.calleeOf(node) ?? '') ? [{ finding, node }] : [];
  });
}

/** Its signature promises already, so nobody else has to change. */
function isInAsync(node: Node): boolean {
  const fn = functionOf(node);
  return fn?.async === true && !fn.generator;
}

function isCalleeOf({ callee }: TSESTree.CallExpression, [start, end]: Finding['span'], file: ParsedFile): boolean {
  const [from, to] = file.spanOf(callee);
  return from <= start && end === to;
}

/** What to write for some calls at once, imports included. */
export interface InPlaceRewrite {
  readonly calls: readonly AwaitableCall[];
  readonly edits: readonly Edit[];
  /** What else changes, for those who have to judge that; empty where nothing does. */
  readonly hazards: readonly string[];
}

/** Plans for a file as if it were the whole program; asked for the calls of one rule at a time. */
export class InPlacePlanner {
  readonly #input: PlanInput;
  readonly #file: ParsedFile;
  readonly #analysis: Analysis;

  constructor({ root, path, packages }: FilePlace, file: ParsedFile) {
    const onDisk = new OriginalFiles(root);
    this.#file = file;
    this.#input = {
      project: {
        ...{ root, program: [path], reported: 'all' },
        configs: packages.map(({ folder }) => (folder === '.' ? 'package.json' : `${folder}/package.json`)),
      },
      options: {
        ...{ target: 'node', publicApi: 'keep', context: 'serving', maxFunctions: 1 },
        allowHazards: HAZARDS,
      },
      // What else lies on the disk says which Node the program runs on.
      read: (other) => (other === path ? file.text : onDisk.text(other)),
      parse: () => file,
      findings: () => Promise.resolve([]),
    };
    this.#analysis = new Analysis(this.#input);
  }

  /** One rewrite of all that is safe together, and one for each group of calls that somebody has to judge. */
  plan(rule: string, calls: readonly AwaitableCall[]): readonly InPlaceRewrite[] {
    const units = this.#units(rule, calls).filter((unit) => this.#isInPlace(unit));
    const isSafe = ({ safety, hazards }: Unit): boolean => safety === 'safe' && hazards.length === 0;
    const safe = units.filter(isSafe);
    const judged = units.filter((unit) => !isSafe(unit)).map((unit) => [unit]);
    return [safe, ...judged].filter((group) => group.length > 0).map((group) => this.#rewrite(group, calls));
  }

  #units(rule: string, calls: readonly AwaitableCall[]): readonly Unit[] {
    const [at] = this.#analysis.program.files.values();
    if (!at) return [];
    const sites = calls.map(({ finding, node }): SyncSite => {
      return { in: at, node, api: this.#file.calleeOf(node) ?? '', context: finding.context };
    });
    return planSites({ id: rule }, this.#input, rewriter, this.#analysis, sites).units;
  }

  /** No other file, no new one. */
  #isInPlace({ status, changes }: Unit): boolean {
    return status === 'planned' && changes.every(({ kind, path }) => kind === 'edit' && path === this.#file.path);
  }

  #rewrite(units: readonly Unit[], calls: readonly AwaitableCall[]): InPlaceRewrite {
    const needs = units.flatMap(({ data }) => (data as UnitData).needs);
    const own = units.flatMap(({ changes }) =>
      changes.flatMap((change) => (change.kind === 'edit' ? change.edits : [])),
    );
    const places = new Set(units.flatMap(({ sites }) => sites.map(placeKey)));
    return {
      calls: calls.filter(({ node }) => places.has(this.#keyOf(node))),
      edits: [...own, ...importEdits(this.#file, needs)],
      hazards: units.flatMap(({ hazards }) => hazards.map(({ message }) => message)),
    };
  }

  #keyOf(node: Node): string {
    const [at] = this.#analysis.program.files.values();
    return at ? placeKey(placeOf(at, node)) : '';
  }
}

function placeKey({ line, column }: Pick<Place, 'line' | 'column'>): string {
  return `${line}:${column}`;
}

const HAZARDS = ['shared-state', 'check-then-act', 'order', 'late-listener', 'descriptors'].map(
  (name) => `hazard/${name}`,
);
