/** Chooses the source lines that the HTML report carries. */
import type { Finding, ReportSources } from '../../contracts.ts';
import { fits } from '../source-text.ts';

/** Lines shown before and behind those of a finding. */
const AROUND = 3;
/** Lines of one finding; a call over more is cut. */
const MOST_LINES = 14;
/** Longer lines are cut. */
const MOST_COLUMNS = 400;
/** The lines of all files. */
export class SourceLines {
  readonly #sources: ReportSources;
  readonly #files = new Map<string, Map<number, string>>();
  readonly #texts = new Map<string, readonly string[]>();

  constructor(sources: ReportSources) {
    this.#sources = sources;
  }

  /** Adds the line a finding begins in. */
  addOwn({ path, line, excerpt }: Finding): void {
    if (excerpt !== '') this.#linesOf(path).set(line, excerpt.slice(0, MOST_COLUMNS));
  }

  /**
   * Adds the lines round findings, as far as there is room, and the file is at hand as it was.
   * @param findings the worst first
   * @param room bytes of JSON
   */
  addAround(findings: readonly Finding[], room: number): void {
    let left = room;
    for (const finding of findings) {
      if (left <= 0) return;
      const own = this.#linesOf(finding.path);
      for (const [at, text] of around(finding, this.#textOf(finding.path))) {
        if (own.has(at)) continue;
        left -= Buffer.byteLength(JSON.stringify([at, text])) + 1;
        own.set(at, text);
      }
    }
  }

  /** The lines of one file, in their order. */
  of(path: string): readonly (readonly [number, string])[] {
    return [...(this.#files.get(path) ?? [])].sort(([a], [b]) => a - b);
  }

  /** All lines of a file, split once; none where it is not at hand. */
  #textOf(path: string): readonly string[] {
    const known = this.#texts.get(path) ?? this.#sources.textOf?.(path)?.split('\n') ?? [];
    this.#texts.set(path, known);
    return known;
  }

  #linesOf(path: string): Map<number, string> {
    const known = this.#files.get(path) ?? new Map<number, string>();
    this.#files.set(path, known);
    return known;
  }
}

function around(finding: Finding, lines: readonly string[]): readonly (readonly [number, string])[] {
  if (!fits(finding, lines)) return [];
  const { line, endLine } = finding;
  const first = Math.max(1, line - AROUND);
  const last = Math.min(endLine + AROUND, line + MOST_LINES);
  return lines
    .slice(first - 1, last)
    .map((text, index) => [first + index, text.replace(/\r$/, '').slice(0, MOST_COLUMNS)] as const);
}
