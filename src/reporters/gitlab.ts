/** The format of GitLab's Code Quality reports: a list of issues in JSON. */
import type { Finding, Report, Reporter, ReportStyle, Severity } from '../contracts.ts';
import { escapeInJson } from './escape.ts';
import { uniqueFingerprints } from './unique.ts';
import { chainWords, contextWords, pathFromHere } from './words.ts';

type Level = 'critical' | 'major' | 'minor';

const LEVELS: Readonly<Record<Severity, Level>> = { high: 'critical', medium: 'major', low: 'minor' };

/** One issue, with what GitLab reads of it. */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: Level;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

/** The reporter of `--format gitlab`. */
export const gitlab: Reporter = {
  name: 'gitlab',
  summary: "for GitLab: a Code Quality report, the artifact 'codequality'",
  format(report: Report, style: ReportStyle): string {
    const findings = report.files.flatMap((file) => file.findings);
    const uniqueOf = uniqueFingerprints();
    const issues = findings.map((finding) => issue(report, finding, style, uniqueOf(finding.fingerprint)));
    return `${escapeInJson(JSON.stringify(issues, undefined, 2))}\n`;
  },
};

function issue(report: Report, finding: Finding, style: ReportStyle, fingerprint: string): Issue {
  const { rule, message, severity, line, endLine } = finding;
  const chain = chainWords(finding);
  const when = `${contextWords(finding)}${chain === undefined ? '' : `: ${chain}`}`;
  return {
    description: `${message} (${when})`,
    check_name: `perfmig/${rule}`,
    fingerprint,
    severity: LEVELS[severity],
    // Relative to the repository, without a leading `./`.
    location: { path: pathFromHere(report, finding.path, style), lines: { begin: line, end: endLine } },
  };
}
