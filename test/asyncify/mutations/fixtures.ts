/** Programs that are planned again and again, with a part of the analysis taken away each time. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncCompute, syncIo, syncProcess } from '../../../src/apis/sync-apis.ts';
import type { SyncApi } from '../../../src/apis/sync-api.ts';
import type { Rewriter } from '../../../src/asyncify/decisions.ts';
import { Analysis } from '../../../src/asyncify/flow/analysis.ts';
import { planSites } from '../../../src/asyncify/plan.ts';
import { rewriter } from '../../../src/asyncify/rewrite/rewriter.ts';
import { sitesIn } from '../../../src/asyncify/sites.ts';
import type { ApiPath, CodemodPlan, PlanInput } from '../../../src/contracts.ts';
import { inputFor, outcomesIn } from '../programs/plan-program.ts';
import { readCase, type ProgramCase } from '../programs/program-case.ts';
import { placeProgram } from '../programs/run-program.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');
const APIS: ReadonlyMap<ApiPath, SyncApi> = new Map([...syncIo, ...syncProcess, ...syncCompute]);

/** One program, read and parsed once. */
export interface Fixture {
  readonly name: string;
  readonly case: ProgramCase;
  readonly input: PlanInput;
  /** What becomes of it while nothing is taken away; asked once. */
  readonly unmutated: () => Promise<string>;
}

/** What is taken away or changed. */
export interface Mutation {
  readonly analysis?: (analysis: Analysis) => void;
  readonly rewriter?: Rewriter;
}

/** The programs of these folders of `fixtures/` in which a site is refused with such a code, the shortest first; the second function removes what they need on disk. */
export function readFixtures(folders: readonly string[], code = ''): readonly [readonly Fixture[], () => void] {
  const roots: string[] = [];
  const fixtures = folders.flatMap((folder) =>
    readdirSync(join(FIXTURES, folder)).flatMap((name): readonly Fixture[] => {
      const program = readCase(join(FIXTURES, folder, name));
      if (code !== '' && !program.sites.some(({ outcome }) => outcome.startsWith(code))) return [];
      const root = placeProgram(program.before);
      roots.push(root);
      const input = rememberTrees(inputFor(program, root));
      let plan: Promise<string> | undefined;
      const asItIs = (): Promise<string> => (plan ??= planned({ input }, {}));
      return [{ name: `${folder}/${program.name}`, case: program, input, unmutated: asItIs }];
    }),
  );
  const remove = (): void => {
    for (const root of roots) rmSync(root, { recursive: true, force: true });
  };
  return [fixtures.toSorted((a, b) => sizeOf(a) - sizeOf(b)), remove];
}

function sizeOf({ case: { before } }: Fixture): number {
  return Object.values(before).reduce((sum, text) => sum + text.length, 0);
}

/** Trees are not changed by whoever reads them. */
function rememberTrees(input: PlanInput): PlanInput {
  const trees = new Map<string, ReturnType<PlanInput['parse']>>();
  const parse: PlanInput['parse'] = (path) => {
    if (!trees.has(path)) trees.set(path, input.parse(path));
    return trees.get(path);
  };
  return { ...input, parse };
}

/** `path:line outcome` of each site, sorted. */
export async function outcomes(fixture: Fixture): Promise<readonly string[]> {
  return outcomesIn(await planOf(fixture, {}));
}

/** The first program that is planned otherwise with the mutation; undefined where nobody would notice it. */
export async function killerOf(fixtures: readonly Fixture[], mutation: Mutation = {}): Promise<Fixture | undefined> {
  for (const fixture of fixtures) {
    const expected = await fixture.unmutated();
    if ((await planned(fixture, mutation)) !== expected) return fixture;
  }
  return undefined;
}

/** Plans all of them as they are; to be called before something is changed that all of them see. */
export async function unmutated(fixtures: readonly Fixture[]): Promise<void> {
  for (const fixture of fixtures) await fixture.unmutated();
}

/** Everything that a fixture's test compares: the outcome of each site, and every edit. */
async function planned(fixture: Pick<Fixture, 'input'>, mutation: Mutation): Promise<string> {
  const { units } = await planOf(fixture, mutation);
  return JSON.stringify(units.map((unit) => [unit.sites, unit.refusal?.code, unit.changes]));
}

async function planOf({ input }: Pick<Fixture, 'input'>, mutation: Mutation): Promise<CodemodPlan> {
  const analysis = new Analysis(input);
  mutation.analysis?.(analysis);
  const sites = await sitesIn(analysis.program, input, APIS);
  return planSites({ id: 'async' }, input, mutation.rewriter ?? rewriter, analysis, sites);
}
