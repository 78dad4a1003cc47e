/** Which names of a file lead to a finding, as far as mentions tell. */
import type { Span } from '../contracts.ts';
import { WHOLE, wordsIn, type Unit } from './outline.ts';

/** A listener is given an event: `orders.on('paid', …)`. */
const LISTENS = /\.\s*(?:on|once|addListener|prependListener)\s*\(\s*(['"`])([^'"`\n]{1,80})\1/g;

/**
 * Grows from the places of findings: a unit that mentions a name that leads to
 * one leads there itself, and so do the names it defines. Mentions are words of
 * the text, so more may be said to lead there than does, but for what is handed
 * around without any name.
 */
export class Leads {
  readonly #text: string;
  readonly #units: readonly Unit[];
  readonly #words: (ReadonlySet<string> | undefined)[] = [];
  readonly #leading = new Set<Unit>();
  readonly #names = new Set<string>();
  readonly #exports = new Set<string>();

  constructor(text: string, units: readonly Unit[]) {
    this.#text = text;
    this.#units = units;
  }

  /** The names by which importers get there; `WHOLE` among them where they need none. */
  get exports(): ReadonlySet<string> {
    return this.#exports;
  }

  /** Events whose listeners lead there. */
  get events(): readonly string[] {
    const texts = [...this.#leading].map(({ span }) => this.#text.slice(...span));
    return texts.flatMap((text) => [...text.matchAll(LISTENS)].flatMap(([, , event]) => event ?? []));
  }

  /** Findings stand at these places. */
  addPlaces(places: readonly Span[]): void {
    this.#lead(this.#units.filter(({ span: [start, end] }) => places.some(([from, to]) => start <= from && to <= end)));
  }

  /** These names of other files lead there. */
  addNames(names: readonly string[]): void {
    const fresh = names.filter((name) => !this.#names.has(name));
    for (const name of fresh) this.#names.add(name);
    this.#spread(fresh);
  }

  /** Whatever comes from this module leads there. Its specifier may be built: then only its beginning is known, and if that is nowhere, all may lead there. */
  addSource(specifier: string): void {
    const [start = ''] = specifier.split('*');
    const importing = this.#units.filter(({ source }) => source === specifier);
    const naming = this.#unitsWith(start);
    const found = [...importing, ...naming];
    this.#lead(found.length > 0 ? found : this.#units);
  }

  /** Whatever emits this event leads there. */
  addEvent(event: string): void {
    for (const match of this.#text.matchAll(emitting(event))) this.#lead(this.#unitsAt(match.index));
  }

  #unitsWith(part: string): readonly Unit[] {
    const found: Unit[] = [];
    for (let at = this.#text.indexOf(part); at !== -1; at = this.#text.indexOf(part, at + part.length + 1)) {
      found.push(...this.#unitsAt(at));
    }
    return found;
  }

  #unitsAt(offset: number): readonly Unit[] {
    return this.#units.filter(({ span: [start, end] }) => start <= offset && offset < end);
  }

  /** All that is exported leads there under the names it has elsewhere. */
  passOn(names: Iterable<string>): void {
    for (const name of names) this.#exports.add(name);
  }

  /** Whether a part of the file mentions a name that leads there. */
  isMentionedIn(span: Span): boolean {
    if (this.#names.size === 0) return false;
    for (const word of wordsIn(this.#text.slice(...span))) if (this.#names.has(word)) return true;
    return false;
  }

  #lead(units: readonly Unit[]): void {
    const fresh: string[] = [];
    for (const unit of units) {
      if (this.#leading.has(unit)) continue;
      this.#leading.add(unit);
      for (const name of unit.exports) this.#exports.add(name);
      for (const name of unit.defines) {
        if (!this.#names.has(name)) fresh.push(name);
        this.#names.add(name);
      }
    }
    this.#spread(fresh);
  }

  #spread(fresh: readonly string[]): void {
    if (fresh.length === 0) return;
    this.#lead(this.#units.filter((unit, i) => !this.#leading.has(unit) && this.#mentions(i, unit, fresh)));
  }

  #mentions(index: number, { span }: Unit, names: readonly string[]): boolean {
    const words = (this.#words[index] ??= wordsIn(this.#text.slice(...span)));
    return names.some((name) => words.has(name));
  }
}

/** Which of the names that lead from a module to a finding a text mentions; all of them where none is needed. */
export function namesMentioned(text: string, exports: ReadonlySet<string>): readonly string[] {
  if (exports.size <= FEW) return [...exports].filter((name) => name !== WHOLE && hasWord(text, name));
  const words = wordsIn(text);
  return [...exports].filter(
    (name) => name !== WHOLE && (words.has(name) || (!PLAIN.test(name) && hasWord(text, name))),
  );
}

/** So many names are looked for one by one; of a barrel's hundreds the text is split into words once. */
const FEW = 6;

/** A name that `wordsIn` finds. */
const PLAIN = /^[A-Za-z_$][\w$]*$/;

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!isPartOfWord(text[at - 1]) && !isPartOfWord(text[at + word.length])) return true;
  }
  return false;
}

function isPartOfWord(character: string | undefined): boolean {
  return character !== undefined && /[\w$]/.test(character);
}

/** Matches where an event is emitted. */
export function emitting(event: string): RegExp {
  return new RegExp(`\\.emit\\(\\s*(['"\`])${event.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\1`, 'g');
}
