/** Plans one program of the fixtures without running it: fast, and with the analysis as it is or with a part of it taken away. */
import { syncCompute, syncIo, syncProcess } from '../../../src/apis/sync-apis.ts';
import { planAsync } from '../../../src/asyncify/plan.ts';
import { rewriter } from '../../../src/asyncify/rewrite/rewriter.ts';
import type { ApiPath, CodemodPlan, PlanInput } from '../../../src/contracts.ts';
import type { SyncApi } from '../../../src/apis/sync-api.ts';
import { OriginalFiles } from '../../../src/engine/plan/original.ts';
import { readTree } from '../../../src/engine/read-tree.ts';
import { discover } from '../../../src/project/discover.ts';
import type { ProgramCase } from './program-case.ts';

const APIS: Readonly<Record<string, ReadonlyMap<ApiPath, SyncApi>>> = {
  'async-fs': syncIo,
  'async-process': syncProcess,
  'async-compute': syncCompute,
};

/** The plan for a program that is placed in a folder. Contexts are not told: all sites are wanted. */
export function planProgram(
  codemod: string,
  program: Pick<ProgramCase, 'options'>,
  root: string,
): Promise<CodemodPlan> {
  const apis = APIS[codemod] ?? new Map<ApiPath, SyncApi>();
  return planAsync({ id: codemod, apis }, inputFor(program, root), rewriter);
}

/** All that a codemod is told of the program. */
export function inputFor(program: Pick<ProgramCase, 'options'>, root: string): PlanInput {
  const originals = new OriginalFiles(root);
  return {
    project: discover(root, []),
    options: {
      ...{ target: 'node', publicApi: 'keep', maxFunctions: 25, allowHazards: [] },
      ...program.options,
      context: 'all',
    },
    read: originals.text,
    parse: (path) => {
      const tree = readTree(path, originals.text(path) ?? '');
      return tree.kind === 'file' ? tree.file : undefined;
    },
    findings: () => Promise.resolve([]),
  };
}

/** `path:line outcome` of each site, sorted. */
export function outcomesIn({ units }: CodemodPlan): readonly string[] {
  return units
    .flatMap(({ sites, refusal }) =>
      sites.map(({ path, line }) => `${path}:${line} ${refusal === undefined ? 'converted' : refusal.code}`),
    )
    .sort();
}
