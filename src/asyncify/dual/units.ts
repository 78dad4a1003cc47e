/** Units under `--public-api dual`: what is exported stays, and gets an asynchronous twin beside it. */
import type { PlanInput, Unit } from '../../contracts.ts';
import { linkOf } from '../closure/closure.ts';
import type { Effects } from '../closure/effects.ts';
import type { ImportNeed, Rewriter, SeedDecision } from '../decisions.ts';
import { hazardOf } from '../hazards/hazard.ts';
import { sharedChanges, sharedPaths } from '../../additions/shared-changes.ts';
import { hazardsOf, sharedNodes, type ConvertibleSite } from '../units.ts';
import { idOf, refusedUnit, type SiteReason } from '../refusals.ts';
import { identityOf, shownSite, type SyncSite } from '../sites.ts';
import { groupBy, mergeOverlapping, type Edited } from '../grouping.ts';
import { callersOf, type Caller } from './callers.ts';
import { existingTwin } from './existing.ts';
import { rootOf } from './root.ts';
import { twinsFor, type TwinSet } from './search.ts';
import { TwinWriter } from './writer.ts';

/** A site that is refused since what is exported would have to change. */
export interface ExportedSite {
  readonly site: SyncSite;
  readonly seed: SeedDecision;
  readonly reason: SiteReason;
}

/** What is planned together: sites in functions of one set, and calls that use the twins. */
interface Draft {
  readonly sites: readonly ExportedSite[];
  readonly sets: readonly TwinSet[];
  readonly callers: readonly Caller[];
  /** Sites of code that becomes async itself, whose edits touch those of twins. */
  readonly beside?: readonly ConvertibleSite[];
}

/** Drafts with what is written for them together. */
interface Written extends Edited {
  readonly group: readonly Draft[];
  readonly needs: readonly ImportNeed[];
}

/**
 * The units of these sites, refused ones too.
 * @param beside sites that can be converted as they are, to be written together with twins
 */
export function dualUnits(
  codemod: string,
  input: PlanInput,
  effects: Effects,
  rewriter: Rewriter,
  sites: readonly ExportedSite[],
  beside: readonly ConvertibleSite[],
): readonly Unit[] {
  const planner = new Planner(codemod, input, effects, rewriter);
  const ordinary = beside.map((one): Draft => ({ sites: [], sets: [], callers: [], beside: [one] }));
  const drafts = [...ordinary, ...sites.map((site) => planner.draft(site))];
  const planned = drafts.flatMap((draft) => ('unit' in draft ? [] : [draft]));
  const groups = groupBy(planned, ({ sets, callers, beside: own = [] }) => [
    ...own.flatMap(sharedNodes),
    ...sets.flatMap(({ roots }) => roots.map(({ node }) => node)),
    ...callers.flatMap(({ closure, call }) => [call.node, ...closure.functions.map(({ node }) => node)]),
  ]);
  return [...drafts.flatMap((draft) => ('unit' in draft ? [draft.unit] : [])), ...planner.units(groups)];
}

class Planner {
  readonly #codemod: string;
  readonly #input: PlanInput;
  readonly #effects: Effects;
  readonly #rewriter: Rewriter;

  constructor(codemod: string, input: PlanInput, effects: Effects, rewriter: Rewriter) {
    this.#codemod = codemod;
    this.#input = input;
    this.#effects = effects;
    this.#rewriter = rewriter;
  }

  draft(one: ExportedSite): Draft | { readonly unit: Unit } {
    const { site } = one;
    const known = this.#withKnownTwin(one);
    if (known) return known;
    const set = twinsFor(this.#effects, this.#rewriter, { in: site.in, node: site.node });
    if (typeof set === 'string') return this.#refuse(one, withReason(one.reason, set));
    const { functions, calls, iterations } = set;
    const closure = { functions, calls, iterations, handlers: [], types: [], mains: [], possible: [] };
    // Whoever calls the twin from outside may do so twice at once.
    const hazard = hazardOf(this.#effects.analysis, { ...site, context: 'unknown' }, closure);
    if (hazard && !this.#input.options.allowHazards.includes(hazard.code)) return this.#refuse(one, hazard);
    const callers = set.roots.flatMap((root) => callersOf(this.#effects, this.#input, site, root, set));
    return { sites: [one], sets: [set], callers };
  }

  /** Where the twin is there already, its callers may use it. */
  #withKnownTwin(one: ExportedSite): Draft | { readonly unit: Unit } | undefined {
    const { in: at, node } = one.site;
    const fn = at.file.functionOf(node);
    const root = fn && rootOf(at, fn);
    const twin = root && existingTwin(this.#effects.analysis, root);
    if (!twin) return undefined;
    const callers = callersOf(this.#effects, this.#input, one.site, root, undefined, twin.name);
    if (callers.length > 0) return { sites: [one], sets: [], callers };
    return this.#refuse(one, {
      ...one.reason,
      message: `${one.reason.message}, and its twin \`${twin.name}\` is there`,
    });
  }

  #refuse({ site }: Pick<ExportedSite, 'site'>, reason: SiteReason): { readonly unit: Unit } {
    return { unit: refusedUnit(this.#codemod, site, reason) };
  }

  /** Twins whose edits touch are written once more, as one unit. */
  units(groups: readonly (readonly Draft[])[]): readonly Unit[] {
    const units: Unit[] = [];
    const written = groups.flatMap((group) => this.#write(group, units));
    const merged = mergeOverlapping(written).flatMap((together) =>
      together.length === 1
        ? together
        : this.#write(
            together.flatMap(({ group }) => group),
            units,
          ),
    );
    return [...merged.map((one) => this.#unit(one)), ...units];
  }

  /** The edits of a group; where it can't be written, its sites go to those refused. */
  #write(group: readonly Draft[], refused: Unit[]): readonly Written[] {
    const sites = group.flatMap((draft) => draft.sites);
    const sets = group.flatMap((draft) => draft.sets);
    const writer = new TwinWriter(this.#effects.analysis, this.#input, this.#rewriter);
    // Those whose twin is there already have nothing to be copied.
    const copied = group.flatMap((draft) => (draft.sets.length > 0 ? draft.sites : []));
    const beside = group.flatMap((draft) => draft.beside ?? []);
    const callers = group.flatMap((draft) => draft.callers);
    const why = writer.write(copied, sets, callers, beside);
    if (why === undefined) return [{ group, edits: writer.edits, needs: writer.needs }];
    refused.push(...sites.map((one) => this.#refuse(one, withReason(one.reason, why)).unit));
    refused.push(...beside.map((one) => this.#refuse(one, besideReason(one, why)).unit));
    return [];
  }

  #unit({ group, edits, needs }: Written): Unit {
    const beside = group.flatMap((draft) => draft.beside ?? []);
    const sites = [...group.flatMap((draft) => draft.sites), ...beside];
    const callers = [...group.flatMap((draft) => draft.callers), ...beside];
    const places = sites.map(({ site }) => shownSite(site));
    const { analysis } = this.#effects;
    const shared = sharedChanges(analysis.program.shape, this.#input, needs);
    const more = sharedPaths(analysis.program.shape, this.#input, needs).flatMap((path) => shared.get(path) ?? []);
    const functions = new Map(callers.flatMap(({ closure }) => closure.functions).map((fn) => [fn.node, fn]));
    return {
      id: idOf(this.#codemod, 'dual', ...sites.map(({ site }) => identityOf(site))),
      ...{
        codemod: this.#codemod,
        sites: places,
        data: { needs },
        hazards: hazardsOf(beside),
        status: 'planned',
        safety: 'review',
      },
      changes: [
        ...[...edits].map(([path, own]) => ({ kind: 'edit', path, edits: own }) as const),
        ...more.filter((change) => change.kind === 'create' || change.edits.length > 0),
      ],
      functionsMadeAsync: [...functions.values()].map(linkOf),
    };
  }
}

/** A site that could be converted but for the twins whose edits touch its own. */
function besideReason({ site }: ConvertibleSite, why: string): SiteReason {
  const message = `its changes touch those of a twin that can't be written: ${why}`;
  return { code: 'barrier/ambiguous', message, in: site.in, node: site.node, chain: [] };
}

/** Why there is no twin, where only what is exported stood in the way. */
function withReason(reason: SiteReason, why: string): SiteReason {
  return reason.code === 'barrier/public-api' ? { ...reason, message: `${reason.message}; ${why}` } : reason;
}
