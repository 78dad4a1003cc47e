/** What `perfmig report` does: read a saved report, then write every format asked for. */
import { basename } from 'node:path';
import type { TrendPoint } from '../contracts.ts';
import { isPartial } from '../reporters/kept-back.ts';
import { reporters } from '../reporters/index.ts';
import { reportFrom } from '../reporters/saved.ts';
import { DEFAULT_TOP } from './configured.ts';
import { OK } from './exit-codes.ts';
import { checkFolders, parseOutputs } from './outputs.ts';
import type { ReportCommandFlags } from './report.ts';
import { readSavedReport } from './saved-report.ts';
import { writeReports } from './write-reports.ts';

/**
 * Runs the command.
 * @returns the exit code
 * @throws {UsageError | OutputError}
 */
export async function runReport(file: string, flags: ReportCommandFlags): Promise<number> {
  const outputs = parseOutputs(flags.format ?? [], reporters);
  checkFolders(outputs);
  const report = reportFrom(await readSavedReport(file));
  const trend: TrendPoint[] = [];
  for (const earlier of flags.trend ?? []) trend.push(await trendPoint(earlier));
  // As analyze does: what deserves work is shown, unless more is asked for or the report is of a part.
  const asked = flags.top ?? (flags.all ? 0 : undefined);
  const shown = asked ?? (isPartial(report) ? DEFAULT_TOP : undefined);
  await writeReports(outputs, report, { ...flags, shown, trend });
  return OK;
}

async function trendPoint(file: string): Promise<TrendPoint> {
  const { grade, score, findings } = (await readSavedReport(file)).summary;
  return { name: basename(file, '.json'), grade, score, findings };
}
