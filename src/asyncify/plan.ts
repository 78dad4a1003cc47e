/** Plans the units of an async codemod: sites, closures, refusals, units. */
import type { ApiPath, Codemod, CodemodPlan, PlanInput, Unit } from '../contracts.ts';
import type { SyncApi } from '../apis/sync-api.ts';
import { closureOf } from './closure/closure.ts';
import { edgesOf } from './closure/edges.ts';
import { Effects } from './closure/effects.ts';
import { releaseNotes } from './dual/notes.ts';
import { allUnits } from './dual/merged.ts';
import type { ExportedSite } from './dual/units.ts';
import type { Rewriter, SeedDecision } from './decisions.ts';
import { Analysis } from './flow/analysis.ts';
import { hazardOf } from './hazards/hazard.ts';
import { nodeVersionReason } from './node-version.ts';
import { refusedUnit, type SiteReason } from './refusals.ts';
import { sitesIn, type SyncSite } from './sites.ts';
import type { ConvertibleSite } from './units.ts';
import { testEffect } from './tests/reason.ts';
import { followedStubs } from './tests/stubs/together.ts';
import { unreadReason } from './unread.ts';

/** One of the async codemods. */
export interface AsyncKind {
  readonly id: Codemod['id'];
  readonly apis: ReadonlyMap<ApiPath, SyncApi>;
}

/** All units of a codemod over a program; sites first, units second. */
export async function planAsync(kind: AsyncKind, input: PlanInput, rewriter: Rewriter): Promise<CodemodPlan> {
  let analysis = new Analysis(input);
  const sites = await sitesIn(analysis.program, input, kind.apis);
  for (let round = 0; ; round++) {
    const plan = planSites(kind, input, rewriter, analysis, sites);
    // What is told may bring the graph to places where it has not been.
    if (round === MOST_ROUNDS || !(await analysis.types.ask())) return plan;
    analysis = new Analysis(input, analysis.program);
  }
}

/** How often types are asked for. */
const MOST_ROUNDS = 4;

/** The units of these sites. */
export function planSites(
  kind: Pick<AsyncKind, 'id'>,
  input: PlanInput,
  rewriter: Rewriter,
  analysis: Analysis,
  sites: readonly SyncSite[],
): CodemodPlan {
  const effects = new Effects(analysis, rewriter, input.options.allowHazards);
  const refused: Unit[] = [];
  const convertible: ConvertibleSite[] = [];
  const exported: ExportedSite[] = [];
  for (const site of sites) {
    input.signal?.throwIfAborted();
    const result = decide(site, input, effects, rewriter);
    if ('seed' in result && 'reason' in result) exported.push(result);
    else if ('reason' in result) refused.push(refusedUnit(kind.id, site, result.reason));
    else convertible.push(result);
  }
  const { followed, left } = followedStubs(analysis, convertible);
  refused.push(...left.map(({ site, reason }) => refusedUnit(kind.id, site, reason)));
  const units = allUnits({ codemod: kind.id, input, effects, rewriter }, followed, exported);
  return {
    units: [...units, ...refused],
    notes: releaseNotes(analysis, input, followed),
    failures: analysis.program.failures,
    ...edgesOf(effects, input.options.explainEdges === true),
  };
}

function decide(
  site: SyncSite,
  input: PlanInput,
  effects: Effects,
  rewriter: Rewriter,
): ConvertibleSite | ExportedSite | { readonly reason: SiteReason } {
  const kept = keptReason(site, input);
  if (kept) return { reason: kept };
  const twin = rewriter.twinOf(site.in.file, site.node, site.api);
  if ('code' in twin) return { reason: { ...twin, in: site.in, chain: [] } };
  const old = nodeVersionReason(input, site, twin);
  if (old) return { reason: old };
  const result = closureOf(effects, { in: site.in, node: site.node });
  const seed: SeedDecision = { span: site.in.file.spanOf(site.node), api: site.api, twin };
  if (result.kind === 'refused') {
    const reason = { ...result.obstacle, chain: result.chain };
    return input.options.publicApi === 'dual' ? { site, seed, reason } : { reason };
  }
  const { closure } = result;
  const test = testEffect(effects.analysis, site, twin, closure);
  if ('reason' in test) return test;
  const unread = unreadReason(effects.analysis.program, input, closure);
  if (unread) return { reason: unread };
  const hazard = hazardOf(effects.analysis, site, closure);
  if (hazard && !input.options.allowHazards.includes(hazard.code)) return { reason: hazard };
  return { site, seed, closure, stubs: test.stubs, ...(hazard && { hazard }) };
}

/** Sites that nobody waits for are left, unless all are wanted; those of tests always. */
function keptReason(site: SyncSite, { options }: PlanInput): SiteReason | undefined {
  const { context, in: at, node } = site;
  const place = { in: at, node, chain: [] };
  if (context === 'test' || at.kind === 'test') {
    return { ...place, code: 'kept/test', message: 'code of tests keeps nobody waiting' };
  }
  if (options.context === 'all') return undefined;
  if (context === 'startup') {
    return { ...place, code: 'kept/startup', message: 'runs once, before anybody waits for an answer' };
  }
  if (context === 'build') return { ...place, code: 'kept/build', message: 'runs when the project is built' };
  return undefined;
}
