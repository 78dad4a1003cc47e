/** A plan as a checklist for an issue or a pull request, the least risk first. */
import type { Migration, MigrationReporter, SiteRefusal, Unit } from '../../contracts.ts';
import { code, text } from '../markdown/escape.ts';
import { byReason, leastRiskFirst, pathFrom, placeFrom, verdict } from './words.ts';

/** The reporter of `--format markdown`. */
export const markdown: MigrationReporter = {
  name: 'markdown',
  summary: 'a checklist for an issue or a pull request, least risk first',
  format(migration) {
    const made = migration.units.filter(({ status }) => status === 'planned' || status === 'applied');
    const sections = [
      [`# perfmig: ${migration.codemods.map(text).join(', ')}`],
      [text(verdict(migration))],
      leastRiskFirst(made).map((unit) => unitItem(migration, unit)),
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

function unitItem(migration: Migration, unit: Unit): string {
  const box = unit.status === 'applied' ? '[x]' : '[ ]';
  const places = unit.sites.map((site) => `${code(placeFrom(migration, site))} ${code(site.api)}`).join(', ');
  const marks = [
    ...(unit.safety === 'review' ? ['to be reviewed'] : []),
    ...unit.hazards.map((hazard) => `${code(hazard.code)} ${text(hazard.message)}`),
  ];
  return `- ${box} ${places} (unit ${code(unit.id)})${marks.length === 0 ? '' : `: ${marks.join('; ')}`}`;
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
