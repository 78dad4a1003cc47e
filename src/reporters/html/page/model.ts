/** The findings as the page works with them, and what of them is shown. */
import type { Context, Severity } from '../../../contracts.ts';
import type { PageData, PageFile, PageFinding } from '../page-data.ts';

/** One step of the way to a finding. */
export interface Step {
  readonly name: string;
  readonly path: string;
  readonly line: number;
}

/** One finding, its texts looked up when they are asked for. */
export class Item {
  readonly #data: PageData;
  readonly #row: PageFinding;
  #haystack: string | undefined;

  constructor(data: PageData, row: PageFinding) {
    this.#data = data;
    this.#row = row;
  }

  get file(): PageFile {
    return this.#data.files[this.#row[0]] ?? { path: '', score: 0, lines: 0, source: [] };
  }

  get rule(): string {
    return this.#text(this.#row[1]);
  }

  get severity(): Severity {
    return this.#row[2];
  }

  get line(): number {
    return this.#row[3];
  }

  get column(): number {
    return this.#row[4];
  }

  get endLine(): number {
    return this.#row[5];
  }

  get endColumn(): number {
    return this.#row[6];
  }

  get message(): string {
    return this.#text(this.#row[7]);
  }

  get context(): Context {
    return this.#row[8];
  }

  get when(): string {
    return this.#text(this.#row[9]);
  }

  get score(): number {
    return this.#row[10];
  }

  get chain(): readonly Step[] {
    const links = this.#row[11].map((link) => this.#data.links[link] ?? [0, 0, 0]);
    return links.map(([name, path, line]) => ({ name: this.#text(name), path: this.#text(path), line }));
  }

  get scope(): string {
    return this.#text(this.#row[12]);
  }

  get product(): string {
    return this.#text(this.#row[13]);
  }

  get command(): string {
    return this.#text(this.#row[14]);
  }

  get diff(): string {
    return this.#text(this.#row[15]);
  }

  get place(): string {
    return `${this.file.path}:${this.line}:${this.column}`;
  }

  /** What a search looks in: what is read in the list, and the names on the way. */
  get haystack(): string {
    const names = (): string => this.chain.map(({ name }) => name).join(' ');
    return (this.#haystack ??= `${this.message} ${this.place} ${this.rule} ${this.when} ${names()}`.toLowerCase());
  }

  #text(index: number): string {
    return this.#data.texts[index] ?? '';
  }
}

export type Sort = 'points' | 'file' | 'rule';

/** What is asked for; empty asks for all. */
export interface Query {
  readonly words: string;
  readonly severities: ReadonlySet<Severity>;
  readonly rule: string;
  readonly context: string;
  /** A file, or a folder with a `/` at its end. */
  readonly place: string;
  readonly sort: Sort;
}

export const EVERYTHING: Query = {
  ...{ words: '', rule: '', context: '', place: '', sort: 'points' },
  severities: new Set(),
};

/** The items that fit, in the order asked for. They come the worst first. */
export function select(items: readonly Item[], query: Query): readonly Item[] {
  const words = query.words.toLowerCase().split(/\s+/).filter(Boolean);
  const { severities, rule, context, place } = query;
  const fitting = items.filter(
    (item) =>
      (severities.size === 0 || severities.has(item.severity)) &&
      (rule === '' || item.rule === rule) &&
      (context === '' || item.context === context) &&
      isAt(item.file.path, place) &&
      words.every((word) => item.haystack.includes(word)),
  );
  if (query.sort === 'points') return fitting;
  const keyOf = (item: Item): string => (query.sort === 'file' ? item.file.path : item.rule);
  const keys = new Map(fitting.map((item) => [item, keyOf(item)]));
  const order = (a: Item, b: Item): number => compare(keys.get(a) ?? '', keys.get(b) ?? '');
  return fitting.sort((a, b) => order(a, b) || (query.sort === 'file' ? a.line - b.line : 0));
}

function isAt(path: string, place: string): boolean {
  return place === '' || path === place || (place.endsWith('/') && path.startsWith(place));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
