/** Where the source of a built file is, for programs that name what the build will write. */
import { posix } from 'node:path';
import type { TsconfigInfo } from '../project/tsconfig.ts';
import { foldersAround, isWithin, within } from './folders.ts';

/** Folders that builds write to, by custom. */
const OUTPUT = /^(?:lib|libs|dist|build|built|out|output|esm|cjs|es|commonjs|module)$/;

/** Knows which files of the program stand for files that only a build makes. */
export class BuiltPaths {
  readonly #files: ReadonlySet<string>;
  /** From folders of output to the folders that they mirror. */
  readonly #mirrored = new Map<string, readonly string[]>();
  readonly #known = new Map<string, boolean>();

  /** @param files those of the program */
  constructor(files: ReadonlySet<string>, tsconfigs: readonly TsconfigInfo[]) {
    this.#files = files;
    for (const { outDir, sourceRoots } of tsconfigs) {
      if (outDir === undefined || outDir === '.') continue;
      this.#mirrored.set(outDir, [...new Set([...(this.#mirrored.get(outDir) ?? []), ...sourceRoots])]);
    }
  }

  /** The paths at which the source of `path` may be, the likeliest first; `folder` is that of its package. */
  sourcesOf(path: string, folder: string): readonly string[] {
    return [...this.#byTsconfig(path), ...this.#byCustom(path, folder)];
  }

  #byTsconfig(path: string): readonly string[] {
    if (this.#mirrored.size === 0) return [];
    return foldersAround(path).flatMap((from) =>
      (this.#mirrored.get(from) ?? []).map((root) => posix.join(root, within(from, path) ?? '')),
    );
  }

  /** `dist/cjs/orders.js` comes from `src/orders.ts`, where nothing of the program is in `dist`. */
  #byCustom(path: string, folder: string): readonly string[] {
    const [first = '', ...rest] = (within(folder, path) ?? '').split('/');
    if (!OUTPUT.test(first) || this.#holdsSource(posix.join(folder, first))) return [];
    const skipped = rest.findIndex((part) => !OUTPUT.test(part));
    const ways = [rest, rest.slice(skipped === -1 ? rest.length : skipped)];
    return ways.flatMap((parts) => [posix.join(folder, 'src', ...parts), posix.join(folder, ...parts)]);
  }

  #holdsSource(folder: string): boolean {
    let holds = this.#known.get(folder);
    if (holds === undefined) {
      holds = [...this.#files].some((file) => isWithin(folder, file));
      this.#known.set(folder, holds);
    }
    return holds;
  }
}
