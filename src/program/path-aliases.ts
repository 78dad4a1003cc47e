/** Specifiers that tsconfig.json or jsconfig.json gives a meaning: `@/orders`, or `orders` beside a `baseUrl`. */
import { posix } from 'node:path';
import type { TsconfigInfo } from '../project/tsconfig.ts';
import { isWithin } from './folders.ts';
import { targetsOf } from './subpaths.ts';

export class PathAliases {
  readonly #tsconfigs: readonly TsconfigInfo[];
  readonly #byFolder = new Map<string, readonly TsconfigInfo[]>();

  constructor(tsconfigs: readonly TsconfigInfo[]) {
    this.#tsconfigs = tsconfigs.filter(({ paths, baseUrl }) => paths.size > 0 || baseUrl !== undefined);
  }

  /**
   * What a specifier may stand for in a folder. Every configuration of the folder and those around it counts, the
   * nearest first, whatever it includes: which of them a runtime or a bundler goes by, only their options tell.
   */
  targetsOf(folder: string, specifier: string): readonly string[] {
    return this.#around(folder).flatMap(({ paths, baseUrl }) => {
      const targets = targetsOf(paths, specifier);
      return baseUrl === undefined ? targets : [...targets, posix.join(baseUrl, specifier)];
    });
  }

  #around(folder: string): readonly TsconfigInfo[] {
    let found = this.#byFolder.get(folder);
    if (!found) {
      found = this.#tsconfigs
        .filter((config) => config.folder === folder || isWithin(config.folder, folder))
        .sort((a, b) => depthOf(b.folder) - depthOf(a.folder));
      this.#byFolder.set(folder, found);
    }
    return found;
  }
}

/** The root is 0, what is above it less. */
function depthOf(folder: string): number {
  return folder === '.' ? 0 : folder.split('/').reduce((depth, part) => depth + (part === '..' ? -1 : 1), 0);
}
