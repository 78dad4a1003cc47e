/** Lists of patterns as .gitignore has them: names at any depth, paths from their folder, `!` for what is let in again. */
import { compileGlob, matchesGlob, type Glob } from './globs.ts';

/** `undefined` where no pattern says anything of a path. */
export type Verdict = 'ignored' | 'let in' | undefined;

interface Pattern {
  readonly glob: Glob;
  /** A name, wherever it stands; else a path. */
  readonly isName: boolean;
  readonly foldersOnly: boolean;
  readonly verdict: Exclude<Verdict, undefined>;
}

/** The patterns of one list. Paths are relative to the folder of the list, with `/`. */
export class IgnorePatterns {
  readonly #patterns: readonly Pattern[];
  readonly #folders = new Map<string, Verdict>();

  /** @param lines as in a .gitignore; comments and empty lines say nothing */
  constructor(lines: readonly string[]) {
    this.#patterns = lines.flatMap((line) => compilePattern(line) ?? []).reverse();
  }

  /** What the list says of a path: what lies in an ignored folder is ignored, else the last pattern that fits decides. */
  verdict(path: string, kind: 'file' | 'folder'): Verdict {
    const folder = path.lastIndexOf('/');
    if (folder > 0 && this.#ofFolder(path.slice(0, folder)) === 'ignored') return 'ignored';
    return this.direct(path, kind);
  }

  /** The same, where it is known of the folders around that they are not ignored. */
  direct(path: string, kind: 'file' | 'folder'): Verdict {
    return this.#patterns.find((pattern) => fits(pattern, path, kind))?.verdict;
  }

  #ofFolder(path: string): Verdict {
    if (!this.#folders.has(path)) this.#folders.set(path, this.verdict(path, 'folder'));
    return this.#folders.get(path);
  }
}

function fits({ glob, isName, foldersOnly }: Pattern, path: string, kind: 'file' | 'folder'): boolean {
  if (foldersOnly && kind === 'file') return false;
  return matchesGlob(glob, isName ? path.slice(path.lastIndexOf('/') + 1) : path);
}

function compilePattern(line: string): Pattern | undefined {
  // Trailing spaces count only behind a backslash.
  const text = line.replace(/\r$/, '').replace(/(?<!\\)(?<! ) +$/, '');
  if (text === '' || text.startsWith('#')) return undefined;
  const isNegated = text.startsWith('!');
  const pattern = isNegated ? text.slice(1) : text;
  const foldersOnly = pattern.endsWith('/');
  const body = foldersOnly ? pattern.slice(0, -1) : pattern;
  if (/^\/*$/.test(body)) return undefined;
  const isName = !body.includes('/') && body !== '**';
  return { glob: compileGlob(body), isName, foldersOnly, verdict: isNegated ? 'let in' : 'ignored' };
}
