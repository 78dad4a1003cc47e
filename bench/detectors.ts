/** `npm run bench -- detectors`: which of the labelled calls each detector of blocking calls reports. */
import { join, resolve } from 'node:path';
import { installedDetectors, type Detector } from './detector-list.ts';
import { placeOf, readLabels, tally, type Place } from './labels.ts';
import { measure } from './measure.ts';
import { table } from './table.ts';

/** Runs all detectors on fixtures/labelled and returns a table. Throws where one of them doesn't run. */
export async function benchDetectors(project: string): Promise<string> {
  const folder = join(project, 'fixtures/labelled');
  const labels = readLabels(folder);
  const all = tally(labels.keys(), labels);
  const blocking = all.request + all.startup;
  const rows = [['detector', 'blocking in requests', 'all blocking', 'false alarms']];
  for (const detector of installedDetectors(project)) {
    const { request, startup, harmless } = tally(await placesFoundBy(detector, folder), labels);
    rows.push([
      detector.name,
      `${request} of ${all.request}`,
      `${request + startup} of ${blocking}`,
      `${harmless} of ${all.harmless}`,
    ]);
  }
  return table(rows);
}

async function placesFoundBy(detector: Detector, folder: string): Promise<readonly Place[]> {
  const { stdout, stderr } = await measure({ program: process.execPath, args: detector.args, cwd: folder });
  try {
    return detector.places(JSON.parse(stdout)).map(({ path, line }) => placeOf(folder, resolve(folder, path), line));
  } catch (cause) {
    throw new Error(`${detector.name} printed no report: ${stderr.slice(0, 2_000)}`, { cause });
  }
}
