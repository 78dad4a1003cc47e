/** Findings as results of a SARIF run. */
import type { ChainLink, Finding, Report, ReportStyle, Severity } from '../../contracts.ts';
import { escapeControl } from '../escape.ts';
import { firstLineOf, replacementOf, type Region } from '../source-text.ts';
import { uniqueFingerprints } from '../unique.ts';
import { chainWords, contextWords, mendingCommand, pathFromHere } from '../words.ts';
import { uriOf } from './uri.ts';

/** The levels of SARIF. */
const LEVELS = { high: 'error', medium: 'warning', low: 'note' } as const satisfies Readonly<Record<Severity, string>>;

/** More steps of one way are not shown by GitHub. */
const MOST_STEPS = 1_000;

/** One result for each finding, in the same order. */
export function resultsOf(report: Report, findings: readonly Finding[], style: ReportStyle): readonly object[] {
  const uniqueOf = uniqueFingerprints();
  const ids = ruleIds(findings);
  return findings.map((finding) => {
    const { rule, severity, fingerprint, score, context, loopDepth, api, codemod, confidence } = finding;
    return {
      ruleId: rule,
      ruleIndex: ids.indexOf(rule),
      level: LEVELS[severity],
      message: { text: messageText(finding) },
      locations: [location(report, finding.path, firstLineOf(finding), style, finding.excerpt)],
      // The only one GitHub follows a result by; others read the second.
      partialFingerprints: { primaryLocationLineHash: uniqueOf(fingerprint), 'perfmig/v1': fingerprint },
      ...codeFlows(report, finding, style),
      ...fixes(report, finding, style),
      properties: { score, context, loopDepth, api, confidence, ...(codemod !== undefined && { codemod }) },
    };
  });
}

/** The rules that findings are of, sorted: results name them by their place in this list. */
export function ruleIds(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

function messageText(finding: Finding): string {
  const chain = chainWords(finding);
  const { message, codemod } = finding;
  const when = `${contextWords(finding)}${chain === undefined ? '' : `: ${chain}`}`;
  const mend = codemod === undefined ? '' : ` Mend: ${mendingCommand(codemod)}`;
  return messageString(`${message} (${when}).${mend}`);
}

/** Text for people: what would be a link of SARIF's is shown as it is. */
export function messageString(text: string): string {
  return escapeControl(text).replace(/\[(?=[^\]]*\]\()/g, '\\[');
}

function location(report: Report, path: string, region: Region, style: ReportStyle, snippet = ''): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(pathFromHere(report, path, style)) },
      region: { ...region, ...(snippet !== '' && { snippet: { text: snippet } }) },
    },
  };
}

function codeFlows(report: Report, finding: Finding, style: ReportStyle): object {
  const { chain = [] } = finding;
  if (chain.length === 0) return {};
  const locations = chain.slice(0, MOST_STEPS).map((link, step) => ({
    location: {
      ...location(report, link.path, stepRegion(link, finding, step === chain.length - 1, style), style),
      message: { text: messageString(link.name) },
    },
  }));
  return { codeFlows: [{ threadFlows: [{ locations }] }] };
}

/** A step is known by its line; the last one is the finding itself. */
function stepRegion({ path, line }: ChainLink, finding: Finding, isLast: boolean, { textOf }: ReportStyle): Region {
  if (isLast && line === finding.line && path === finding.path) return firstLineOf(finding);
  const text = textOf?.(path)?.split('\n')[line - 1]?.trimEnd() ?? '';
  const startColumn = text.length - text.trimStart().length + 1;
  return { startLine: line, startColumn, endLine: line, endColumn: Math.max(startColumn + 1, text.length + 1) };
}

function fixes(report: Report, finding: Finding, style: ReportStyle): object {
  const replacement = replacementOf(finding, style);
  if (replacement === undefined) return {};
  const { region, text } = replacement;
  const change = {
    artifactLocation: { uri: uriOf(pathFromHere(report, finding.path, style)) },
    replacements: [{ deletedRegion: region, insertedContent: { text } }],
  };
  const words = `What ${finding.codemod ?? finding.rule} writes${finding.fix?.safety === 'safe' ? '' : '; look at it first'}.`;
  return { fixes: [{ description: { text: words }, artifactChanges: [change] }] };
}
