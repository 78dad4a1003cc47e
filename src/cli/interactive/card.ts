/** What is shown of one unit before it is asked about. */
import type { ChainLink, Codemod, Hazard, Site, Unit } from '../../contracts.ts';
import type { Offer } from '../../engine/migrate/choose.ts';
import { escapeControl } from '../../reporters/escape.ts';
import { diffLines } from '../../reporters/migration/pretty.ts';
import { hazardWords, safetyWords } from '../../reporters/migration/words.ts';
import type { Canvas } from '../../reporters/pretty/paint.ts';
import { count } from '../../reporters/words.ts';

/** What all cards of one run have in common. */
export interface CardStyle extends Canvas {
  /** Lines of the terminal. */
  readonly height: number;
  /** The project, relative to the current folder; `.` for itself. */
  readonly root: string;
  readonly codemods: readonly Pick<Codemod, 'id' | 'summary' | 'gains' | 'loses' | 'caveat'>[];
}

/** A place in the list: the offer, its number from 1, and those of its neighbours. */
export interface Numbered {
  readonly offer: Offer;
  readonly number: number;
  readonly total: number;
  readonly numberOf: (id: string) => number;
}

/** Lines that stand around a diff, so that the question is still on the screen with it. */
const LINES_AROUND = 14;
/** Shown of a diff however small the terminal is. */
const LEAST_DIFF_LINES = 12;

/** Head, calls, chain, hazards, relations, and as much of the diff as fits on the screen. */
export function cardLines(numbered: Numbered, style: CardStyle): readonly string[] {
  const { offer, number, total } = numbered;
  const { chalk } = style;
  const { unit } = offer;
  const safety = unit.safety === 'safe' ? chalk.green('safe') : chalk.yellow('to be reviewed');
  return [
    '',
    `${chalk.bold(`── ${number} of ${total} ──`)} ${unit.id}, ${safety}: ${extent(unit)}`,
    ...siteLines(unit, style),
    ...asyncLines(unit, style),
    ...unit.hazards.map((hazard) => `${chalk.yellow(hazard.code)}: ${escapeControl(hazardWords(style, hazard))}`),
    ...relationLines(numbered, style),
    ...fittingDiff(offer.diff, style),
  ];
}

/** The whole diff. */
export function fullDiff({ diff }: Offer, style: CardStyle): readonly string[] {
  return diffLines(diff, style);
}

/** Why the unit is offered, what speaks for and against it, and what nobody can tell from the code. */
export function whyLines({ unit }: Offer, style: CardStyle): readonly string[] {
  const codemod = style.codemods.find(({ id }) => id === unit.codemod);
  const doubts = (unit.possibleCalls ?? []).map((place) => at(style, place));
  return [
    ...(unit.sites.length > 1
      ? ['one unit: its calls share functions or lines that change, so all are right, or none']
      : []),
    ...unit.sites.map(
      (site) => `call: ${at(style, site)} ${site.api}${site.chain ? `, run by ${namesOf(site.chain)}` : ''}`,
    ),
    ...unit.functionsMadeAsync.map((fn) => `becomes async: ${fn.name} (${at(style, fn)})`),
    ...(codemod ? [`what it does: ${codemod.summary}`, `better afterwards: ${codemod.gains}`] : []),
    ...(codemod ? [`worse afterwards: ${codemod.loses}`] : []),
    `${unit.safety === 'safe' ? 'safe' : 'to be reviewed'}: ${safetyWords(unit)}`,
    ...doubts.map((place) => `  may call it: ${place}`),
    ...(codemod?.caveat === undefined ? [] : [`look at it first: ${codemod.caveat}`]),
    ...(unit.hazards.length === 0 ? ['hazards: none was found'] : []),
    ...unit.hazards.map((hazard: Hazard) => `hazard: ${hazardWords(style, hazard)}; perfmig explain ${hazard.code}`),
    ...(unit.refusal ? [`it was left: ${unit.refusal.message}; perfmig explain ${unit.refusal.code}`] : []),
  ].map((line) => escapeControl(line));
}

/** `3 calls in 2 files, 4 functions become async`. */
function extent({ sites, changes, functionsMadeAsync }: Unit): string {
  const files = count(new Set(changes.map(({ path }) => path)).size, 'file');
  const functions = functionsMadeAsync.length;
  const async = functions === 0 ? '' : `, ${count(functions, 'function becomes', 'functions become')} async`;
  return `${count(sites.length, 'call')}, ${files} changed${async}`;
}

/** Rows of calls, and functions made async, that a card names; `w` names all. */
const MOST_NAMED = 6;

function siteLines(unit: Unit, style: CardStyle): readonly string[] {
  const rows = siteRows(unit, style);
  const hidden = rows.length - MOST_NAMED;
  if (hidden <= 0) return rows;
  return [...rows.slice(0, MOST_NAMED), style.chalk.dim(`and ${count(hidden, 'more file')}; w names all`)];
}

/** One row for the same calls of one file: `src/a.js:3, 9 fs.readFileSync`. */
function siteRows({ sites }: Unit, style: CardStyle): readonly string[] {
  const rows = new Map<string, { readonly first: Site; readonly lines: number[] }>();
  for (const site of sites) {
    const row = rows.get(`${site.path}\0${site.api}`);
    if (row) row.lines.push(site.line);
    else rows.set(`${site.path}\0${site.api}`, { first: site, lines: [site.line] });
  }
  return [...rows.values()].map(({ first, lines }) => {
    const way = first.chain && first.chain.length > 1 ? `  (${namesOf(first.chain)})` : '';
    const more = [...new Set(lines)].slice(1).map((line) => `, ${line}`);
    return `${escapeControl(`${at(style, first)}${more.join('')} ${first.api}`)}${style.chalk.dim(escapeControl(way))}`;
  });
}

function asyncLines({ functionsMadeAsync }: Unit, style: CardStyle): readonly string[] {
  if (functionsMadeAsync.length === 0) return [];
  const named = functionsMadeAsync.slice(0, MOST_NAMED).map((fn) => `${fn.name} (${at(style, fn)})`);
  const hidden = functionsMadeAsync.length - named.length;
  const more = hidden > 0 ? ` and ${count(hidden, 'more function')}` : '';
  return [escapeControl(`becomes async: ${named.join(', ')}${more}`)];
}

function relationLines({ offer, numberOf }: Numbered, { chalk, root }: CardStyle): readonly string[] {
  const { clashesWith, shares, unit } = offer;
  const numbers = [...clashesWith].map(numberOf).sort((a, b) => a - b);
  const clash = `changes the same code as ${numbers.join(' and ')}: accept one, and run the codemod again for the other`;
  const left = `left unless you accept it: ${unit.refusal?.message ?? ''}`;
  return [
    ...(unit.refusal?.code === 'left/not-worth-it' ? [chalk.yellow(escapeControl(left))] : []),
    ...(numbers.length > 0 ? [chalk.yellow(clash)] : []),
    ...[...shares].map(([path, others]) => {
      const file = root === '.' ? path : `${root}/${path}`;
      const what = `needs ${file}, as ${others === 1 ? 'does' : 'do'} ${count(others, 'other')}: it is written once, with what the accepted ones need`;
      return chalk.dim(escapeControl(what));
    }),
  ];
}

function fittingDiff(diff: string, style: CardStyle): readonly string[] {
  const lines = diffLines(diff, style);
  const most = Math.max(LEAST_DIFF_LINES, style.height - LINES_AROUND);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most), style.chalk.dim(`… ${count(lines.length - most, 'more line')}; d shows all`)];
}

function at(
  { root }: Pick<CardStyle, 'root'>,
  { path, line }: { readonly path: string; readonly line: number },
): string {
  return `${root === '.' ? path : `${root}/${path}`}:${line}`;
}

function namesOf(chain: readonly ChainLink[]): string {
  return chain.map(({ name }) => name).join(' → ');
}
