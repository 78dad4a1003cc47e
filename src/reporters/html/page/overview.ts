/** The head of the page: whose report it is, the grade, the figures, how things went until now. */
import { count, points } from '../../numbers.ts';
import type { PageData } from '../page-data.ts';
import { el, svg } from './dom.ts';
import { themeSwitch } from './theme.ts';

/** The line at the top. */
export function header({ project, tool }: PageData): HTMLElement {
  return el(
    'header',
    { class: 'top' },
    el('div', {}, el('p', { class: 'tool' }, tool), el('h1', {}, project)),
    themeSwitch(),
  );
}

/** Grade, figures, trend. */
export function overview(data: PageData): HTMLElement {
  const { grade, score, requestScore, findings, worth, files, isPartial } = data.summary;
  return el(
    'section',
    { class: 'overview', 'aria-label': 'Overview' },
    el(
      'div',
      { class: `grade grade-${grade}` },
      el('span', { class: 'letter', 'aria-hidden': 'true' }, grade),
      el('p', {}, el('strong', {}, `Grade ${grade}`), isPartial ? ' with all that is known' : ' for request code'),
    ),
    el(
      'dl',
      { class: 'figures' },
      figure(
        'Points',
        points(score),
        'One point is about 10 µs of a blocked event loop, weighted by when the code runs',
      ),
      figure('In request code', points(requestScore), 'What the grade depends on'),
      figure('Findings', findings.toLocaleString('en-US'), isPartial ? 'New ones only' : `in ${count(files, 'file')}`),
      figure("Worth a day's work", worth.toLocaleString('en-US'), 'Requests wait for these long or often'),
    ),
    trend(data),
  );
}

function figure(name: string, value: string, note: string): HTMLElement {
  return el('div', {}, el('dt', {}, name), el('dd', { class: 'value' }, value), el('dd', { class: 'note' }, note));
}

const [WIDTH, HEIGHT, EDGE] = [260, 64, 8];

function trend({ trend: reports }: PageData): HTMLElement {
  const [first, last] = [reports[0], reports.at(-1)];
  if (!first || !last || reports.length < 2) {
    const words = 'No earlier report to compare with: perfmig report --trend takes them.';
    return el('div', { class: 'trend' }, el('h2', {}, 'Trend'), el('p', { class: 'note' }, words));
  }
  const most = Math.max(...reports.map(({ score }) => score), 1);
  const places = reports.map(({ score }, at) => {
    const x = EDGE + (at / (reports.length - 1)) * (WIDTH - 2 * EDGE);
    return { x, y: HEIGHT - EDGE - (score / most) * (HEIGHT - 2 * EDGE) };
  });
  const line = places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const words = `${points(first.score)} points, grade ${first.grade} (${first.name}) to ${points(last.score)}, grade ${last.grade}`;
  return el(
    'div',
    { class: 'trend' },
    el('h2', {}, 'Trend'),
    svg(
      'svg',
      {
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        role: 'img',
        'aria-label': `Points over ${reports.length} reports: ${words}`,
      },
      svg('polyline', { points: line, class: 'line' }),
      ...places.map(({ x, y }, at) => {
        const { name, score, grade } = reports[at] ?? last;
        const title = svg('title', {}, `${name}: ${points(score)} points, grade ${grade}`);
        return svg('circle', { cx: x, cy: y, r: at === reports.length - 1 ? 4 : 2.5, class: 'dot' }, title);
      }),
    ),
    el('p', { class: 'note' }, words),
  );
}

/** What is not in the report, and what could not be analysed. */
export function footer({ leftOut, failures, tool }: PageData): HTMLElement {
  return el(
    'footer',
    {},
    ...leftOut.map((line) => el('p', {}, line)),
    failures.length > 0 &&
      el(
        'details',
        {},
        el('summary', {}, `${count(failures.length, 'file')} left out or not fully analysed`),
        el('ul', {}, ...failures.map((line) => el('li', {}, line))),
      ),
    el(
      'p',
      { class: 'note' },
      `Made by ${tool}. This page is one file: it opens offline and asks nothing of any server.`,
    ),
  );
}
