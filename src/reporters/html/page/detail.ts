/** All about one finding: its source, the way to it, what mends it. */
import { points } from '../../numbers.ts';
import { button, el, fill } from './dom.ts';
import type { Item, Step } from './model.ts';
import { sourceBlock } from './source.ts';

/** The pane beside the list; on narrow pages it covers the page once a finding is opened. */
export class DetailPane {
  readonly element: HTMLElement;
  readonly #back: () => void;

  /** @param back where the keyboard goes when the pane is closed */
  constructor(back: () => void) {
    this.#back = back;
    this.element = el('article', { class: 'detail', 'aria-label': 'The finding that is selected', tabindex: 0 });
  }

  show(item: Item | undefined, isOpened: boolean): void {
    fill(this.element, ...(item ? this.#content(item) : []));
    this.element.hidden = item === undefined;
    this.element.scrollTop = 0;
    this.element.classList.toggle('open', isOpened);
    if (isOpened && getComputedStyle(this.element).position === 'fixed') this.element.focus();
  }

  /** Whether it covers the page. */
  get isOpen(): boolean {
    return this.element.classList.contains('open') && getComputedStyle(this.element).position === 'fixed';
  }

  close(): void {
    this.element.classList.remove('open');
    this.#back();
  }

  #content(item: Item): readonly HTMLElement[] {
    const { severity, message, rule, when, score, scope, place, product } = item;
    return [
      button({ class: 'close' }, () => this.close(), 'Back to the list'),
      el('h3', {}, message),
      el(
        'p',
        { class: 'facts' },
        el('span', { class: `severity ${severity}` }, severity),
        ...[rule, when, `${points(score)} points`].map((words) => el('span', {}, words)),
      ),
      el('p', { class: 'place' }, scope === '' ? place : `${place}, in ${scope}`),
      sourceBlock(item),
      ...way(item.chain),
      ...mend(item),
      el('h4', {}, 'How the points came about'),
      el('p', { class: 'product' }, product),
      el('p', { class: 'note' }, 'More on the rule: ', el('code', {}, `perfmig explain ${rule}`)),
    ];
  }
}

/** The call path as a graph from top to bottom. */
function way(chain: readonly Step[]): readonly HTMLElement[] {
  if (chain.length === 0) return [];
  const steps = chain.map(({ name, path, line }) =>
    el('li', {}, el('span', { class: 'name' }, name), el('span', { class: 'place' }, `${path}:${line}`)),
  );
  return [el('h4', {}, 'How it is reached'), el('ol', { class: 'way' }, ...steps)];
}

function mend({ command, diff }: Item): readonly HTMLElement[] {
  if (command === '') return [];
  const copy = button({ class: 'copy' }, () => void copied(command, copy), 'Copy');
  return [
    el('h4', {}, 'How to mend it'),
    el('div', { class: 'command' }, el('code', {}, command), copy),
    ...(diff === ''
      ? [el('p', { class: 'note' }, 'perfmig plan with the same options shows what it would change.')]
      : [diffBlock(diff)]),
  ];
}

async function copied(text: string, copy: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    fill(copy, 'Copied');
  } catch {
    // Not every browser lets a page from a file.
    fill(copy, 'Select and copy it');
  }
}

function diffBlock(diff: string): HTMLElement {
  const lines = diff.split('\n').map((line) => el('span', { class: line.startsWith('+') ? 'added' : 'removed' }, line));
  return el('pre', { class: 'diff', tabindex: 0, 'aria-label': 'What it changes here' }, ...lines);
}
