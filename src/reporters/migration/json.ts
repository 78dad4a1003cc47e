/** Plans and applies for other tools: version 1 of the contract in migration-json.ts, and of schema/apply.json. */
import type {
  CallEdge,
  ChainLink,
  Hazard,
  Migration,
  MigrationReporter,
  Site,
  SiteRefusal,
  Unit,
} from '../../contracts.ts';
import { escapeInJson } from '../escape.ts';
import type { ApplyJson, ApplyJsonEdge, ApplyJsonRefusal, ApplyJsonSite, ApplyJsonUnit } from '../migration-json.ts';

/** The reporter of `--format json`. */
export const json: MigrationReporter = {
  name: 'json',
  summary: 'for other tools; schema/apply.json describes it',
  format: (migration) => `${escapeInJson(JSON.stringify(applyJson(migration), undefined, 2))}\n`,
};

function applyJson({ codemods, dryRun, units, summary, failures, refusals, edges, diff }: Migration): ApplyJson {
  return {
    version: 1,
    ...{ codemods, dryRun },
    units: units.map(unitJson),
    summary,
    failures: failures.map(({ path, stage, message }) => ({ path, stage, message })),
    refusals: refusals.map(refusalJson),
    ...(edges && { edges: edges.map(edgeJson) }),
    ...(dryRun && { diff }),
  };
}

function unitJson({ id, codemod, status, sites, changes, functionsMadeAsync, hazards, refusal }: Unit): ApplyJsonUnit {
  return {
    ...{ id, codemod, status },
    sites: sites.map(siteJson),
    files: [...new Set(changes.map(({ path }) => path))],
    functionsMadeAsync: functionsMadeAsync.map(linkJson),
    hazards: hazards.map(hazardJson),
    refusal: refusal ? refusalOfUnit(refusal) : null,
  };
}

function refusalOfUnit(refusal: NonNullable<Unit['refusal']>): NonNullable<ApplyJsonUnit['refusal']> {
  const { path, line, column, code, message, chain, hint } = refusal;
  return { path, line, column, code, message, chain: chain.map(linkJson), hint };
}

function edgeJson({ kind, path, line, column, callee, reason }: CallEdge): ApplyJsonEdge {
  return { kind, path, line, column, callee: linkJson(callee), reason };
}

function siteJson({ path, line, column, api }: Site): ApplyJsonSite {
  return { path, line, column, api };
}

function linkJson({ path, line, name }: ChainLink): ChainLink {
  return { path, line, name };
}

function hazardJson({ code, message, path, line, otherPath, otherLine }: Hazard): Hazard {
  const other = { ...(otherPath !== undefined && { otherPath }), ...(otherLine !== undefined && { otherLine }) };
  return { code, message, path, line, ...other };
}

function refusalJson(refusal: SiteRefusal): ApplyJsonRefusal {
  const { unit, code, message, barrier, chain, hint } = refusal;
  const { path, line, column, name } = barrier;
  return {
    ...siteJson(refusal),
    ...{ unit, code, message },
    barrier: { path, line, column, name },
    chain: chain.map(linkJson),
    hint,
  };
}
