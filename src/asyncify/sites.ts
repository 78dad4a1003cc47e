/** The calls that an async codemod is about. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, Context, Finding, PlanInput } from '../contracts.ts';
import type { SyncApi } from '../apis/sync-api.ts';
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
}

/** Every call of these APIs in the files whose sites are wanted, in the order of files and positions. */
export async function sitesIn(
  program: Program,
  input: PlanInput,
  apis: ReadonlyMap<ApiPath, SyncApi>,
): Promise<readonly SyncSite[]> {
  const { reported } = input.project;
  const contexts = contextsOf(await input.findings());
  const sites: SyncSite[] = [];
  for (const at of program.files.values()) {
    if (reported !== 'all' && !reported.has(at.path)) continue;
    const calls = [...at.file.nodes('CallExpression')].sort((a, b) => at.file.spanOf(a)[0] - at.file.spanOf(b)[0]);
    for (const node of calls) {
      const api = at.file.calleeOf(node);
      if (api === undefined || !apis.has(api) || isAsync(apis.get(api), node)) continue;
      const { line, column } = placeOf(at, node);
      const context = contexts.get(`${at.path}:${line}:${column}`) ?? restOf(at);
      sites.push({ in: at, node, api, context });
    }
  }
  return sites;
}

/** Some functions are synchronous only without a callback. */
function isAsync(api: SyncApi | undefined, { arguments: given }: TSESTree.CallExpression): boolean {
  const last = given.at(-1);
  return api?.unlessCallback === true && last !== undefined && /Function/.test(last.type);
}

function contextsOf(findings: readonly Finding[]): ReadonlyMap<string, Context> {
  return new Map(findings.map(({ path, line, column, context }) => [`${path}:${line}:${column}`, context] as const));
}

/** What no finding is about runs when nobody is kept waiting. */
function restOf({ kind }: ModelFile): Context {
  return kind === 'test' ? 'test' : kind === 'build' ? 'build' : 'startup';
}
