/** From convertible sites to units: those that share a function or an edit are one. */
import type { Edit, FileChange, Node, PlanInput, Span, Unit } from '../contracts.ts';
import type { FileDecisions, ImportNeed, RewriteOptions, Rewriter, SeedDecision } from './decisions.ts';
import { indexOfLine, lineStarts } from '../program/lines.ts';
import { isEsModule, allowsTopLevelAwait } from './closure/top-level.ts';
import { linkOf, type Closure, type PlacedNode } from './closure/closure.ts';
import type { Analysis } from './flow/analysis.ts';
import type { PlacedFunction } from './model/placed.ts';
import { helperFor } from '../additions/helper-file.ts';
import { sharedChanges, sharedPaths, targetFor } from '../additions/shared-changes.ts';
import type { ModelFile } from './model/model-file.ts';
import { groupBy, mergeOverlapping, type Edited } from './grouping.ts';
import { placeOf } from './place.ts';
import { idOf, refusedUnit, type SiteReason } from './refusals.ts';
import { identityOf, shownSite, type SyncSite } from './sites.ts';
import { hasRejects } from './tests/frameworks.ts';
import type { Stub } from './tests/stubs/stub.ts';

/** A site with all that has to change for it. */
export interface ConvertibleSite {
  readonly site: SyncSite;
  readonly seed: SeedDecision;
  readonly closure: Closure;
  readonly hazard?: SiteReason;
  /** Stubs of tests that change with it. */
  readonly stubs?: readonly Stub[];
}

/** What the codemods keep with a unit, for `finish`. */
export interface UnitData {
  readonly needs: readonly ImportNeed[];
}

interface Draft extends Edited {
  readonly sites: readonly ConvertibleSite[];
  readonly needs: readonly ImportNeed[];
}

/** What the rewriter has to know of a file. */
export function rewriteOptions(analysis: Analysis, input: PlanInput, at: ModelFile): RewriteOptions {
  return {
    target: targetFor(analysis.program.shape, input, at.path),
    helper: helperFor(analysis.program.shape, at.path).specifier,
    isModule: isEsModule(analysis, at),
    hasRejects: hasRejects(analysis.program.config, at.path),
    topLevelAwait: allowsTopLevelAwait(analysis, at),
  };
}

/** All units of the convertible sites, with those that turn out not to be. */
export function buildUnits(
  codemod: string,
  input: PlanInput,
  analysis: Analysis,
  rewriter: Rewriter,
  sites: readonly ConvertibleSite[],
): readonly Unit[] {
  const builder = new UnitBuilder(codemod, input, analysis, rewriter);
  return builder.build(sites);
}

class UnitBuilder {
  readonly #codemod: string;
  readonly #input: PlanInput;
  readonly #analysis: Analysis;
  readonly #rewriter: Rewriter;
  readonly #refused: Unit[] = [];

  constructor(codemod: string, input: PlanInput, analysis: Analysis, rewriter: Rewriter) {
    this.#codemod = codemod;
    this.#input = input;
    this.#analysis = analysis;
    this.#rewriter = rewriter;
  }

  build(sites: readonly ConvertibleSite[]): readonly Unit[] {
    const groups = groupBy(sites, sharedNodes);
    const drafts = groups.flatMap((group) => this.#draft(group));
    const merged = mergeOverlapping(drafts).flatMap((group) =>
      group.length === 1 ? group : this.#draft(group.flatMap(({ sites: own }) => own)),
    );
    const needs = merged.flatMap((draft) => draft.needs);
    const changes = sharedChanges(this.#analysis.program.shape, this.#input, needs);
    return [...merged.map((draft) => this.#unit(draft, changes)), ...this.#refused];
  }

  /** Edits of all files; sites whose code can't be rewritten are refused and the rest is tried again. */
  #draft(sites: readonly ConvertibleSite[]): readonly Draft[] {
    if (sites.length === 0) return [];
    const edits = new Map<string, readonly Edit[]>();
    const needs: ImportNeed[] = [];
    for (const decisions of decisionsOf(this.#analysis, sites)) {
      const at = this.#analysis.program.files.get(decisions.path);
      if (!at) continue;
      const options = rewriteOptions(this.#analysis, this.#input, at);
      const result = this.#rewriter.rewriteFile(at.file, decisions, options);
      if (result.kind === 'refused') return this.#without(sites, at.path, result);
      edits.set(decisions.path, result.edits);
      needs.push(...result.imports);
    }
    return [{ sites, edits, needs }];
  }

  #without(
    sites: readonly ConvertibleSite[],
    path: string,
    { code, message, span }: { code: SiteReason['code']; message: string; span: Span },
  ): readonly Draft[] {
    const guilty = sites.filter((one) => touches(one, path, span));
    const refused = guilty.length > 0 ? guilty : sites;
    for (const { site, closure } of refused) {
      const chain = closure.functions.slice(0, 1).map(linkOf);
      this.#refused.push(refusedUnit(this.#codemod, site, { code, message, in: site.in, node: site.node, chain }));
    }
    const rest = sites.filter((one) => !refused.includes(one));
    return groupBy(rest, sharedNodes).flatMap((group) => this.#draft(group));
  }

  #unit({ sites, edits, needs }: Draft, files: ReadonlyMap<string, FileChange>): Unit {
    const functions = unique(
      sites.flatMap(({ closure }) => closure.functions),
      ({ node }) => node,
    );
    const possible = unique(
      sites.flatMap(({ closure }) => closure.possible),
      ({ node }) => node,
    );
    const places = sites.map(({ site }) => shownSite(site));
    const shared = sharedPaths(this.#analysis.program.shape, this.#input, needs).flatMap(
      (path) => files.get(path) ?? [],
    );
    const changes: readonly FileChange[] = [
      ...[...edits].map(([path, own]): FileChange => ({ kind: 'edit', path, edits: own })),
      ...shared.filter((change) => change.kind === 'create' || change.edits.length > 0),
    ];
    const data: UnitData = { needs };
    const unit = {
      id: idOf(this.#codemod, ...sites.map(({ site }) => identityOf(site))),
      ...{ codemod: this.#codemod, sites: places, changes, data, hazards: hazardsOf(sites) },
      safety: possible.length > 0 || sites.some(isStubbed) ? ('review' as const) : ('safe' as const),
      functionsMadeAsync: functions.map(linkOf),
      possibleCalls: possible.map(({ in: at, node }) => placeOf(at, node)),
      neededLines: neededLines(this.#input.read, edits),
    };
    const { maxFunctions } = this.#input.options;
    if (functions.length <= maxFunctions * sites.length) return { ...unit, status: 'planned' };
    const [first] = places;
    return {
      ...unit,
      status: 'refused',
      refusal: {
        ...{ path: first?.path ?? '', line: first?.line ?? 1, column: first?.column ?? 1, chain: [] },
        code: 'left/not-worth-it',
        message: `${functions.length} functions would become async for ${sites.length} call${sites.length === 1 ? '' : 's'}`,
        hint: 'raise --max-functions, or choose it with --interactive',
      },
    };
  }
}

/** What sites of one unit have in common: a function, or the body of a script. */
export function sharedNodes({ closure, stubs = [] }: ConvertibleSite): readonly Node[] {
  return [...closure.functions, ...closure.mains, ...stubs].map(({ node }) => node);
}

/** Packages may have called what a test replaced, too; whether they did can't be seen. */
function isStubbed({ stubs = [] }: ConvertibleSite): boolean {
  return stubs.some(({ api }) => api !== undefined);
}

/** What was converted although it is a hazard. */
export function hazardsOf(sites: readonly ConvertibleSite[]): Unit['hazards'] {
  return sites.flatMap(({ hazard }) => {
    if (!hazard) return [];
    const { path, line } = placeOf(hazard.in, hazard.node);
    return [{ code: hazard.code, message: hazard.message, path, line }];
  });
}

/** Lines with a site, a call awaited, a function or a signature: an edit begins or ends there, and nothing else is new. */
function neededLines(read: PlanInput['read'], edits: ReadonlyMap<string, readonly Edit[]>): number {
  let sum = 0;
  for (const [path, own] of edits) {
    const starts = lineStarts(read(path) ?? '');
    sum += new Set(own.flatMap(({ span }) => span.map((offset) => indexOfLine(starts, offset)))).size;
  }
  return sum;
}

/** What changes in each file, in the order of positions. */
export function decisionsOf(
  analysis: Analysis,
  sites: readonly (Pick<ConvertibleSite, 'closure'> & Partial<ConvertibleSite>)[],
): readonly FileDecisions[] {
  const functions = sites.flatMap(({ closure }) => closure.functions.filter(({ node }) => !node.async));
  const stubs = unique(
    sites.flatMap((one) => one.stubs ?? []),
    ({ node }) => node,
  );
  const instead = stubs.flatMap((stub) => stub.functions.map((node) => ({ in: stub.in, node })));
  const all = {
    asyncFunctions: nodesByFile([...functions, ...instead]),
    answering: nodesByFile(functions.filter((fn) => answers(analysis, fn))),
    awaitedCalls: nodesByFile(sites.flatMap(({ closure }) => closure.calls)),
    iterations: nodesByFile(sites.flatMap(({ closure }) => closure.iterations)),
    handlers: nodesByFile(sites.flatMap(({ closure }) => closure.handlers)),
    types: nodesByFile(sites.flatMap(({ closure }) => closure.types)),
  };
  const paths = new Set([
    ...sites.flatMap(({ site }) => (site ? [site.in.path] : [])),
    ...Object.values(all).flatMap((one) => [...one.keys()]),
    ...stubs.map((stub) => stub.in.path),
  ]);
  return [...paths].sort().map((path) => ({
    path,
    seeds: sites.flatMap(({ site, seed }) => (seed && site?.in.path === path ? [seed] : [])),
    asyncFunctions: all.asyncFunctions.get(path) ?? [],
    answering: all.answering.get(path) ?? [],
    awaitedCalls: all.awaitedCalls.get(path) ?? [],
    iterations: all.iterations.get(path) ?? [],
    handlers: all.handlers.get(path) ?? [],
    types: all.types.get(path) ?? [],
    stubs: unique(
      stubs.flatMap((stub) => (stub.in.path === path ? stub.edits : [])),
      ({ span }) => span.join(),
    ),
    hasMain: sites.some(({ closure }) => closure.mains.some(({ in: at }) => at.path === path)),
  }));
}

/** Whether a framework sends what the function gives. */
function answers(analysis: Analysis, fn: PlacedFunction): boolean {
  return analysis.usesOf(fn).taken.some(({ taker }) => taker === 'answers');
}

function nodesByFile(nodes: readonly PlacedNode[]): ReadonlyMap<string, readonly Span[]> {
  const files = new Map<string, Span[]>();
  for (const { in: at, node } of unique(nodes, (one) => one.node)) {
    const span = at.file.spanOf(node);
    const known = files.get(at.path);
    if (known) known.push(span);
    else files.set(at.path, [span]);
  }
  return files;
}

function touches({ site, closure }: ConvertibleSite, path: string, [start, end]: Span): boolean {
  const nodes = [
    { in: site.in, node: site.node },
    ...closure.calls,
    ...closure.iterations,
    ...closure.functions,
    ...closure.types,
  ];
  return nodes.some((one) => {
    const [from, to] = one.in.file.spanOf(one.node);
    return one.in.path === path && from === start && to === end;
  });
}

function unique<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): readonly Item[] {
  const found = new Map<unknown, Item>();
  for (const item of items) if (!found.has(keyOf(item))) found.set(keyOf(item), item);
  return [...found.values()];
}
