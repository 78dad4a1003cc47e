/** The page's keys; those of the list itself are its own. */
import type { DetailPane } from './detail.ts';
import type { FindingList } from './list.ts';
import type { Toolbar } from './toolbar.ts';

export interface Parts {
  readonly toolbar: Toolbar;
  readonly list: FindingList;
  readonly detail: DetailPane;
}

/** `/` searches, `j` and `k` go down and up, Escape closes the finding, or takes the filters away. */
export function handleKeys({ toolbar, list, detail }: Parts): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === 'Escape') {
      if (detail.isOpen) detail.close();
      else toolbar.clear();
      return;
    }
    if (isTyping) {
      if (event.key === 'ArrowDown' && event.target instanceof HTMLInputElement) list.focus();
      return;
    }
    if (event.key === '/') toolbar.focus();
    else if (event.key === 'j') list.move(1);
    else if (event.key === 'k') list.move(-1);
    else return;
    event.preventDefault();
  });
}
