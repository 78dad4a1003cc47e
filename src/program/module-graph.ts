/** Which file of the program a specifier names. */
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import type { PackageInfo, ProjectConfig } from '../project/package-info.ts';
import { BuiltPaths } from './built-paths.ts';
import { PathAliases } from './path-aliases.ts';
import { OwnPackages } from './own-packages.ts';
import { targetsOf } from './subpaths.ts';

/** What is tried behind a name without an extension, in this order. */
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'];

const BUILTINS: ReadonlySet<string> = new Set(builtinModules);

/** Resolves specifiers within a fixed set of files, without a look at the disk; it remembers what it was asked. */
export class ModuleGraph {
  readonly #files: ReadonlySet<string>;
  /** Files by their names without extension. */
  readonly #byStem: ReadonlyMap<string, string>;
  readonly #packages: OwnPackages;
  readonly #aliases: PathAliases;
  readonly #built: BuiltPaths;
  readonly #known = new Map<string, string | undefined>();

  /** @param files relative to the root, as all paths of the configuration are */
  constructor(files: Iterable<string>, { packages, tsconfigs }: Pick<ProjectConfig, 'packages' | 'tsconfigs'>) {
    this.#files = new Set(files);
    this.#byStem = byStem(this.#files);
    this.#packages = new OwnPackages(packages);
    this.#aliases = new PathAliases(tsconfigs);
    this.#built = new BuiltPaths(this.#files, tsconfigs);
  }

  /** The file `specifier` names in `from`, or undefined where it is outside the program. */
  readonly resolve = (from: string, specifier: string): string | undefined => {
    const folder = posix.dirname(from);
    const key = `${folder}\0${specifier}`;
    if (this.#known.has(key)) return this.#known.get(key);
    const path = this.#find(from, folder, specifier);
    this.#known.set(key, path);
    return path;
  };

  #find(from: string, folder: string, specifier: string): string | undefined {
    if (/^\.\.?(?:\/|$)/.test(specifier)) return this.#fileAt(posix.join(folder, specifier));
    if (specifier.startsWith('node:') || BUILTINS.has(specifier)) return undefined;
    if (specifier.startsWith('#')) return this.#byImports(folder, specifier);
    return this.#inOwnPackage(from, specifier) ?? this.#first(this.#aliases.targetsOf(folder, specifier));
  }

  /** `#orders` as package.json says; or as an alias, for which some take the same sign. */
  #byImports(folder: string, specifier: string): string | undefined {
    const imports = this.#packages.around(folder)?.imports;
    return this.#first([
      ...(imports ? targetsOf(imports, specifier) : []),
      ...this.#aliases.targetsOf(folder, specifier),
    ]);
  }

  #inOwnPackage(from: string, specifier: string): string | undefined {
    const found = this.#packages.named(specifier, from);
    if (!found) return undefined;
    const { own, rest } = found;
    const exported = targetsOf(own.exports, rest === '' ? '.' : `./${rest}`);
    if (rest === '') return this.#first([...exported, ...this.#entriesOf(own)]);
    return this.#first([...exported, posix.join(own.folder, rest), posix.join(own.folder, 'src', rest)]);
  }

  /** Where a package without `exports` begins. */
  #entriesOf({ folder, main }: PackageInfo): readonly string[] {
    const customary = ['index', 'src/index', 'lib/index'].map((path) => posix.join(folder, path));
    return main === undefined ? customary : [main, ...customary];
  }

  #first(paths: readonly string[]): string | undefined {
    for (const path of paths) {
      const found = this.#fileAt(path);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #fileAt(path: string): string | undefined {
    // Bundlers take `./worker.js?url`.
    const base = path.replace(/\?.*$/, '').replace(/\/$/, '');
    const found = this.#fileOrFolder(base);
    if (found !== undefined) return found;
    const folder = this.#packages.around(posix.dirname(base))?.folder ?? '.';
    for (const source of this.#built.sourcesOf(base, folder)) {
      const built = this.#fileOrFolder(source);
      if (built !== undefined) return built;
    }
    return undefined;
  }

  #fileOrFolder(path: string): string | undefined {
    const file = this.#file(path);
    if (file !== undefined) return file;
    const own = this.#packages.in(path);
    for (const entry of own ? this.#entriesOf(own) : [posix.join(path, 'index')]) {
      const found = this.#file(entry) ?? this.#file(posix.join(entry, 'index'));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #file(path: string): string | undefined {
    if (this.#files.has(path)) return path;
    const found = this.#byStem.get(path);
    if (found !== undefined) return found;
    // TypeScript names the file that will be there after the build.
    const source = path.replace(/\.([cm]?)jsx?$/, '.$1ts');
    if (source === path) return undefined;
    return [source, `${source}x`].find((candidate) => this.#files.has(candidate));
  }
}

function byStem(files: ReadonlySet<string>): ReadonlyMap<string, string> {
  const stems = new Map<string, string>();
  for (const file of files) {
    const stem = file.slice(0, file.length - posix.extname(file).length);
    const known = stems.get(stem);
    if (known === undefined || rankOf(file) < rankOf(known)) stems.set(stem, file);
  }
  return stems;
}

function rankOf(file: string): number {
  return EXTENSIONS.indexOf(posix.extname(file));
}
