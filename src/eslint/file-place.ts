/** Where a linted file lies: its project, its path in it, the packages around it. */
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { readConfigs, type PackageInfo } from '../project/package-info.ts';
import { fromRoot, isInside } from '../project/paths.ts';
import { projectRoot } from '../project/root.ts';

/** The place of one file. */
export interface FilePlace {
  /** Absolute. */
  readonly root: string;
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** The package of the root and that around the file. */
  readonly packages: readonly PackageInfo[];
}

interface FolderPlace {
  readonly root: string;
  readonly packages: readonly PackageInfo[];
}

/** Looks each folder up once: an editor asks with every key that is pressed. */
export class FilePlaces {
  readonly #folders = new Map<string, FolderPlace>();

  /** @param declaredRoot what the settings say */
  of(filename: string, cwd: string, declaredRoot: string | undefined): FilePlace {
    const path = isAbsolute(filename) ? filename : resolve(cwd, filename.replace(/^<(.*)>$/, '$1.js'));
    const { root, packages } = this.#folder(
      dirname(path),
      declaredRoot === undefined ? undefined : resolve(cwd, declaredRoot),
    );
    return { root, path: fromRoot(root, path), packages };
  }

  #folder(folder: string, declaredRoot: string | undefined): FolderPlace {
    const key = `${declaredRoot ?? ''}\0${folder}`;
    const known = this.#folders.get(key);
    if (known) return known;
    const isDeclared = declaredRoot !== undefined && isInside(declaredRoot, folder);
    const root = isDeclared ? declaredRoot : projectRoot(folder);
    const place = { root, packages: readConfigs(root, packageFiles(root, folder)).packages };
    this.#folders.set(key, place);
    return place;
  }
}

/** Each package.json from the root down to a folder. */
function packageFiles(root: string, folder: string): readonly string[] {
  const found: string[] = [];
  for (let at = folder; isInside(root, at); at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) found.unshift(fromRoot(root, join(at, 'package.json')));
    if (dirname(at) === at) break;
  }
  return found;
}
