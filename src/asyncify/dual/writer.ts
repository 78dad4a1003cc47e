/** Writes twins, their exports and the calls that use them. */
import type { Edit, PlanInput } from '../../contracts.ts';
import { isEsModule } from '../closure/top-level.ts';
import type { FileDecisions, ImportNeed, Rewriter } from '../decisions.ts';
import type { Analysis } from '../flow/analysis.ts';
import { decisionsOf, rewriteOptions, type ConvertibleSite } from '../units.ts';
import { renamedCallee } from './callee.ts';
import type { Caller } from './callers.ts';
import { copyOf, isInside } from './copy.ts';
import { isTaken } from './existing.ts';
import { exportEdits } from './exports.ts';
import { holds, type Root } from './root.ts';
import type { TwinSet } from './search.ts';
import { twinName } from './twin-names.ts';
import type { ExportedSite } from './units.ts';

/** Collects the edits of one unit. */
export class TwinWriter {
  readonly edits = new Map<string, Edit[]>();
  readonly needs: ImportNeed[] = [];
  readonly #analysis: Analysis;
  readonly #input: PlanInput;
  readonly #rewriter: Rewriter;

  constructor(analysis: Analysis, input: PlanInput, rewriter: Rewriter) {
    this.#analysis = analysis;
    this.#input = input;
    this.#rewriter = rewriter;
  }

  /** Why it can't be written, in a sentence; undefined where all is. */
  write(
    sites: readonly ExportedSite[],
    sets: readonly TwinSet[],
    callers: readonly Caller[],
    beside: readonly ConvertibleSite[],
  ): string | undefined {
    const roots = [...new Map(sets.flatMap((set) => set.roots).map((root) => [root.node, root])).values()];
    return this.#copies(sites, sets, roots) ?? this.#exports(roots) ?? this.#callers(callers, beside);
  }

  #copies(sites: readonly ExportedSite[], sets: readonly TwinSet[], roots: readonly Root[]): string | undefined {
    if (roots.length === 0) return undefined;
    const taken = roots.find((root) => isTaken(root, twinName(root.name)));
    if (taken) return `\`${twinName(taken.name)}\` is something else already`;
    const parts = sites.map(({ site, seed }, index): ConvertibleSite => {
      const { functions = [], calls = [], iterations = [] } = sets[index] ?? {};
      return {
        site,
        seed,
        closure: { functions, calls, iterations, handlers: [], types: [], mains: [], possible: [] },
      };
    });
    const within = new Map<Root, Edit[]>(roots.map((root) => [root, []]));
    for (const decisions of decisionsOf(this.#analysis, parts)) {
      const edits = this.#rewrite(decisions, true);
      if (typeof edits === 'string') return edits;
      for (const edit of edits) {
        const root = roots.find((one) => one.in.path === decisions.path && isInside(edit.span, one.span));
        if (!root) return 'code outside it would have to change';
        within.get(root)?.push(edit);
      }
    }
    const refused = this.#renameWithin(sets, roots, within);
    if (refused !== undefined) return refused;
    for (const [root, edits] of within) this.#add(root.in.path, [copyOf(root, edits)]);
    return undefined;
  }

  /** Calls of one twin in another, where it waits for them; others go on calling the function. */
  #renameWithin(
    sets: readonly TwinSet[],
    roots: readonly Root[],
    within: ReadonlyMap<Root, Edit[]>,
  ): string | undefined {
    const waited = new Set(sets.flatMap(({ calls }) => calls.map(({ node }) => node)));
    for (const called of roots) {
      for (const { in: at, node } of this.#analysis.usesOf(called).calls) {
        const root = roots.find((one) => holds(one, at, node));
        if (!root || !waited.has(node)) continue;
        const renamed = renamedCallee(at, node, twinName, at === called.in);
        if (!renamed) return 'a call in it goes through something else';
        within.get(root)?.push(renamed.edit);
        if (renamed.need) this.#need(renamed.need);
      }
    }
    return undefined;
  }

  #exports(roots: readonly Root[]): string | undefined {
    for (const root of roots) {
      const exported = exportEdits(this.#analysis, root);
      if (typeof exported === 'string') return exported;
      for (const need of exported.needs) this.#need(need);
      for (const { path, span, text } of exported.edits) this.#add(path, [{ span, text }]);
    }
    return undefined;
  }

  /** Calls that use twins, and sites beside them: where both make a function async it is one edit. */
  #callers(callers: readonly Caller[], beside: readonly ConvertibleSite[]): string | undefined {
    const parts = callers.map(({ call, closure }): Pick<ConvertibleSite, 'closure'> => {
      return { closure: { ...closure, calls: [...closure.calls, call] } };
    });
    for (const decisions of decisionsOf(this.#analysis, [...parts, ...beside])) {
      const edits = this.#rewrite(decisions, false);
      if (typeof edits === 'string') return edits;
      this.#add(decisions.path, edits);
    }
    for (const { call, renamed } of new Map(callers.map((one) => [one.call.node, one])).values()) {
      this.#add(call.in.path, [renamed.edit]);
      if (renamed.need) this.#need({ ...renamed.need, freed: [renamed.span] });
    }
    return undefined;
  }

  #need(need: ImportNeed): void {
    const at = this.#analysis.program.files.get(need.path);
    this.needs.push({ ...need, ...(at && { isModule: isEsModule(this.#analysis, at) }) });
  }

  /** What was imported for the function is needed on, where its twin is a copy. */
  #rewrite(decisions: FileDecisions, isCopy: boolean): readonly Edit[] | string {
    const at = this.#analysis.program.files.get(decisions.path);
    if (!at) return 'a file of it is not there';
    const result = this.#rewriter.rewriteFile(at.file, decisions, rewriteOptions(this.#analysis, this.#input, at));
    if (result.kind === 'refused') return result.message;
    this.needs.push(...result.imports.map((need) => (isCopy ? { ...need, freed: [] } : need)));
    return result.edits;
  }

  #add(path: string, edits: readonly Edit[]): void {
    const known = this.edits.get(path) ?? [];
    this.edits.set(
      path,
      [...known, ...edits].sort(({ span: a }, { span: b }) => a[0] - b[0] || a[1] - b[1]),
    );
  }
}
