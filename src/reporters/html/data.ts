/** Makes the data of the HTML report's page: texts once, sources only round the findings. */
import type { Finding, Report, ReportStyle } from '../../contracts.ts';
import { isPartial, keptBackLines } from '../kept-back.ts';
import { findingsByScore } from '../ranking.ts';
import { contextWords, factorWords, mendingCommand, pathFromHere } from '../words.ts';
import { diffOf } from './diff.ts';
import { SourceLines } from './source-lines.ts';
import type { PageData, PageFile, PageFinding, PageSummary } from './page-data.ts';

/** Bytes of the data, beyond which only what must be there is added: people send these files to each other. */
const MOST_BYTES = 2_850_000;
/** Bytes of the lines round findings. */
const MOST_AROUND = 900_000;

/** Everything the page shows, all findings included. */
export function pageData(report: Report, style: ReportStyle): PageData {
  const texts = new Numbers<string>();
  const links = new Numbers<string>();
  const files = new Map(report.files.map((file, index) => [file.path, index]));
  const findings = findingsByScore(report);
  const { name, version } = report.tool;
  const { grade, score } = report.summary;
  const data = {
    project: style.project ?? report.root,
    tool: `${name} ${version}`,
    summary: summaryOf(report, findings),
    trend: [...(style.trend ?? []), { name: 'this report', grade, score, findings: findings.length }],
    findings: findings.map((finding) => row(finding, report, style, texts, links, files.get(finding.path) ?? 0)),
    leftOut: keptBackLines(report),
    failures: report.failures.map(
      ({ path, stage, message }) => `${stage}: ${pathFromHere(report, path, style)}: ${message}`,
    ),
    links: links.values().map((link) => JSON.parse(link) as [number, number, number]),
    texts: texts.values(),
  };
  const room = MOST_BYTES - Buffer.byteLength(JSON.stringify(data));
  return { ...data, files: pageFiles(report, findings, style, room) };
}

/** The files with their source: each finding's own line, and the lines round it as far as there is room. */
function pageFiles(
  report: Report,
  findings: readonly Finding[],
  style: ReportStyle,
  room: number,
): readonly PageFile[] {
  const sources = new SourceLines(style);
  for (const finding of findings) sources.addOwn(finding);
  const files = (): readonly PageFile[] =>
    report.files.map(({ path, score, lines }) => ({
      ...{ path: pathFromHere(report, path, style), score, lines },
      source: sources.of(path),
    }));
  sources.addAround(findings, Math.min(MOST_AROUND, room - Buffer.byteLength(JSON.stringify(files()))));
  return files();
}

/** Gives equal values the same number. */
class Numbers<Value> {
  readonly #numbers = new Map<Value, number>();

  of(value: Value): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    this.#numbers.set(value, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  values(): Value[] {
    return [...this.#numbers.keys()];
  }
}

function summaryOf(report: Report, findings: readonly Finding[]): PageSummary {
  const { grade, score, files } = report.summary;
  const inRequests = findings.filter(({ context }) => context === 'request');
  return {
    ...{ grade, score, files, findings: findings.length, isPartial: isPartial(report) },
    requestScore: inRequests.reduce((sum, one) => sum + one.score, 0),
    worth: findings.filter(({ worth }) => worth).length,
  };
}

function row(
  finding: Finding,
  report: Report,
  style: ReportStyle,
  texts: Numbers<string>,
  links: Numbers<string>,
  file: number,
): PageFinding {
  const { rule, severity, line, column, endLine, endColumn, message, context, score, chain = [], scope } = finding;
  const steps = chain.map(({ name, path, line: at }) =>
    links.of(JSON.stringify([texts.of(name), texts.of(pathFromHere(report, path, style)), at])),
  );
  const diff = diffOf(finding, style);
  const command = finding.codemod === undefined ? undefined : mendingCommand(finding.codemod);
  return [
    file,
    texts.of(rule),
    severity,
    ...([line, column, endLine, endColumn] as const),
    texts.of(message),
    context,
    texts.of(contextWords(finding)),
    Number(score.toPrecision(6)),
    steps,
    texts.of(scope),
    texts.of(factorWords(finding)),
    command === undefined ? -1 : texts.of(command),
    diff === undefined ? -1 : texts.of(diff),
  ];
}
