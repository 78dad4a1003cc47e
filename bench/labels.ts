/** Reads the labels of fixtures/labelled: comments at the end of a line that say what the call on it is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export type Label = 'request' | 'startup' | 'harmless';

/** A place as `path:line`, the path relative to the labelled folder and with `/`, the line from 1. */
export type Place = string;

const LABEL = /\/\/ (?:blocking: (request|startup)|(not blocking))$/;
const SOURCE = /\.[jt]sx?$/;

/** Every labelled line below a folder. */
export function readLabels(folder: string): ReadonlyMap<Place, Label> {
  const labels = new Map<Place, Label>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !SOURCE.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const lines = readFileSync(file, 'utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      const label = LABEL.exec(line);
      if (label !== null) labels.set(placeOf(folder, file, index + 1), labelOf(label));
    }
  }
  return labels;
}

/** Names a place. `file` may be absolute or relative to the current folder. */
export function placeOf(folder: string, file: string, line: number): Place {
  return `${relative(folder, file).split(sep).join('/')}:${line}`;
}

function labelOf([, context]: RegExpExecArray): Label {
  return context === 'request' || context === 'startup' ? context : 'harmless';
}

export interface Tally {
  readonly request: number;
  readonly startup: number;
  readonly harmless: number;
}

/**
 * Counts places by what they are labelled. A line without a label counts
 * nowhere: where `fs.statSync` is given another name, a report is no mistake.
 */
export function tally(places: Iterable<Place>, labels: ReadonlyMap<Place, Label>): Tally {
  const found = [...new Set(places)].map((place) => labels.get(place));
  const count = (label: Label) => found.filter((other) => other === label).length;
  return { request: count('request'), startup: count('startup'), harmless: count('harmless') };
}
