/** The list of findings. Only the rows in sight are in the document, so ten thousand are no slower than a hundred. */
import { points } from '../../numbers.ts';
import { el, fill } from './dom.ts';
import type { Item } from './model.ts';

/** Pixels; styles.css has the same. */
const ROW_HEIGHT = 56;
/** Rows above and below those in sight. */
const SPARE_ROWS = 6;

/** Told of the finding that is looked at; opened ones are to be shown where there is room for one pane only. */
export type OnSelect = (item: Item | undefined, isOpened: boolean) => void;

/** A list box whose rows are made as they come into sight. */
export class FindingList {
  readonly element: HTMLElement;
  readonly #box: HTMLElement;
  readonly #canvas: HTMLElement;
  readonly #empty: HTMLElement;
  readonly #onSelect: OnSelect;
  #items: readonly Item[] = [];
  #current = 0;

  constructor(onSelect: OnSelect) {
    this.#onSelect = onSelect;
    this.#canvas = el('div', { class: 'canvas', role: 'presentation' });
    this.#box = el('div', { class: 'box', role: 'listbox', 'aria-label': 'Findings', tabindex: 0 }, this.#canvas);
    this.#empty = el('p', { class: 'empty', hidden: true }, 'Nothing fits. Escape takes all filters away.');
    this.element = el('div', { class: 'list' }, this.#box, this.#empty);
    this.#box.addEventListener('scroll', () => this.#draw(), { passive: true });
    this.#box.addEventListener('keydown', (event) => this.#onKey(event));
    this.#box.addEventListener('click', (event) => this.#onClick(event));
    new ResizeObserver(() => this.#draw()).observe(this.#box);
  }

  /** Shows these, from the first on. */
  show(items: readonly Item[]): void {
    this.#items = items;
    this.#current = 0;
    this.#box.hidden = items.length === 0;
    this.#empty.hidden = items.length > 0;
    this.#canvas.style.height = `${items.length * ROW_HEIGHT}px`;
    this.#box.scrollTop = 0;
    this.#draw();
    this.#onSelect(items[0], false);
  }

  focus(): void {
    this.#box.focus();
  }

  /** Goes some rows down, or up. */
  move(by: number): void {
    this.#go(this.#current + by);
  }

  #go(to: number, isOpened = false): void {
    this.#current = Math.max(0, Math.min(this.#items.length - 1, to));
    const top = this.#current * ROW_HEIGHT;
    const { scrollTop, clientHeight } = this.#box;
    if (top < scrollTop) this.#box.scrollTop = top;
    else if (top + ROW_HEIGHT > scrollTop + clientHeight) this.#box.scrollTop = top + ROW_HEIGHT - clientHeight;
    this.#draw();
    this.#onSelect(this.#items[this.#current], isOpened);
  }

  #onKey(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.#box.clientHeight / ROW_HEIGHT) - 1);
    const steps: Readonly<Record<string, number>> = {
      ...{ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity, Enter: 0, ' ': 0 },
    };
    const by = steps[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#go(this.#current + by, by === 0);
  }

  #onClick({ target }: MouseEvent): void {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null;
    if (row) this.#go(Number(row.dataset['at']), true);
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.#box;
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - SPARE_ROWS);
    const last = Math.min(this.#items.length, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + SPARE_ROWS);
    const rows = this.#items.slice(first, last).map((item, at) => this.#row(item, first + at));
    fill(this.#canvas, ...rows);
    const isInSight = first <= this.#current && this.#current < last;
    if (isInSight) this.#box.setAttribute('aria-activedescendant', `row-${this.#current}`);
    else this.#box.removeAttribute('aria-activedescendant');
  }

  #row(item: Item, at: number): HTMLElement {
    const row = el(
      'div',
      {
        ...{ class: `row ${item.severity}`, role: 'option', id: `row-${at}`, 'data-at': at },
        ...{ 'aria-selected': String(at === this.#current) },
        ...{ 'aria-posinset': at + 1, 'aria-setsize': this.#items.length },
      },
      el('span', { class: 'severity' }, item.severity),
      el('span', { class: 'message' }, item.message),
      el('span', { class: 'score' }, points(item.score)),
      el('span', { class: 'place' }, item.place),
      el('span', { class: 'when' }, item.when),
    );
    row.style.top = `${at * ROW_HEIGHT}px`;
    return row;
  }
}
