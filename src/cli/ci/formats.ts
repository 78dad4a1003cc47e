/** The formats of `perfmig ci`: its own, and those of `analyze` for the new findings. */
import type { FileReport, Finding, Report, Reporter } from '../../contracts.ts';
import type { CiResult } from '../../bot/ci.ts';
import { countBy, sumOf } from '../../engine/select.ts';
import { toolInfo } from '../../project/tool.ts';
import type { CiJson } from '../../reporters/ci-json.ts';
import { reporters } from '../../reporters/index.ts';
import { DEFAULT_TOP } from '../configured.ts';
import type { Output } from '../outputs.ts';
import { writeOut } from '../streams.ts';
import { terminalStyle } from '../terminal.ts';
import { writeFileAtomically } from '../write-file.ts';
import { blobsOf } from './build-server.ts';

/** Of the comparison, or of the new findings alone. */
export type CiFormat =
  | { readonly kind: 'comparison'; readonly format: () => Promise<(data: CiJson) => string> }
  | { readonly kind: 'findings'; readonly reporter: () => Promise<Reporter> };

const OWN: Readonly<Record<string, CiFormat>> = {
  markdown: {
    kind: 'comparison',
    format: async () => {
      const { comment, MOST_CHARACTERS } = await import('../../reporters/ci/comment.ts');
      const blobs = blobsOf(process.env);
      return (data) => comment(data, { blobs: blobs(data), most: MOST_CHARACTERS, suggestions: true });
    },
  },
  json: { kind: 'comparison', format: async () => (await import('../../reporters/ci/json.ts')).ciJson },
};

/** Every format by name. */
export const ciFormats: Readonly<Record<string, CiFormat>> = {
  ...Object.fromEntries(
    Object.entries(reporters).map(([name, reporter]): [string, CiFormat] => [name, { kind: 'findings', reporter }]),
  ),
  ...OWN,
};

/**
 * Writes one format to where it belongs.
 * @throws {OutputError}
 */
export async function printCi(
  { reporter: format, path }: Output<CiFormat>,
  result: CiResult,
  { color }: { readonly color?: boolean | undefined },
): Promise<void> {
  const style = terminalStyle(process.stdout, process.env, color);
  const text = await textOf(format, result, path === undefined ? style : { ...style, color: false });
  if (path === undefined) await writeOut(text);
  else writeFileAtomically(path, text);
}

async function textOf(
  format: CiFormat,
  result: CiResult,
  style: { readonly color: boolean; readonly width: number },
): Promise<string> {
  if (format.kind === 'comparison') return (await format.format())(result.data);
  const reporter = await format.reporter();
  return reporter.format(reportOf(result), { ...style, explainScore: false, top: DEFAULT_TOP });
}

/** The new findings as `analyze` would report them. */
function reportOf({ data, states: { head }, fresh }: CiResult): Report {
  const byPath = new Map<string, Finding[]>();
  for (const finding of fresh) byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), finding]);
  const files: FileReport[] = [...byPath].map(([path, findings]) => {
    return { path, findings, score: sumOf(findings), lines: head.lines.get(path) ?? 0 };
  });
  return {
    root: data.root,
    tool: toolInfo(),
    summary: {
      ...{ files: head.files, parsed: head.parsed, findings: fresh.length, score: sumOf(fresh), grade: head.grade },
      ...{ byRule: countBy(fresh.map(({ rule }) => rule)), byContext: countBy(fresh.map(({ context }) => context)) },
      suppressed: {
        ...{ comments: head.disabled, baseline: data.summary.accepted, belowMinScore: 0 },
        unchanged: data.summary.unchanged + data.summary.moved,
      },
      ...{ notices: head.notices.length, failures: head.failures.length, durationMs: data.summary.durationMs },
    },
    files: files.sort((a, b) => b.score - a.score),
    ...{ notices: head.notices, failures: head.failures },
  };
}
