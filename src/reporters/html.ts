/** The format for a browser: one page that opens offline and asks nothing of any server. */
import { createHash } from 'node:crypto';
import type { Report, Reporter, ReportStyle } from '../contracts.ts';
import { escapeControl, escapeInJson } from './escape.ts';
import { pageAssets } from './html/assets.ts';
import { pageData } from './html/data.ts';

/** The reporter of `--format html`. */
export const html: Reporter = {
  name: 'html',
  summary: 'for a browser: one page that opens offline',
  wantsSources: true,
  format(report: Report, style: ReportStyle): string {
    const { script, styles } = pageAssets();
    const data = pageData(report, style);
    const policy = [
      "default-src 'none'",
      `script-src ${hashOf(script)}`,
      `style-src ${hashOf(styles)}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; ');
    return [
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      '<meta name="referrer" content="no-referrer">',
      `<title>${escapeHtml(`${data.project}: grade ${data.summary.grade} - perfmig`)}</title>`,
      '<link rel="icon" href="data:,">',
      `<style>${styles}</style>`,
      '</head>',
      '<body>',
      `<noscript><p>${escapeHtml(data.project)}: grade ${data.summary.grade}. This page needs its script to show more; it asks nothing of any server.</p></noscript>`,
      `<script type="application/json" id="data">${dataText(data)}</script>`,
      `<script>${script}</script>`,
      '</body>',
      '</html>',
      '',
    ].join('\n');
  },
};

/** JSON that ends no script element and begins no comment in one. */
function dataText(data: object): string {
  return escapeInJson(JSON.stringify(data)).replaceAll('<', '\\u003c');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function escapeHtml(text: string): string {
  return escapeControl(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
