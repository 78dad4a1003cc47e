/** What a fix changes, as lines of a diff. */
import type { Finding, ReportSources } from '../../contracts.ts';
import { linesOf, replacementOf } from '../source-text.ts';

/** Lines that begin with `-` and `+`; undefined where there is no fix, or the file is not at hand as it was. */
export function diffOf(finding: Finding, sources: ReportSources): string | undefined {
  const replacement = replacementOf(finding, sources);
  const lines = linesOf(finding, sources);
  if (replacement === undefined || lines === undefined) return undefined;
  const { region, text } = replacement;
  const before = lines.slice(region.startLine - 1, region.endLine).map((line) => line.replace(/\r$/, ''));
  const head = before[0]?.slice(0, region.startColumn - 1) ?? '';
  const tail = before.at(-1)?.slice(region.endColumn - 1) ?? '';
  const after = `${head}${text}${tail}`.split(/\r?\n/);
  return [...before.map((line) => `-${line}`), ...after.map((line) => `+${line}`)].join('\n');
}
