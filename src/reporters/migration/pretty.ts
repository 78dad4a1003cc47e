/** Plans and applies for people at a terminal: the diff, the units, what is refused and why, what came of it. */
import wrapAnsi from 'wrap-ansi';
import type { Migration, MigrationReporter, SiteRefusal, Unit } from '../../contracts.ts';
import { escapeControl } from '../escape.ts';
import { canvas, type Canvas } from '../pretty/paint.ts';
import { count } from '../words.ts';
import { edgeSections } from './edges.ts';
import { byReason, isMark, pathFrom, placeFrom, verdict } from './words.ts';

/** The reporter of `--format pretty`. */
export const pretty: MigrationReporter = {
  name: 'pretty',
  summary: 'for people at a terminal: diff, units, refusals with their reasons',
  format(migration, { color, width }) {
    const on = canvas(color, width);
    const sections = [
      migration.dryRun ? diffLines(migration.diff, on) : [],
      unitLines(migration, on),
      ...byReason(migration.refusals).map((group) => refusalLines(migration, group, on)),
      ...edgeSections(migration, on),
      failureLines(migration, on),
      migration.notes.map((note) => on.chalk.dim(escapeControl(note))),
      closing(migration, on),
    ];
    return sections
      .filter((lines) => lines.length > 0)
      .map((lines) => `${lines.join('\n')}\n`)
      .join('\n');
  },
};

/** The diff with its colours. */
export function diffLines(diff: string, { chalk }: Canvas): readonly string[] {
  if (diff === '') return [];
  return diff
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const shown = escapeControl(line.replace(/\r$/, ''));
      if (/^(?:---|\+\+\+) /.test(line)) return chalk.bold(shown);
      if (line.startsWith('+')) return chalk.green(shown);
      if (line.startsWith('-')) return chalk.red(shown);
      return line.startsWith('@@') ? chalk.cyan(shown) : shown;
    });
}

function unitLines(migration: Migration, { chalk }: Canvas): readonly string[] {
  const units = migration.units.filter((unit) => !isMark(unit));
  const made = units.filter(({ status }) => status === 'planned' || status === 'applied');
  return made.flatMap((unit) => [
    `${chalk.green(unit.status.padEnd(8))} ${chalk.bold(unit.id)}  ${escapeControl(placesOf(migration, unit))}${reviewMark(unit, chalk)}`,
    ...unit.hazards.map(({ code, message, path, line }) => {
      const where = `${pathFrom(migration, path)}:${line}`;
      return `${' '.repeat(9)}${chalk.yellow(code)} ${escapeControl(`${where}: ${message}`)}`;
    }),
  ]);
}

function placesOf(migration: Migration, { sites }: Unit): string {
  const [first, ...more] = sites;
  if (!first) return '';
  const others = more.length === 0 ? '' : ` and ${count(more.length, 'more site')}`;
  return `${placeFrom(migration, first)} ${first.api}${others}`;
}

function reviewMark({ safety }: Unit, chalk: Canvas['chalk']): string {
  return safety === 'review' ? `  ${chalk.yellow('to be reviewed')}` : '';
}

/** Sites named under one reason. */
const MOST_PLACES = 10;

function refusalLines(migration: Migration, group: readonly SiteRefusal[], on: Canvas): readonly string[] {
  const [first] = group;
  if (!first) return [];
  const { chalk } = on;
  const status =
    migration.units.find(({ id }) => id === first.unit)?.status === 'rolled-back' ? 'rolled back' : 'refused';
  const places = group.slice(0, MOST_PLACES).flatMap((refusal) => {
    const place = placeFrom(migration, refusal);
    const barrier = placeFrom(migration, refusal.barrier);
    const chain = refusal.chain.length === 0 ? '' : ` (${refusal.chain.map(({ name }) => name).join(' → ')})`;
    return [escapeControl(`${place} ${refusal.api}${barrier === place ? '' : `, because of ${barrier}${chain}`}`)];
  });
  const hidden = group.length - MOST_PLACES;
  return [
    `${chalk.yellow(status)} ${chalk.bold(first.code)}`,
    ...indented(escapeControl(first.message), on),
    ...indented(chalk.dim(escapeControl(first.hint)), on),
    ...places.map((place) => `  ${place}`),
    ...(hidden > 0 ? [chalk.dim(`  and ${count(hidden, 'more site')}; --format json has them all`)] : []),
  ];
}

function failureLines(migration: Migration, { chalk }: Canvas): readonly string[] {
  if (migration.failures.length === 0) return [];
  const lines = migration.failures.map(
    ({ path, stage, message }) => `${chalk.yellow(stage)} ${escapeControl(`${pathFrom(migration, path)}: ${message}`)}`,
  );
  return [chalk.bold('Left out or failed'), ...lines];
}

function closing(migration: Migration, { chalk }: Canvas): readonly string[] {
  const { dryRun, summary } = migration;
  const next = dryRun ? 'Nothing was written.' : 'perfmig undo takes it back.';
  return [chalk.bold(verdict(migration)), ...(summary.files > 0 ? [next] : [])];
}

function indented(text: string, { width }: Canvas): readonly string[] {
  return wrapAnsi(text, width - 2, { hard: true })
    .split('\n')
    .map((line) => `  ${line}`);
}
