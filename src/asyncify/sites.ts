/** The calls that an async codemod is about. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, Context, Finding, PlanInput, Site } from '../contracts.ts';
import type { SyncApi } from '../apis/sync-api.ts';
import { siteIdentity } from '../program/site-identity.ts';
import type { ModelFile } from './model/model-file.ts';
import type { Program } from './model/program.ts';
import { placeOf } from './place.ts';

/** One call of a synchronous API. */
export interface SyncSite {
  readonly in: ModelFile;
  readonly node: TSESTree.CallExpression;
  readonly api: ApiPath;
  /** When it runs, where that is known. */
  readonly context: Context;
  /** The way to it from an entry point, where one is known. */
  readonly chain?: Finding['chain'];
}

/** A site for people, with the way to it. */
export function shownSite({ in: at, node, api, chain }: SyncSite): Site {
  return { ...placeOf(at, node), api, ...(chain && { chain }) };
}

/** Names a site across runs. */
export function identityOf({ in: at, node, api }: SyncSite): string {
  return siteIdentity(at.file.text, placeOf(at, node), api);
}

/** Every call of these APIs in the files whose sites are wanted, in the order of files and positions. */
export async function sitesIn(
  program: Program,
  input: PlanInput,
  apis: ReadonlyMap<ApiPath, SyncApi>,
): Promise<readonly SyncSite[]> {
  const { reported } = input.project;
  const found = findingsByPlace(await input.findings());
  const sites: SyncSite[] = [];
  for (const at of program.files.values()) {
    if (reported !== 'all' && !reported.has(at.path)) continue;
    const calls = [...at.file.nodes('CallExpression')].sort((a, b) => at.file.spanOf(a)[0] - at.file.spanOf(b)[0]);
    for (const node of calls) {
      const api = at.file.calleeOf(node);
      if (api === undefined || !apis.has(api) || isAsync(apis.get(api), node)) continue;
      const { line, column } = placeOf(at, node);
      const finding = found.get(`${at.path}:${line}:${column}`);
      const chain = finding?.chain && { chain: finding.chain };
      sites.push({ in: at, node, api, context: finding?.context ?? restOf(at), ...chain });
    }
  }
  return sites;
}

/** Some functions are synchronous only without a callback. */
function isAsync(api: SyncApi | undefined, { arguments: given }: TSESTree.CallExpression): boolean {
  const last = given.at(-1);
  return api?.unlessCallback === true && last !== undefined && /Function/.test(last.type);
}

function findingsByPlace(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  return new Map(findings.map((finding) => [`${finding.path}:${finding.line}:${finding.column}`, finding] as const));
}

/** What no finding is about runs when nobody is kept waiting. */
function restOf({ kind }: ModelFile): Context {
  return kind === 'test' ? 'test' : kind === 'build' ? 'build' : 'startup';
}
