/** Units with and without twins: where they change the same code they are one. */
import type { Edit, PlanInput, Unit } from '../../contracts.ts';
import type { Effects } from '../closure/effects.ts';
import type { Rewriter } from '../decisions.ts';
import { touchOneAnother, type Edited } from '../grouping.ts';
import { placeOf } from '../place.ts';
import { buildUnits, type ConvertibleSite } from '../units.ts';
import { dualUnits, type ExportedSite } from './units.ts';

const IS_CODE = /\.[cm]?[jt]sx?$/;

interface Run {
  readonly codemod: string;
  readonly input: PlanInput;
  readonly effects: Effects;
  readonly rewriter: Rewriter;
}

/** All units; sites whose unit touches one with twins are written together with these, until none does. */
export function allUnits(
  { codemod, input, effects, rewriter }: Run,
  sites: readonly ConvertibleSite[],
  exported: readonly ExportedSite[],
): readonly Unit[] {
  let own = sites;
  for (;;) {
    const units = buildUnits(codemod, input, effects.analysis, rewriter, own);
    if (exported.length === 0) return units;
    const beside = sites.filter((one) => !own.includes(one));
    const twins = dualUnits(codemod, input, effects, rewriter, exported, beside);
    const touching = units.filter((unit) => twins.some((twin) => areOne(unit, twin)));
    if (touching.length === 0) return [...units, ...twins];
    own = own.filter((one) => !touching.some((unit) => isOf(one, unit)));
  }
}

function areOne(unit: Unit, twin: Unit): boolean {
  return unit.status === 'planned' && twin.status === 'planned' && touchOneAnother(editsOf(unit), editsOf(twin));
}

/** Files that both only add to, for their helpers and their dependencies, are shared. */
function editsOf({ changes }: Unit): Edited {
  const edits = changes.flatMap((change): [string, readonly Edit[]][] =>
    change.kind === 'edit' && IS_CODE.test(change.path) && !/(?:^|\/)async-helpers\.\w+$/.test(change.path)
      ? [[change.path, change.edits]]
      : [],
  );
  return { edits: new Map(edits) };
}

function isOf({ site }: ConvertibleSite, { sites }: Unit): boolean {
  const place = placeOf(site.in, site.node);
  return sites.some(({ path, line, column }) => path === place.path && line === place.line && column === place.column);
}
