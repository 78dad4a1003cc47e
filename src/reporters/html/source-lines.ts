/** Chooses the source lines that the HTML report carries. */
import type { Finding, ReportSources } from '../../contracts.ts';
import { linesOf } from '../source-text.ts';

/** Lines shown before and behind those of a finding. */
const AROUND = 3;
/** Lines of one finding; a call over more is cut. */
const MOST_LINES = 14;
/** Longer lines are cut. */
const MOST_COLUMNS = 400;
/** All lines round findings together; the line of a finding itself is always there. So the page stays a small file. */
const MOST_CHARACTERS = 700_000;

/** The lines of all files, worst findings first. */
export class SourceLines {
  readonly #sources: ReportSources;
  readonly #files = new Map<string, Map<number, string>>();
  #characters = 0;

  constructor(sources: ReportSources) {
    this.#sources = sources;
  }

  /** Adds what is to be seen of one finding. */
  add(finding: Finding): void {
    const { path, line, endLine, excerpt } = finding;
    const own = this.#files.get(path) ?? new Map<number, string>();
    this.#files.set(path, own);
    if (excerpt !== '') own.set(line, excerpt.slice(0, MOST_COLUMNS));
    if (this.#characters > MOST_CHARACTERS) return;
    const lines = linesOf(finding, this.#sources);
    if (lines === undefined) return;
    const last = Math.min(endLine + AROUND, line + MOST_LINES, lines.length);
    for (let at = Math.max(1, line - AROUND); at <= last; at++) {
      if (own.has(at)) continue;
      const text = (lines[at - 1] ?? '').replace(/\r$/, '').slice(0, MOST_COLUMNS);
      this.#characters += text.length;
      own.set(at, text);
    }
  }

  /** The lines of one file, in their order. */
  of(path: string): readonly (readonly [number, string])[] {
    return [...(this.#files.get(path) ?? [])].sort(([a], [b]) => a - b);
  }
}
