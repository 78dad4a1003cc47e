/** The default format, for people at a terminal: worst first, the summary last. */
import type { Report, Reporter, ReportStyle } from '../contracts.ts';
import { findingLines } from './pretty/finding.ts';
import { canvas } from './pretty/paint.ts';
import { countsSection, failuresSection, filesSection, noticesSection } from './pretty/sections.ts';
import { summaryLines } from './pretty/summary.ts';
import { rank } from './ranking.ts';

/** The reporter of `--format pretty`. */
export const pretty: Reporter = {
  name: 'pretty',
  summary: 'for people at a terminal: worst first, with source lines and the way from the request',
  format(report: Report, style: ReportStyle): string {
    const on = canvas(style.color, style.width);
    const ranking = rank(report, style.top);
    const sections = [
      ...ranking.shown.map((finding) => findingLines(report, finding, style, on)),
      filesSection(report, style, on),
      noticesSection(report, style, on),
      failuresSection(report, style, on),
      countsSection(report, on),
      summaryLines(report, ranking, style, on),
    ];
    return sections
      .filter((lines) => lines.length > 0)
      .map((lines) => `${lines.join('\n')}\n`)
      .join('\n');
  },
};
