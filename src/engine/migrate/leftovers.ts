/** What of a plan is left for somebody to decide. */
import { createHash } from 'node:crypto';
import type { Edit, Leftover, Place, Plan, Unit } from '../../contracts.ts';
import { indexOfLine, lineStarts } from '../../program/lines.ts';
import { siteIdentity } from '../../program/site-identity.ts';
import type { Originals } from '../plan/derive.ts';

/** Calls that may stay as they are, and units that somebody said no to: nothing is left to be decided. */
const DECIDED = /^(?:kept\/|left\/skipped$)/;

/** Units that are refused or rolled back for a reason somebody has to look at. */
export function isLeft({ refusal }: Unit): boolean {
  return refusal !== undefined && !DECIDED.test(refusal.code);
}

/** All of them, by places. Those of a dry run are where they are now. */
export function leftoversOf(plan: Plan, originals: Originals, dryRun: boolean): readonly Leftover[] {
  const moved = new Moved(dryRun ? [] : plan.files, originals);
  const all = plan.units.filter(isLeft).flatMap((unit) => unit.sites.map((site) => leftoverOf(unit, site, moved)));
  return all.sort((a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column);
}

function leftoverOf({ codemod, refusal }: Unit, site: Unit['sites'][number], moved: Moved): Leftover {
  const { code = '', message = '', hint = '' } = refusal ?? {};
  const place = moved.placeOf(site);
  const isElsewhere = refusal && (refusal.path !== site.path || refusal.line !== site.line);
  return {
    ...{ ...place, api: site.api, codemod, code, message, hint },
    ...(isElsewhere && { barrier: moved.placeOf(refusal) }),
    fingerprint: digest(`${siteIdentity(moved.textOf(site.path), place, site.api)}\0${code}`),
  };
}

/** Where places of the original texts are once a plan is made. */
class Moved {
  readonly #files: ReadonlyMap<string, Plan['files'][number]>;
  readonly #originals: Originals;

  constructor(files: Plan['files'], originals: Originals) {
    this.#files = new Map(files.map((file) => [file.path, file]));
    this.#originals = originals;
  }

  textOf(path: string): string {
    return this.#files.get(path)?.after ?? this.#originals(path) ?? '';
  }

  placeOf({ path, line, column }: Place): Place {
    const file = this.#files.get(path);
    if (!file?.edits || file.before === undefined) return { path, line, column };
    const offset = (lineStarts(file.before)[line - 1] ?? 0) + column - 1;
    const after = offset + shiftAt(file.edits, offset);
    const starts = lineStarts(file.after);
    const index = indexOfLine(starts, after);
    return { path, line: index + 1, column: after - (starts[index] ?? 0) + 1 };
  }
}

/** By how much edits before an offset move it. */
function shiftAt(edits: readonly Edit[], offset: number): number {
  const before = edits.filter(({ span: [, end] }) => end <= offset);
  return before.reduce((sum, { span: [start, end], text }) => sum + text.length - (end - start), 0);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
