/** The treemap: folders and files, as large as their points, coloured by the worst finding inside. */
import type { Severity } from '../../../contracts.ts';
import { points } from '../../numbers.ts';
import type { PageData } from '../page-data.ts';
import { button, el, fill } from './dom.ts';
import { squarify } from './squarify.ts';

/** More than these at once can't be told apart. */
const MOST_TILES = 36;
/** As long as there are fewer, the largest folder is shown as what lies in it. */
const ENOUGH_TILES = 12;
/** The part of all points that a folder holds at least to be opened so. */
const WORTH_OPENING = 0.1;
/** Parts of the map's height and width that have room for a name alone, and for none. */
const [SMALL, TINY, NARROW] = [0.2, 0.09, 0.03];

const RANKS: readonly Severity[] = ['low', 'medium', 'high'];

interface Place {
  /** With a `/` at its end where it is a folder. */
  readonly path: string;
  readonly name: string;
  readonly score: number;
  readonly severity: Severity;
}

interface Weighed {
  readonly path: string;
  readonly score: number;
  readonly severity: Severity;
}

/** The section; `goTo` shows the findings of a place. */
export function mapSection(data: PageData, goTo: (place: string) => void): HTMLElement {
  const files = weighed(data);
  const crumbs = el('nav', { class: 'crumbs', 'aria-label': 'Folder' });
  const map = el('div', { class: 'map' });
  const open = (folder: string): void => {
    fill(crumbs, ...crumbsOf(folder, open, goTo));
    draw(map, opened(files, folder), (place) => (place.endsWith('/') ? open(place) : goTo(place)));
  };
  open('');
  return el(
    'section',
    { class: 'where', 'aria-labelledby': 'map-title' },
    el('div', { class: 'section-head' }, el('h2', { id: 'map-title' }, 'Where the points are'), crumbs),
    files.length === 0 ? el('p', { class: 'note' }, 'No file has points.') : map,
    el('p', { class: 'legend' }, 'Worst finding inside: ', ...[...RANKS].reverse().map(legend)),
  );
}

function legend(severity: Severity): HTMLElement {
  return el('span', { class: `key ${severity}` }, severity);
}

function weighed({ files, findings }: PageData): readonly Weighed[] {
  const worst = new Map<number, number>();
  for (const [file, , severity] of findings) worst.set(file, Math.max(worst.get(file) ?? 0, RANKS.indexOf(severity)));
  return files
    .map(({ path, score }, index) => ({ path, score, severity: RANKS[worst.get(index) ?? 0] ?? 'low' }))
    .filter(({ score }) => score > 0);
}

/** What lies in a folder, with large folders inside it opened until there is enough to see. */
function opened(files: readonly Weighed[], folder: string): readonly Place[] {
  let places = placesIn(files, folder);
  const total = places.reduce((sum, { score }) => sum + score, 0);
  while (places.length < ENOUGH_TILES) {
    const largest = places.find(({ path }) => path.endsWith('/'));
    if (largest === undefined || largest.score < total * WORTH_OPENING) break;
    const inside = placesIn(files, largest.path);
    places = [...places.filter((place) => place !== largest), ...inside].sort((a, b) => b.score - a.score);
  }
  return places.map((place) => ({ ...place, name: place.path.slice(folder.length) }));
}

/** What lies in a folder, the largest first; folders that hold one folder alone are passed over. */
function placesIn(files: readonly Weighed[], folder: string): readonly Place[] {
  const groups = new Map<string, Weighed[]>();
  for (const file of files) {
    if (!file.path.startsWith(folder)) continue;
    const path = folder + (/^[^/]*\/?/.exec(file.path.slice(folder.length))?.[0] ?? '');
    groups.set(path, [...(groups.get(path) ?? []), file]);
  }
  const [only, more] = [...groups.keys()];
  if (only?.endsWith('/') === true && more === undefined) return placesIn(files, only);
  const places = [...groups].map(([path, own]) => ({
    ...{ path, name: path.slice(folder.length) },
    score: own.reduce((sum, { score }) => sum + score, 0),
    severity: RANKS[Math.max(...own.map(({ severity }) => RANKS.indexOf(severity)))] ?? 'low',
  }));
  return places.sort((a, b) => b.score - a.score);
}

function draw(map: HTMLElement, places: readonly Place[], open: (place: string) => void): void {
  const tiles = places.slice(0, MOST_TILES);
  const others = places.slice(MOST_TILES);
  const rest = others.reduce((sum, { score }) => sum + score, 0);
  const weights = [...tiles.map(({ score }) => score), ...(rest > 0 ? [rest] : [])];
  const aspect = window.innerWidth < 700 ? 1.1 : 4;
  const rectangles = squarify(weights, aspect);
  const made = tiles.map(({ path, name, score, severity }) =>
    button(
      { class: `tile ${severity}`, title: `${path}: ${points(score)} points` },
      () => open(path),
      el('span', { class: 'name' }, name),
      el('span', { class: 'points' }, points(score)),
    ),
  );
  const all = rest > 0 ? [...made, el('div', { class: 'tile rest' }, `${others.length} more`)] : made;
  for (const [at, tile] of all.entries()) {
    const { left = 0, top = 0, width = 0, height = 0 } = rectangles[at] ?? {};
    Object.assign(tile.style, {
      left: percent(left),
      top: percent(top),
      width: percent(width),
      height: percent(height),
    });
    tile.classList.toggle('small', height < SMALL);
    tile.classList.toggle('tiny', height < TINY || width < NARROW);
  }
  fill(map, ...all);
}

function percent(part: number): string {
  return `${(part * 100).toFixed(3)}%`;
}

function crumbsOf(
  folder: string,
  open: (folder: string) => void,
  goTo: (place: string) => void,
): readonly (HTMLElement | string)[] {
  const names = folder.split('/').filter(Boolean);
  const way = names.map((name, at) => {
    const path = `${names.slice(0, at + 1).join('/')}/`;
    return button({ class: 'crumb' }, () => open(path), name);
  });
  const all = button({ class: 'crumb' }, () => open(''), 'all folders');
  const show = button({ class: 'crumb show' }, () => goTo(folder), 'show its findings');
  return [all, ...way.flatMap((one) => [' / ', one]), ...(folder === '' ? [] : [show])];
}
