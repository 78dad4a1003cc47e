/** The comment on a pull request: what it made better or worse, on one screen, with the rest folded away. */
import type { CiJson, CiJsonFinding } from '../ci-json.ts';
import { code, row } from '../markdown/escape.ts';
import { count, mendingCommand, points } from '../words.ts';
import { fenced, prose } from './prose.ts';
import { fromTop, placeOf, type BlobAddress } from './places.ts';

/** How a comment is to be written. */
export interface CommentStyle {
  /** Where the files of head are shown; places are links then. */
  readonly blobs?: BlobAddress;
  /** Characters it may have; GitHub takes 65,536. */
  readonly most: number;
  /** Whether rewrites are shown. */
  readonly suggestions: boolean;
  /** Tells one comment of perfmig from another on the same pull request. */
  readonly key?: string;
}

/** GitHub's own limit is 65,536; links and marks are added by others. */
export const MOST_CHARACTERS = 60_000;

/** Rows that fit a screen. */
const SHOWN = 10;
/** Lines of each folded list. */
const FOLDED = 50;
/** Rewrites shown. */
const MOST_SUGGESTIONS = 10;

/** What the first line of perfmig's comment is; nobody sees it. */
export function markerOf(key: string): string {
  return `<!-- perfmig-ci:${encodeURIComponent(key).replaceAll('-', '%2D')} -->`;
}

/** The whole comment. What doesn't fit is left out from the end, and that is said. */
export function comment(data: CiJson, style: CommentStyle): string {
  const sections = [
    [markerOf(style.key ?? data.root)],
    headline(data),
    newTable(data, style),
    ...[waysSection, minorSection, suggestionsSection].map((section) => section(data, style)),
    mendedSection(data),
    movedSection(data, style),
    failuresSection(data),
    footer(data),
  ].filter((lines) => lines.length > 0);
  return fit(
    sections.map((lines) => lines.join('\n')),
    style.most,
  );
}

function fit(sections: readonly string[], most: number): string {
  const left = '_The rest did not fit: `perfmig ci` prints it all with `--format json`._\n';
  let result = '';
  for (const section of sections) {
    if (result.length + section.length + left.length + 2 > most) return result + left;
    result += `${section}\n\n`;
  }
  return `${result.trimEnd()}\n`;
}

function headline(data: CiJson): readonly string[] {
  const { summary, base, head, notes, verdict } = data;
  const counts = [
    `${summary.new.toLocaleString('en-US')} new`,
    ...(base === null ? [] : [`${summary.mended.toLocaleString('en-US')} mended`]),
    ...(summary.moved === 0 ? [] : [`${summary.moved.toLocaleString('en-US')} moved`]),
  ];
  const where = data.root === '.' ? '' : ` in ${code(data.root)}`;
  return [
    `### perfmig: ${summary.new + summary.mended + summary.moved === 0 ? 'nothing new' : counts.join(', ')}${where}`,
    '',
    `${verdict.failed ? '❌' : '✅'} ${prose(verdict.reason)}. ${change('Grade', base?.grade, head.grade)}, ${change('points', base && points(base.score), points(head.score))}; ${count(summary.unchanged, 'finding')} unchanged.`,
    ...notes.map((note) => `\n> ${prose(note)}`),
    ...heldBack(data).map((line) => `\n> ${line}`),
  ];
}

/** `grade B`, or `grade B → C`. */
function change(what: string, before: string | null | undefined, now: string): string {
  return before === null || before === undefined || before === now ? `${what} ${now}` : `${what} ${before} → ${now}`;
}

function heldBack({ summary: { accepted, disabled, unjudged } }: CiJson): readonly string[] {
  return [
    ...(accepted > 0 ? [`${count(accepted, 'more new finding')} accepted by perfmig-baseline.json.`] : []),
    ...(disabled > 0 ? [`${count(disabled, 'more finding')} disabled by comments than before.`] : []),
    ...(unjudged > 0 ? [`${count(unjudged, 'finding')} not judged: a file could not be read on one side.`] : []),
  ];
}

/** What the table is about: what deserves work; the rest is folded away, unless there is nothing else. */
function mainOnes({ new: news }: CiJson): readonly CiJsonFinding[] {
  const worth = news.filter((finding) => finding.worth);
  return worth.length > 0 ? worth : news.slice(0, SHOWN);
}

function newTable(data: CiJson, style: CommentStyle): readonly string[] {
  const main = mainOnes(data);
  if (main.length === 0) return [];
  const rows = main.slice(0, SHOWN).map((finding) => findingRow(data, finding, style));
  const more = main.length - rows.length;
  return [
    row('points', 'where', 'what'),
    '|--:|---|---|',
    ...rows,
    ...(more > 0 ? ['', `${count(more, 'more new finding')} like these.`] : []),
  ];
}

function findingRow(data: CiJson, finding: CiJsonFinding, { blobs }: CommentStyle): string {
  const { message, codemod, contextBefore, context } = finding;
  const what = [
    `${prose(message)} (${context})`,
    ...(contextBefore === undefined ? [] : [`ran in ${contextBefore} before`]),
    ...(codemod === undefined ? [] : [`mend: ${code(mendingCommand(codemod))}`]),
  ];
  return row(points(finding.score), placeOf(data, finding, blobs), what.join('<br>'));
}

function waysSection(data: CiJson, { blobs }: CommentStyle): readonly string[] {
  const ways = mainOnes(data)
    .slice(0, SHOWN)
    .filter(({ chain = [] }) => chain.length > 0)
    .map(({ chain = [] }) => {
      const links = chain.map((link) => `  1. ${code(link.name)} ${placeOf(data, link, blobs)}`);
      return [`- ${code(chain.map(({ name }) => name).join(' → '))}`, ...links].join('\n');
    });
  return folded('How requests get there', ways);
}

function minorSection(data: CiJson, { blobs }: CommentStyle): readonly string[] {
  const main = new Set(mainOnes(data));
  const minor = data.new.filter((finding) => !main.has(finding));
  const lines = minor.map((one) => `- ${placeOf(data, one, blobs)}: ${prose(one.message)} (${one.context})`);
  return folded(count(minor.length, 'smaller new finding'), lines);
}

function suggestionsSection(data: CiJson, style: CommentStyle): readonly string[] {
  if (!style.suggestions) return [];
  const mending = data.new.filter(({ suggestion }) => suggestion !== undefined).slice(0, MOST_SUGGESTIONS);
  const blocks = mending.map((finding) => {
    const { before = [], after = [], safety } = finding.suggestion ?? {};
    const diff = [...before.map((line) => `-${line}`), ...after.map((line) => `+${line}`)];
    const review = safety === 'review' ? ' (changes what the program does; read it first)' : '';
    return [`${placeOf(data, finding, style.blobs)}${review}:`, '', ...fenced(diff.map(visible), 'diff'), ''].join(
      '\n',
    );
  });
  return folded(count(blocks.length, 'suggestion'), blocks);
}

function mendedSection(data: CiJson): readonly string[] {
  // Their lines are those of the base, which the address of head doesn't show.
  const lines = data.mended.map((one) => `- ${placeOf(data, one, undefined)}: ${prose(one.message)} (${one.context})`);
  return folded(`${count(data.mended.length, 'finding')} mended`, lines);
}

function movedSection(data: CiJson, { blobs }: CommentStyle): readonly string[] {
  const lines = data.moved.map((one) => {
    return `- ${code(one.api)}: ${code(fromTop(data, one.from))} → ${placeOf(data, one, blobs)}`;
  });
  return folded(`${count(data.moved.length, 'finding')} moved`, lines);
}

function failuresSection(data: CiJson): readonly string[] {
  const lines = data.failures.map(({ path, message }) => `- ${code(fromTop(data, path))}: ${prose(message)}`);
  return folded(`${count(data.failures.length, 'file')} left out or not fully analysed`, lines);
}

function folded(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length - FOLDED;
  const rest = more > 0 ? [`- … and ${more.toLocaleString('en-US')} more`] : [];
  return ['<details>', `<summary>${title}</summary>`, '', ...items.slice(0, FOLDED), ...rest, '', '</details>'];
}

function footer({ tool, head, base }: CiJson): readonly string[] {
  const compared = base === null ? '' : ` compared with ${code(base.commit.slice(0, 10))} (${prose(base.ref)})`;
  return [`<sub>${prose(tool.name)} ${prose(tool.version)}, ${code(head.commit.slice(0, 10))}${compared}</sub>`];
}

/** Tabs stay; what could hide or reorder text is written out. */
function visible(line: string): string {
  return line.replace(
    /(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (mark) => `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
