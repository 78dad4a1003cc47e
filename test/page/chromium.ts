/** Opens reports in the Chromium of the machine. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';

const PROGRAM = '/usr/bin/chromium';
const MISSING = `needs ${PROGRAM} (apt-get install chromium)`;

/** The two widths reports are looked at in. */
export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 400, height: 860 };

/** A page, and what went wrong in it. */
export interface Opened {
  readonly page: Page;
  /** Errors, messages of the console, and requests for anything but the file itself. */
  readonly complaints: string[];
}

/** Opens the text of a page as a file, as people do who were sent one. */
export type Open = (html: string, options?: Parameters<Browser['newPage']>[0]) => Promise<Opened>;

/** A suite in a real browser. Where there is none it is left out; with CI=true it fails. */
export function describeInChromium(name: string, suite: (open: Open) => void): void {
  if (!existsSync(PROGRAM)) {
    it(name, (context) => {
      if (process.env['CI'] === 'true') throw new Error(MISSING);
      context.skip(MISSING);
    });
    return;
  }
  describe(name, () => {
    let browser: Browser;
    const folder = mkdtempSync(join(tmpdir(), 'perfmig-page-'));
    let pages = 0;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: PROGRAM, args: ['--no-sandbox'] });
    });
    afterAll(async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    });
    suite(async (html, options = { viewport: WIDE }) => {
      const file = join(folder, `report-${++pages}.html`);
      writeFileSync(file, html);
      const url = pathToFileURL(file).href;
      const page = await browser.newPage(options);
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('dialog', (dialog) => complaints.push(dialog.message()));
      page.on('request', (request) => {
        if (request.url() !== url && !request.url().startsWith('data:')) complaints.push(request.url());
      });
      await page.goto(url);
      return { page, complaints };
    });
  });
}
