/** A plan as a checklist for an issue or a pull request, the least risk first, to be gone through step by step. */
import type { Migration, MigrationReporter, SiteRefusal, Unit } from '../../contracts.ts';
import { code, text } from '../markdown/escape.ts';
import { stepLines } from './step.ts';
import { byReason, isMark, leastRiskFirst, pathFrom, placeFrom, verdict } from './words.ts';

/** The reporter of `--format markdown`. */
export const markdown: MigrationReporter = {
  name: 'markdown',
  summary: 'a checklist for an issue or a pull request, least risk first',
  format(migration) {
    const units = migration.units.filter((unit) => !isMark(unit));
    const made = units.filter(({ status }) => status === 'planned' || status === 'applied');
    const sections = [
      [`# perfmig: ${migration.codemods.map(text).join(', ')}`],
      [text(verdict(migration))],
      howTo(made),
      leastRiskFirst(made).flatMap((unit, index) => stepLines(migration, unit, index + 1)),
      refusalSection(migration),
      failureSection(migration),
      migration.notes.map((note) => `- ${text(note)}`),
    ];
    return `${sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`;
  },
};

/** What holds for every step. */
function howTo(units: readonly Unit[]): readonly string[] {
  const [first] = units.filter(({ status }) => status === 'planned');
  if (!first) return [];
  const site = first.sites[0];
  const byPlace = site ? `; ${code(`--only ${site.path}:${site.line}`)} names a unit too, until lines move` : '';
  return [
    'Each step can be made, checked, committed and taken back by itself, the least risk first. Commit one before the next: `apply` wants a clean tree.',
    `A unit keeps its name when lines move${byPlace}. A unit that is no longer there has changed with the code of a step before: make a new list.`,
    'With `--verify "COMMAND"`, `apply` runs your tests before and after by itself, and rolls back a step that breaks them.',
  ];
}

function refusalSection(migration: Migration): readonly string[] {
  if (migration.refusals.length === 0) return [];
  return ['## Left as it is', '', ...byReason(migration.refusals).flatMap((group) => reasonItem(migration, group))];
}

function reasonItem(migration: Migration, group: readonly SiteRefusal[]): readonly string[] {
  const [first] = group;
  if (!first) return [];
  const places = group.map((refusal) => code(placeFrom(migration, refusal))).join(', ');
  return [`- ${code(first.code)}: ${text(first.message)}; ${text(first.hint)}: ${places}`];
}

function failureSection(migration: Migration): readonly string[] {
  if (migration.failures.length === 0) return [];
  const lines = migration.failures.map(
    ({ path, stage, message }) => `- ${stage}: ${code(pathFrom(migration, path))}: ${text(message)}`,
  );
  return ['## Left out or failed', '', ...lines];
}
