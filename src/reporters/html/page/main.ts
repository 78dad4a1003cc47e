/** The script of the HTML report's page. */
import type { PageData } from '../page-data.ts';
import { el, fill } from './dom.ts';
import { DetailPane } from './detail.ts';
import { filesSection } from './files.ts';
import { FindingList } from './list.ts';
import { mapSection } from './map.ts';
import { EVERYTHING, Item, select, type Query } from './model.ts';
import { footer, header, overview } from './overview.ts';
import { printable } from './print.ts';
import { handleKeys } from './keys.ts';
import { Toolbar } from './toolbar.ts';

const data = JSON.parse(document.querySelector('#data')?.textContent ?? '') as PageData;
const items = data.findings.map((row) => new Item(data, row));

let query: Query = EVERYTHING;
let selection: readonly Item[] = items;

const detail = new DetailPane(() => list.focus());
const list = new FindingList((item, isOpened) => detail.show(item, isOpened));
const toolbar = new Toolbar(items, (changes) => ask(changes));

function ask(changes: Partial<Query>): void {
  query = { ...query, ...changes };
  selection = select(items, query);
  toolbar.update(query, selection.length, items.length);
  list.show(selection);
}

function goTo(place: string): void {
  ask({ ...EVERYTHING, sort: query.sort, place });
  toolbar.element.scrollIntoView({ block: 'start' });
}

const findings = el(
  'section',
  { class: 'findings', 'aria-labelledby': 'findings-title' },
  el('h2', { id: 'findings-title' }, 'Findings'),
  toolbar.element,
  el('div', { class: 'panes' }, list.element, detail.element),
);

fill(
  document.body,
  header(data),
  el('main', {}, overview(data), mapSection(data, goTo), filesSection(data, items, goTo), findings),
  footer(data),
);
ask({});
handleKeys({ toolbar, list, detail });
printable(() => selection);
