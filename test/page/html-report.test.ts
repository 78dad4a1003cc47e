/** The HTML report in a real browser: what is seen, found, reached by keyboard and printed, and that nothing breaks out. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Finding, Report, ReportStyle, Severity } from '../../src/contracts.ts';
import { html } from '../../src/reporters/html.ts';
import { HOSTILE } from '../reporters/checks/hostile.ts';
import { finding, plain, report } from '../reporters/made-report.ts';
import { describeInChromium, NARROW, WIDE } from './chromium.ts';

const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low'];

/** Findings in files of three folders, the first the worst. */
function findings(length: number): readonly Finding[] {
  return Array.from({ length }, (_, at) =>
    finding({
      rule: at % 4 === 3 ? 'json-pretty' : 'sync-io',
      severity: SEVERITIES[at % 3] ?? 'low',
      path: `src/${['orders', 'users', 'mail'][at % 3] ?? ''}/file-${at % 40}.js`,
      line: at + 1,
      endLine: at + 1,
      message: `message number ${at}`,
      score: length - at,
      codemod: 'async-fs',
    }),
  );
}

const TEXT = Array.from({ length: 30 }, (_, at) =>
  at === 13 ? "  const text = fs.readFileSync(path, 'utf8');" : `  // line ${at + 1}`,
).join('\n');
const at = TEXT.indexOf('fs.readFileSync');
const STYLE: ReportStyle = { ...plain, top: 0, project: 'orders', textOf: () => TEXT };
const fixed = finding({
  score: 1_000,
  codemod: 'fast-json',
  fix: { safety: 'safe', rewrite: { kind: 'edits', edits: [{ span: [at, at], text: 'await ' }] } },
});

function pageOf(made: Report, style: ReportStyle = STYLE): string {
  return html.format(made, style);
}

const BROKEN = { path: 'src/broken.js', stage: 'parse', message: 'line 1: oops' } as const;
const SMALL = pageOf(report([fixed, ...findings(100)], [BROKEN]), {
  ...STYLE,
  trend: [
    { name: 'march', grade: 'E', score: 9_000, findings: 300 },
    { name: 'april', grade: 'D', score: 7_000, findings: 250 },
  ],
});
// Every line of every file is that of a finding, so each has lines round it.
const LONG = Array.from({ length: 10_003 }, () => finding().excerpt).join('\n');
const LARGE = pageOf(report(findings(10_000)), { ...STYLE, textOf: () => LONG });

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

async function violationsIn(page: Page): Promise<readonly string[]> {
  // Past the page's own policy, which is right to refuse it.
  await page.evaluate(axe.source);
  const found = await page.evaluate<AxeResult>('axe.run()');
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.textContent(selector)) ?? '';
}

describeInChromium('the HTML report', (open) => {
  it.each([
    ['wide and light', WIDE, 'light'],
    ['wide and dark', WIDE, 'dark'],
    ['narrow and light', NARROW, 'light'],
    ['narrow and dark', NARROW, 'dark'],
  ] as const)('%s: fits, complains of nothing, and is accessible', async (_, viewport, colorScheme) => {
    const { page, complaints } = await open(SMALL, { viewport, colorScheme });
    expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBe(viewport.width);
    expect(await violationsIn(page)).toEqual([]);
    await page.click('#row-1');
    expect(await violationsIn(page)).toEqual([]);
    const ground = await page.evaluate<string>(`getComputedStyle(document.body).backgroundColor`);
    expect(ground).toBe(colorScheme === 'dark' ? 'rgb(19, 20, 23)' : 'rgb(247, 247, 245)');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows grade, figures, trend, the worst file, and what could not be analysed', async () => {
    const { page } = await open(SMALL);
    expect(await textOf(page, '.grade')).toContain('Grade D');
    expect(await textOf(page, '.figures')).toContain('101');
    expect(await page.locator('.trend circle').count()).toBe(3);
    expect(await textOf(page, '.trend')).toContain('9,000 points, grade E (march) to');
    expect(await textOf(page, '.files li')).toContain('src/templates.js');
    expect(await textOf(page, 'footer')).toContain('parse: src/broken.js: line 1: oops');
    await page.close();
  });

  it('shows a finding with its source, its way, its command and its diff', async () => {
    const { page } = await open(SMALL);
    expect(await textOf(page, '.detail mark')).toBe("fs.readFileSync(path, 'utf8')");
    expect(await page.locator('.source .line').count()).toBe(7);
    expect(await page.locator('.way .name').allTextContents()).toEqual(['GET /orders', 'loadOrder', 'fs.readFileSync']);
    expect(await textOf(page, '.command code')).toBe('perfmig apply --codemod fast-json');
    expect(await page.locator('.diff span').allTextContents()).toEqual([
      "-  const text = fs.readFileSync(path, 'utf8');",
      "+  const text = await fs.readFileSync(path, 'utf8');",
    ]);
    await page.close();
  });

  it('searches, filters and sorts', async () => {
    const { page } = await open(SMALL);
    const count = (): Promise<string> => textOf(page, '.count');
    expect(await count()).toBe('101 findings');
    await page.fill('input[type=search]', 'NUMBER file-9.js');
    expect(await count()).toBe('3 of 101 findings');
    await page.keyboard.press('Escape');
    await page.click('.toggle.medium');
    expect(await count()).toBe('33 of 101 findings');
    await page.click('.toggle.medium');
    await page.selectOption('select[aria-label=Rule]', 'json-pretty');
    expect(await count()).toBe('25 of 101 findings');
    await page.selectOption('select[aria-label=Order]', 'file');
    expect(await textOf(page, '#row-0 .place')).toContain('src/mail/');
    await page.fill('input[type=search]', 'nothing like it');
    expect(await page.isVisible('.empty')).toBe(true);
    expect(await page.isVisible('.detail')).toBe(false);
    await page.close();
  });

  it('leads from the map and from the worst files to their findings', async () => {
    const { page } = await open(SMALL);
    await page.click('.files li:nth-child(2) .path');
    const path = await textOf(page, '.files li:nth-child(2) .path');
    expect(await textOf(page, '.place-filter')).toBe(`${path} ×`);
    expect(await textOf(page, '#row-0 .place')).toContain(path);
    await page.click('.place-filter button');
    expect(await textOf(page, '.count')).toBe('101 findings');
    await page.click('.tile[title^="src/mail/:"]');
    expect(await textOf(page, '.tile .name')).toMatch(/^file-\d+\.js$/);
    await page.click('.crumb.show');
    expect(await textOf(page, '#row-0 .place')).toContain('src/mail/');
    await page.close();
  });

  it('is worked by keyboard alone', async () => {
    const { page } = await open(SMALL);
    const selected = (): Promise<string | null> => page.getAttribute('[aria-selected=true]', 'id');
    await page.keyboard.press('/');
    await page.keyboard.type('number');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('j');
    expect(await selected()).toBe('row-2');
    expect(await page.getAttribute('[role=listbox]', 'aria-activedescendant')).toBe('row-2');
    await page.keyboard.press('k');
    await page.keyboard.press('End');
    expect(await selected()).toBe('row-99');
    expect(await textOf(page, '.detail h3')).toBe('message number 99');
    await page.keyboard.press('Home');
    expect(await selected()).toBe('row-0');
    await page.close();
  });

  it('opens a finding over the narrow page, and goes back to the list', async () => {
    const { page } = await open(SMALL, { viewport: NARROW });
    expect(await page.isVisible('.detail')).toBe(false);
    await page.focus('[role=listbox]');
    await page.keyboard.press('Enter');
    expect(await page.isVisible('.detail')).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.isVisible('.detail')).toBe(false);
    expect(await page.evaluate(`document.activeElement?.getAttribute('role')`)).toBe('listbox');
    await page.close();
  });

  it('switches between light and dark', async () => {
    const { page } = await open(SMALL, { viewport: WIDE, colorScheme: 'dark' });
    const ground = (): Promise<string> => page.evaluate<string>(`getComputedStyle(document.body).backgroundColor`);
    await page.click('.theme');
    expect(await ground()).toBe('rgb(247, 247, 245)');
    await page.reload();
    expect(await textOf(page, '.theme')).toBe('Theme: light');
    await page.click('.theme');
    expect(await ground()).toBe('rgb(19, 20, 23)');
    await page.close();
  });

  it('prints the findings asked for, as a list, on white', async () => {
    const { page } = await open(SMALL, { viewport: WIDE, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.click('.grade');
    await page.evaluate(`window.dispatchEvent(new Event('beforeprint'))`);
    expect(await page.locator('.printed li').count()).toBe(101);
    expect(await page.isVisible('.printed li >> nth=100')).toBe(true);
    expect(await page.isVisible('.toolbar')).toBe(false);
    expect(await page.evaluate(`getComputedStyle(document.body).backgroundColor`)).toBe('rgb(255, 255, 255)');
    await page.evaluate(`window.dispatchEvent(new Event('afterprint'))`);
    expect(await page.locator('.printed').count()).toBe(0);
    await page.close();
  });

  it('has ten thousand findings in a small file, and only those in sight in the document', async () => {
    expect(Buffer.byteLength(LARGE)).toBeLessThan(3_000_000);
    const { page, complaints } = await open(LARGE);
    expect(await page.locator('.row').count()).toBeLessThan(60);
    expect(await page.locator('.source .line').count()).toBe(4);
    await page.focus('[role=listbox]');
    await page.keyboard.press('End');
    expect(await textOf(page, '#row-9999 .message')).toBe('message number 9999');
    expect(await page.locator('.row').count()).toBeLessThan(60);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('lets nothing from outside be more than text', async () => {
    const evil = HOSTILE.map(([, text], index) =>
      finding({
        ...{ path: `${text}/${text}.js`, message: text, rule: `r${index}`, api: text, scope: text, excerpt: text },
        ...{ column: 1, endColumn: 9, score: 100 - index, codemod: text },
        chain: [{ path: text, line: 1, name: text }],
      }),
    );
    const failures = HOSTILE.map(([, text]) => ({ path: text, stage: 'parse', message: text }) as const);
    const [, project = ''] = HOSTILE[0] ?? [];
    const { page, complaints } = await open(
      pageOf(report(evil, failures), { ...STYLE, textOf: () => undefined, project }),
    );
    expect(await page.title()).toContain('<script>globalThis.broken');
    for (let index = 0; index < HOSTILE.length; index++) {
      await page.focus('[role=listbox]');
      expect(
        await page.locator('.detail script, .detail img, .detail style, body [onerror], body [onfocus]').count(),
      ).toBe(0);
      await page.keyboard.press('ArrowDown');
    }
    await page.evaluate(`window.dispatchEvent(new Event('beforeprint'))`);
    expect(await page.evaluate('[document.scripts.length, document.images.length, globalThis.broken]')).toEqual([
      0,
      0,
      undefined,
    ]);
    expect(await page.evaluate(`document.body.innerText`)).not.toMatch(/(?!\n|\t)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
