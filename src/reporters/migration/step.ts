/** One step of the checklist: what changes, why it is safe, what may go wrong, how to check it and how to take it back. */
import type { ChainLink, Hazard, Migration, Site, Unit } from '../../contracts.ts';
import { code, text } from '../markdown/escape.ts';
import { count } from '../words.ts';
import { applyCommand, diffCommand, undoCommand } from './command.ts';
import { byFile, hazardWords, pathFrom, placeFrom, safetyWords } from './words.ts';

/** How to provoke what a hazard warns of; others are explained by `perfmig explain`. */
const TRIES: Readonly<Record<string, string>> = {
  'hazard/shared-state': 'run it twice at once; the outcome must be that of one after the other',
  'hazard/check-then-act': 'run it twice at once on the same file',
  'hazard/order': 'compare the order of what it prints, sends or writes with that of before',
  'hazard/late-listener': 'let the event come at once, before the file is read',
  'hazard/descriptors': 'run it under the load you expect, with few files allowed (`ulimit -n 256`)',
};

/** Files named in a command; beyond them the whole tree is looked at. */
const MOST_FILES_IN_COMMAND = 8;

/** Markdown of one unit. @param number in the list, from 1 */
export function stepLines(migration: Migration, unit: Unit, number: number): readonly string[] {
  const isApplied = unit.status === 'applied';
  const [first] = unit.sites;
  const more = unit.sites.length > 1 ? ` and ${count(unit.sites.length - 1, 'more call')}` : '';
  const title = first ? `${code(placeFrom(migration, first))} ${code(first.api)}${more}` : '';
  const isSafe = unit.safety === 'safe' && unit.hazards.length === 0;
  return [
    `- [${isApplied ? 'x' : ' '}] **${number}.** ${title}: ${isSafe ? 'safe' : 'to be reviewed'} (unit ${code(unit.id)})`,
    ...[
      `Changes: ${changes(migration, unit)}`,
      ...runs(unit),
      `${isSafe ? 'Why it is safe' : 'What to judge'}: ${text(safetyWords(unit))}${doubts(migration, unit)}`,
      ...hazards(migration, unit.hazards),
      ...(isApplied ? [] : [`Apply: ${code(applyCommand(migration, unit))}`]),
      `Check: ${checks(migration, unit)}`,
      `Take back: ${code(undoCommand(unit))}`,
    ].map((line) => `  - ${line}`),
  ];
}

function changes(migration: Migration, { sites, changes: files, functionsMadeAsync }: Unit): string {
  const paths = [...new Set(files.map(({ path }) => path))];
  const made = new Set(files.filter(({ kind }) => kind === 'create').map(({ path }) => path));
  const names = paths.map((path) => `${code(pathFrom(migration, path))}${made.has(path) ? ' (made)' : ''}`);
  const functions = byFile(functionsMadeAsync).map(([, own]) => functionNames(migration, own));
  return [
    `${count(paths.length, 'file')} (${names.join(', ')})`,
    `${count(sites.length, 'call')} (${byFile(sites)
      .map(([, own]) => siteNames(migration, own))
      .join(', ')})`,
    ...(functions.length === 0
      ? []
      : [`${count(functionsMadeAsync.length, 'function')} made async (${functions.join(', ')})`]),
  ].join('; ');
}

/** `src/a.js:3, 9`: the sites of one file. */
function siteNames(migration: Migration, sites: readonly Site[]): string {
  const [first] = sites;
  const lines = [...new Set(sites.map(({ line }) => line))].join(', ');
  return first ? code(`${pathFrom(migration, first.path)}:${lines}`) : '';
}

function functionNames(migration: Migration, functions: readonly ChainLink[]): string {
  const [first] = functions;
  const names = functions.map(({ name, line }) => `${name} in line ${line}`).join(', ');
  return first ? `${code(pathFrom(migration, first.path))}: ${text(names)}` : '';
}

/** The ways from entry points to the calls, each once. */
function runs({ sites }: Unit): readonly string[] {
  const ways = new Set(
    sites.flatMap(({ chain = [] }) => (chain.length > 1 ? [chain.map(({ name }) => name).join(' → ')] : [])),
  );
  return ways.size === 0 ? [] : [`Runs for: ${[...ways].map(text).join('; ')}`];
}

function doubts(migration: Migration, { possibleCalls = [] }: Unit): string {
  return possibleCalls.length === 0
    ? ''
    : `: ${possibleCalls.map((place) => code(placeFrom(migration, place))).join(', ')}`;
}

function hazards(migration: Migration, found: readonly Hazard[]): readonly string[] {
  if (found.length === 0) return ['Hazards: none was found'];
  return found.map((hazard) => `Hazard: ${code(hazard.code)} ${text(hazardWords(migration, hazard))}`);
}

function checks(migration: Migration, { changes: files, sites, hazards: found }: Unit): string {
  const paths = [...new Set(files.map(({ path }) => pathFrom(migration, path)))];
  const diff = diffCommand(paths.length > MOST_FILES_IN_COMMAND ? ['.'] : paths);
  const entries = new Set(sites.flatMap(({ chain = [] }) => (chain.length > 1 && chain[0] ? [chain[0].name] : [])));
  return [
    `read ${code(diff)}`,
    migration.testCommand === undefined ? 'package.json has no test script' : `run ${code(migration.testCommand)}`,
    ...(entries.size === 0 ? [] : [`try ${[...entries].map(code).join(', ')}`]),
    ...[...new Set(found.map((hazard) => hazard.code))].map((one) => TRIES[one] ?? code(`npx perfmig explain ${one}`)),
  ].join('; ');
}
