/** On paper there is no scrolling: the findings asked for, one after the other. */
import { count, points } from '../../numbers.ts';
import { el } from './dom.ts';
import type { Item } from './model.ts';

/** More would be a book. */
const MOST_PRINTED = 300;

/** Adds the printed list for as long as the page is printed. */
export function printable(selection: () => readonly Item[]): void {
  let printed: HTMLElement | undefined;
  window.addEventListener('beforeprint', () => {
    printed?.remove();
    printed = printedList(selection());
    document.querySelector('.findings')?.append(printed);
  });
  window.addEventListener('afterprint', () => printed?.remove());
}

function printedList(items: readonly Item[]): HTMLElement {
  const rows = items
    .slice(0, MOST_PRINTED)
    .map(({ severity, message, place, when, score, chain, command }) =>
      el(
        'li',
        {},
        el('strong', {}, `${severity}  ${message}`),
        el('span', {}, `${place}, ${when}, ${points(score)} points`),
        chain.length > 0 && el('span', {}, chain.map(({ name }) => name).join(' → ')),
        command !== '' && el('code', {}, command),
      ),
    );
  const left = items.length - rows.length;
  return el(
    'div',
    { class: 'printed' },
    el('ol', {}, ...rows),
    left > 0 && el('p', {}, `and ${count(left, 'more finding')}, in the page itself`),
  );
}
