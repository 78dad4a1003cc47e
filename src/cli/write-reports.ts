/** Writes a report in every format that was asked for. */
import { resolve } from 'node:path';
import { rules } from '../catalog/rules.ts';
import type { Report, Reporter, ReportStyle, TrendPoint } from '../contracts.ts';
import { fromRoot, isInside } from '../project/paths.ts';
import type { Output } from './outputs.ts';
import { writeOut } from './streams.ts';
import { terminalStyle } from './terminal.ts';
import { writeFileAtomically } from './write-file.ts';

/** What the command line says of how reports look. */
export interface ReportFlags {
  readonly explainScore?: boolean;
  readonly color?: boolean;
  /** Most findings that people are shown. */
  readonly shown: number | undefined;
  /** Earlier reports, the oldest first. */
  readonly trend?: readonly TrendPoint[];
}

/**
 * Writes each report to its place.
 * @throws {OutputError}
 */
export async function writeReports(
  outputs: readonly Output<() => Promise<Reporter>>[],
  report: Report,
  flags: ReportFlags,
): Promise<void> {
  const { color, width } = terminalStyle(process.stdout, process.env, flags.color);
  const style = { ...styleOf(report, flags), width };
  for (const { reporter: load, path } of outputs) {
    const reporter = await load();
    const full = reporter.wantsSources ? await withSources(report, style) : { report, style };
    const text = reporter.format(full.report, { ...full.style, color: path === undefined && color });
    if (path === undefined) await writeOut(text);
    else writeFileAtomically(path, text);
  }
}

type Style = Omit<ReportStyle, 'color'>;

function styleOf(report: Report, { explainScore = false, shown, trend }: ReportFlags): Omit<Style, 'width'> {
  const folder = folderInside(report.root);
  return { explainScore, top: shown, ...(trend && { trend }), ...(folder !== undefined && { folder }) };
}

/** Loaded where it is asked for: most formats need neither a parser nor the pages of rules. */
async function withSources(report: Report, style: Style): Promise<{ readonly report: Report; readonly style: Style }> {
  const [{ withFixes }, { sourcesOf }] = await Promise.all([
    import('../engine/fixes.ts'),
    import('./report-sources.ts'),
  ]);
  const sources = sourcesOf(report);
  return { report: withFixes(report, rules, sources.textOf), style: { ...style, ...sources } };
}

/** The current folder relative to a root, with `/`, where it lies inside. */
function folderInside(root: string): string | undefined {
  const here = process.cwd();
  const top = resolve(here, root);
  return isInside(top, here) ? fromRoot(top, here) : undefined;
}
