/** Makes the async codemods: one engine, and for each a table of the calls it is about. */
import { syncCompute, syncIo, syncProcess } from '../apis/sync-apis.ts';
import type { Codemod, Edit, Unit } from '../contracts.ts';
import { planAsync } from '../asyncify/plan.ts';
import { finishImports } from '../additions/imports/imports.ts';
import { rewriter } from '../asyncify/rewrite/rewriter.ts';
import type { UnitData } from '../asyncify/units.ts';

const TABLES = { fs: syncIo, process: syncProcess, compute: syncCompute } as const;

/** What tells one async codemod from another. */
export interface AsyncCodemod extends Pick<Codemod, 'id' | 'summary' | 'rules' | 'gains' | 'loses'> {
  /** Which tables its calls are looked up in. */
  readonly tables: readonly (keyof typeof TABLES)[];
}

/** A codemod that replaces synchronous calls by their twins and carries `await` through every caller. */
export function defineAsyncCodemod({ tables, ...codemod }: AsyncCodemod): Codemod {
  const apis = new Map(tables.flatMap((table) => [...TABLES[table]]));
  return {
    ...codemod,
    safety: 'review',
    caveat: 'code that ran in one go now lets other code run in between',
    plan: (input) => planAsync({ id: codemod.id, apis }, input, rewriter),
    finish,
  };
}

/** The lines of imports, for the units that are left. */
function finish(path: string, text: string, units: readonly Unit[]): readonly Edit[] {
  const needs = units.flatMap(({ data }) => (isUnitData(data) ? data.needs : []));
  return finishImports(
    path,
    text,
    needs.filter((need) => need.path === path),
  );
}

/** Units come back from the journal as JSON. */
function isUnitData(data: unknown): data is UnitData {
  return typeof data === 'object' && data !== null && 'needs' in data && Array.isArray(data.needs);
}
