/** From units and original texts to new texts. A pure function: drop a unit, and derive the rest again. */
import type { Codemod, Edit, Plan, PlannedFile, Unit } from '../../contracts.ts';
import { conflictOf } from './conflicts.ts';
import { createdText, editsIn } from './changes.ts';
import { refuseUnit } from './refuse.ts';
import { splice } from './splice.ts';

/** Original texts, without byte-order marks; undefined where there is no such file. */
export type Originals = (path: string) => string | undefined;

/** The codemods whose `finish` has a say, by id. */
export type Finishers = ReadonlyMap<string, Pick<Codemod, 'finish'>>;

/**
 * The plan that the planned ones of these units come to; units of any other status are passed through. Where two
 * units' edits overlap, the one that comes first is kept and the other refused as `conflict/overlap`: once the first
 * is applied, another run may make the second.
 * @throws {EditError} where the edits of one unit overlap, or those of its codemod's `finish`
 */
export function derivePlan(units: readonly Unit[], originals: Originals, finishers: Finishers = new Map()): Plan {
  const decided: Unit[] = [];
  const kept = new Map<string, Unit[]>();
  for (const unit of units) {
    const reason = unit.status === 'planned' ? conflictOf(unit, kept, originals) : undefined;
    const result = reason ? refuseUnit(unit, reason) : unit;
    decided.push(result);
    if (result.status === 'planned') keep(kept, result);
  }
  const files = [...kept].flatMap(([path, units]) => deriveFile(path, units, originals(path), finishers) ?? []);
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), units: decided };
}

function keep(kept: Map<string, Unit[]>, unit: Unit): void {
  for (const path of new Set(unit.changes.map((change) => change.path))) {
    const units = kept.get(path);
    if (units) units.push(unit);
    else kept.set(path, [unit]);
  }
}

/** One file; undefined where nothing about it changes. */
function deriveFile(
  path: string,
  units: readonly Unit[],
  before: string | undefined,
  finishers: Finishers,
): PlannedFile | undefined {
  const base = before ?? createdText(units, path) ?? '';
  const edits = [...once(units.flatMap((unit) => editsIn(unit, path))), ...finishing(path, base, units, finishers)];
  const after = splice(base, edits);
  return after === before ? undefined : { path, before, after, units: units.map(({ id }) => id), edits };
}

/** Shared edits that are alike are one. */
function once(edits: readonly Edit[]): readonly Edit[] {
  const seen = new Set<string>();
  return edits.filter(({ span, text, shared }) => {
    const key = `${span[0]}:${span[1]}:${text}`;
    if (shared !== true) return true;
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

function finishing(path: string, text: string, units: readonly Unit[], finishers: Finishers): readonly Edit[] {
  const ids = [...new Set(units.map(({ codemod }) => codemod))];
  return ids.flatMap((id) => {
    const own = units.filter((unit) => unit.codemod === id);
    return finishers.get(id)?.finish?.(path, text, own) ?? [];
  });
}
