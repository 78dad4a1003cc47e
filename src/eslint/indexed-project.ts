/** What `perfmig analyze` has found in the project of a file, as far as that is still true. */
import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../contracts.ts';
import type { IndexedFile, ProjectIndex } from '../engine/cache/project-index.ts';
import { indexPath, readIndex } from '../engine/cache/read-index.ts';
import { hashOf, hashOfText } from '../engine/cache/stamp.ts';
import { readSource } from '../project/read-source.ts';
import { upToGitRoot } from '../project/root.ts';

/** What is known of one file. */
export interface IndexedText {
  /** The root that paths of the index start from; absolute. */
  readonly root: string;
  /** The text is the one that was analysed. */
  readonly isSame: boolean;
  /** Findings whose way leads through files that are as they were, this file left out. */
  readonly findings: readonly Finding[];
  /** Findings that would need another look at other files. */
  readonly stale: ReadonlySet<string>;
  /** Rules that were asked about. */
  readonly rules: ReadonlySet<string>;
}

/** A file of the disk, to be hashed once. */
interface Seen {
  readonly stamp: string;
  readonly hash: string;
}

/** The index of one project. */
class IndexedProject {
  readonly #root: string;
  readonly #rules: ReadonlySet<string>;
  readonly #files: ReadonlyMap<string, IndexedFile>;
  readonly #seen = new Map<string, Seen>();

  constructor(root: string, index: ProjectIndex) {
    this.#root = root;
    this.#rules = new Set(index.rules);
    this.#files = new Map(index.files.map((file) => [file.path, file]));
  }

  /** What the index says of a text, whichever it was when it was analysed. */
  of(path: string, text: string): IndexedText | undefined {
    const file = this.#files.get(path);
    if (!file) return undefined;
    const stale = file.findings.filter((finding) => !this.#isFresh(finding));
    return {
      root: this.#root,
      isSame: hashOf(text) === file.hash,
      findings: file.findings.filter((finding) => !stale.includes(finding)),
      stale: new Set(stale.map(({ fingerprint }) => fingerprint)),
      rules: this.#rules,
    };
  }

  /** Whether the other files on the way are as they were. */
  #isFresh({ path, chain = [] }: Finding): boolean {
    const others = new Set(chain.map((link) => link.path));
    others.delete(path);
    return [...others].every((other) => this.#files.get(other)?.hash === this.#hashOf(other));
  }

  #hashOf(path: string): string | undefined {
    const file = join(this.#root, path);
    const stamp = stampOf(file);
    const known = this.#seen.get(path);
    if (stamp === undefined || known?.stamp === stamp) return stamp && known?.hash;
    const source = readSource(file, path);
    const hash = source.kind === 'text' ? hashOfText(source) : '';
    this.#seen.set(path, { stamp, hash });
    return hash;
  }
}

/** Indexes that were read; each is read again when it has changed. */
export class IndexedProjects {
  readonly #known = new Map<string, { readonly stamp: string; readonly project: IndexedProject | undefined }>();
  readonly #rootsOf = new Map<string, readonly string[]>();

  /** What is known of a file. @param root of its project, absolute @param filename absolute */
  of(root: string, pathIn: (root: string) => string, text: string): IndexedText | undefined {
    for (const at of this.#roots(root)) {
      const found = this.#project(at)?.of(pathIn(at), text);
      if (found) return found;
    }
    return undefined;
  }

  /** Where an index may lie: one may have been made of all that is in the repository. */
  #roots(root: string): readonly string[] {
    const known = this.#rootsOf.get(root) ?? [...new Set([root, ...upToGitRoot(root).slice(0, 1)].map(realPath))];
    this.#rootsOf.set(root, known);
    return known;
  }

  #project(root: string): IndexedProject | undefined {
    const stamp = stampOf(indexPath(root));
    if (stamp === undefined) return undefined;
    const known = this.#known.get(root);
    if (known?.stamp === stamp) return known.project;
    const index = readIndex(root);
    const project = index && new IndexedProject(root, index);
    this.#known.set(root, { stamp, project });
    return project;
  }
}

/** Differs when a file is written; undefined where there is none. */
function stampOf(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
