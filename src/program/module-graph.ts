/** Which file of the program a specifier names. */
import { builtinModules } from 'node:module';
import { existsSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';

/** A package of the program itself, which others may import by name. */
export interface OwnPackage {
  readonly name: string | undefined;
  /** Relative to the root; `.` for the root. */
  readonly folder: string;
  readonly main: string | undefined;
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'];

const SUFFIXES = ['', ...EXTENSIONS, ...EXTENSIONS.map((extension) => `/index${extension}`)];

const BUILTINS: ReadonlySet<string> = new Set(builtinModules);

/** Resolves specifiers within a fixed set of files; it remembers what it was asked. */
export class ModuleGraph {
  readonly #root: string;
  readonly #files: ReadonlySet<string>;
  readonly #packages: ReadonlyMap<string, OwnPackage>;
  readonly #known = new Map<string, string | undefined>();
  readonly #aliases: ResolverFactory | undefined;

  /** @param root absolute; `files` and packages are relative to it */
  constructor(root: string, files: Iterable<string>, packages: readonly OwnPackage[]) {
    this.#root = root;
    this.#files = new Set(files);
    this.#packages = new Map(packages.flatMap((own) => (own.name === undefined ? [] : [[own.name, own]])));
    // Path aliases are the one thing that only a configuration file tells.
    const hasConfig = ['tsconfig.json', 'jsconfig.json'].some((name) => existsSync(join(root, name)));
    const hasImports = packages.some(({ folder }) => folder === '.');
    this.#aliases = hasConfig || hasImports ? newResolver() : undefined;
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
    if (specifier.startsWith('.')) return this.#fileAt(posix.join(folder, specifier));
    if (specifier.startsWith('node:') || BUILTINS.has(specifier)) return undefined;
    return this.#inOwnPackage(specifier) ?? this.#byAlias(from, specifier);
  }

  #fileAt(path: string): string | undefined {
    const base = path.replace(/\/$/, '');
    for (const suffix of SUFFIXES) if (this.#files.has(base + suffix)) return base + suffix;
    // TypeScript names the file that will be there after the build.
    const source = base.replace(/\.([cm]?)jsx?$/, '.$1ts');
    if (source === base) return undefined;
    return [source, `${source}x`].find((candidate) => this.#files.has(candidate));
  }

  #inOwnPackage(specifier: string): string | undefined {
    const [first = '', second] = specifier.split('/');
    const name = first.startsWith('@') && second !== undefined ? `${first}/${second}` : first;
    const own = this.#packages.get(name);
    if (!own) return undefined;
    const rest = specifier.slice(name.length + 1);
    const candidates = rest === '' ? [own.main, 'src/index', 'index', 'lib/index'] : [rest, `src/${rest}`];
    for (const candidate of candidates) {
      if (candidate === undefined) continue;
      const path = candidate === own.main ? candidate : posix.join(own.folder, candidate);
      const found = this.#fileAt(path);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #byAlias(from: string, specifier: string): string | undefined {
    const { path } = this.#aliases?.resolveFileSync(join(this.#root, from), specifier) ?? {};
    if (path === undefined) return undefined;
    const found = relative(this.#root, path).split(sep).join('/');
    return this.#files.has(found) ? found : undefined;
  }
}

function newResolver(): ResolverFactory {
  return new ResolverFactory({
    tsconfig: 'auto',
    extensions: EXTENSIONS,
    extensionAlias: { '.js': ['.ts', '.tsx', '.js'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'] },
    conditionNames: ['node', 'import', 'require', 'default'],
    // What is installed is outside the program, so nothing is looked up there.
    modules: [],
    symlinks: false,
  });
}
