/** Search, filters and order. */
import type { Context, Severity } from '../../../contracts.ts';
import { count } from '../../numbers.ts';
import { button, el, fill } from './dom.ts';
import type { Item, Query, Sort } from './model.ts';

const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low'];
const SORTS: readonly (readonly [Sort, string])[] = [
  ['points', 'points'],
  ['file', 'file'],
  ['rule', 'rule'],
];

/** The line above the list. */
export class Toolbar {
  readonly element: HTMLElement;
  readonly #search: HTMLInputElement;
  readonly #severities: ReadonlyMap<Severity, HTMLButtonElement>;
  readonly #rule: HTMLSelectElement;
  readonly #context: HTMLSelectElement;
  readonly #sort: HTMLSelectElement;
  readonly #place = el('span', { class: 'place-filter' });
  readonly #count = el('p', { class: 'count', role: 'status' });
  readonly #ask: (changes: Partial<Query>) => void;
  #chosen: ReadonlySet<Severity> = new Set();

  constructor(items: readonly Item[], ask: (changes: Partial<Query>) => void) {
    this.#ask = ask;
    this.#search = el('input', { type: 'search', placeholder: 'Search  /', 'aria-label': 'Search findings' });
    this.#search.addEventListener('input', () => ask({ words: this.#search.value }));
    this.#severities = new Map(SEVERITIES.map((severity) => [severity, this.#toggle(severity)]));
    const rules = [...new Set(items.map(({ rule }) => rule))].sort();
    const contexts = [...new Set(items.map(({ context }): Context => context))].sort();
    const all = (noun: string, values: readonly string[]) => [['', `all ${noun}`], ...values.map((one) => [one, one])];
    this.#rule = choice('Rule', all('rules', rules), (rule) => ask({ rule }));
    this.#context = choice('Context', all('contexts', contexts), (context) => ask({ context }));
    this.#sort = choice(
      'Order',
      SORTS.map(([value, words]) => [value, `by ${words}`]),
      (value) => ask({ sort: SORTS.find(([sort]) => sort === value)?.[0] ?? 'points' }),
    );
    this.element = el(
      'div',
      { class: 'toolbar', role: 'search' },
      this.#search,
      el('div', { class: 'toggles', role: 'group', 'aria-label': 'Severity' }, ...this.#severities.values()),
      ...[this.#rule, this.#context, this.#sort, this.#place, this.#count],
    );
  }

  /** Shows what is asked for now, and how much of it there is. */
  update(query: Query, found: number, all: number): void {
    if (this.#search.value !== query.words) this.#search.value = query.words;
    this.#chosen = query.severities;
    for (const [severity, toggle] of this.#severities)
      toggle.setAttribute('aria-pressed', String(query.severities.has(severity)));
    [this.#rule.value, this.#context.value, this.#sort.value] = [query.rule, query.context, query.sort];
    const { place } = query;
    const label = `Show findings of all files again, not of ${place} alone`;
    const back =
      place === '' ? undefined : button({ 'aria-label': label }, () => this.#ask({ place: '' }), `${place} ×`);
    fill(this.#place, back);
    fill(
      this.#count,
      found === all ? count(all, 'finding') : `${found.toLocaleString('en-US')} of ${count(all, 'finding')}`,
    );
  }

  focus(): void {
    this.#search.focus();
    this.#search.select();
  }

  /** Takes all filters away. */
  clear(): void {
    this.#ask({ words: '', severities: new Set(), rule: '', context: '', place: '' });
  }

  #toggle(severity: Severity): HTMLButtonElement {
    return button(
      { class: `toggle ${severity}`, 'aria-pressed': 'false' },
      () => {
        const severities = new Set(this.#chosen);
        if (!severities.delete(severity)) severities.add(severity);
        this.#ask({ severities });
      },
      severity,
    );
  }
}

function choice(
  label: string,
  options: readonly (readonly string[])[],
  onChange: (value: string) => void,
): HTMLSelectElement {
  const made = el(
    'select',
    { 'aria-label': label },
    ...options.map(([value = '', words = '']) => el('option', { value }, words)),
  );
  made.addEventListener('change', () => onChange(made.value));
  return made;
}
