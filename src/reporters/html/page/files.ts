/** The worst files. */
import { count, points } from '../../numbers.ts';
import type { PageData } from '../page-data.ts';
import { button, el } from './dom.ts';
import type { Item } from './model.ts';

const MOST_FILES = 10;

/** The section; `goTo` shows the findings of a file. */
export function filesSection(data: PageData, items: readonly Item[], goTo: (place: string) => void): HTMLElement {
  const counts = new Map<string, number>();
  for (const { file } of items) counts.set(file.path, (counts.get(file.path) ?? 0) + 1);
  const scored = data.files.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  const most = scored[0]?.score ?? 1;
  const rows = scored.slice(0, MOST_FILES).map(({ path, score }) => {
    const bar = el('span', { class: 'bar', 'aria-hidden': 'true' });
    bar.style.width = `${Math.max(1, (score / most) * 100).toFixed(1)}%`;
    return el(
      'li',
      {},
      el('span', { class: 'points' }, points(score)),
      button({ class: 'path' }, () => goTo(path), path),
      el('span', { class: 'note' }, count(counts.get(path) ?? 0, 'finding')),
      bar,
    );
  });
  const left = scored.length - rows.length;
  return el(
    'section',
    { class: 'files', 'aria-labelledby': 'files-title' },
    el('h2', { id: 'files-title' }, 'Worst files'),
    rows.length === 0 ? el('p', { class: 'note' }, 'No file has points.') : el('ol', {}, ...rows),
    left > 0 && el('p', { class: 'note' }, `and ${count(left, 'more file')} with points`),
  );
}
