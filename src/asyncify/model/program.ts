/** The whole program as the analysis sees it: every file parsed once, and who loads whom. */
import type { Failure, PlanInput } from '../../contracts.ts';
import type { ProjectShape } from '../../additions/project-shape.ts';
import { globPattern } from '../../program/glob-pattern.ts';
import { ModuleGraph } from '../../program/module-graph.ts';
import { skipBeforeReading, skipByShape } from '../../project/generated.ts';
import { readConfigs, type ProjectConfig } from '../../project/package-info.ts';
import type { ParsedFile } from '../../syntax/source-file.ts';
import type { Load } from './exports.ts';
import { modelFile, type ModelFile, type PropertyRead } from './model-file.ts';

/** A place that loads a file of the program. */
export interface Importer {
  readonly from: ModelFile;
  readonly load: Load;
  /** The specifier is computed and only may mean the file. */
  readonly isGuess: boolean;
}

/** A read of a property in its file. */
export interface PlacedRead {
  readonly in: ModelFile;
  readonly read: PropertyRead;
}

/** Every file, and the ways between them. */
export class Program {
  readonly files: ReadonlyMap<string, ModelFile>;
  readonly config: ProjectConfig;
  /** What placing helper files and dependencies asks of it. */
  readonly shape: ProjectShape;
  /** Files that could not be parsed: what they do is unknown. */
  readonly unread: readonly string[];
  /** Minified and bundled files: they are left alone, but may call what they load or are given. */
  readonly generated: readonly string[];
  readonly failures: readonly Failure[];
  /** Places that load a module of which nothing is known. */
  readonly blindLoads: readonly { readonly from: ModelFile; readonly load: Load }[];
  readonly #graph: ModuleGraph;
  readonly #importers = new Map<string, Importer[]>();
  #reads: ReadonlyMap<string, readonly PlacedRead[]> | undefined;
  readonly #browser = new Map<ModelFile, boolean>();

  constructor({ project, parse, read, signal }: PlanInput) {
    const files = new Map<string, ModelFile>();
    const unread: string[] = [];
    const generated: string[] = [];
    for (const path of project.program) {
      signal?.throwIfAborted();
      if (isDeclaration(path)) continue;
      if (isGenerated(path, read(path))) {
        generated.push(path);
        continue;
      }
      const file = parse(path);
      if (file) files.set(path, modelFile(path, file as ParsedFile));
      else unread.push(path);
    }
    this.files = files;
    this.unread = unread;
    this.generated = generated;
    this.config = readConfigs(project.root, project.configs);
    this.failures = this.config.failures;
    this.shape = {
      packages: this.config.packages,
      tsconfigs: this.config.tsconfigs,
      paths: [...files.keys()],
      specifiersIn: (path) => files.get(path)?.loads.flatMap(({ specifier }) => specifier ?? []) ?? [],
    };
    this.#graph = new ModuleGraph(project.program, this.config);
    this.blindLoads = this.#link();
  }

  /** The file that a specifier names, if it is one of the program. */
  resolve(from: string, specifier: string): ModelFile | undefined {
    const path = this.#graph.resolve(from, specifier);
    return path === undefined ? undefined : this.files.get(path);
  }

  /** Every read of a property of this name. */
  readsOf(name: string): readonly PlacedRead[] {
    this.#reads ??= readsByName(this.files.values());
    return this.#reads.get(name) ?? [];
  }

  /** The places that load a file. */
  importersOf(path: string): readonly Importer[] {
    return this.#importers.get(path) ?? [];
  }

  /** A script of web pages: it loads nothing, nobody loads it, and it uses what only browsers have. */
  isOfBrowser(at: ModelFile): boolean {
    const known = this.#browser.get(at);
    if (known !== undefined) return known;
    const isAlone = at.loads.length === 0 && at.exports.names.size === 0 && this.importersOf(at.path).length === 0;
    const isIt = isAlone && /\b(?:document|window|navigator)\b/.test(at.file.text);
    this.#browser.set(at, isIt);
    return isIt;
  }

  /** Whether a file of the program loads the one of this path, which may be none that was parsed. */
  isLoaded(path: string): boolean {
    return [...this.files.values()].some((from) =>
      from.loads.some(({ specifier }) => specifier !== undefined && this.#graph.resolve(from.path, specifier) === path),
    );
  }

  /** The files that a load may mean. */
  targetsOf(from: ModelFile, { specifier }: Load): readonly ModelFile[] {
    if (specifier === undefined) return [];
    if (!specifier.includes('*')) return [this.resolve(from.path, specifier)].filter((file) => file !== undefined);
    if (!/^\.{1,2}\//.test(specifier)) return [];
    const pattern = globPattern(from.path, specifier);
    return [...this.files.values()].filter(({ path }) => pattern.test(path));
  }

  #link(): Program['blindLoads'] {
    const blind: { from: ModelFile; load: Load }[] = [];
    for (const from of this.files.values()) {
      for (const load of from.loads) {
        const isGuess = load.specifier?.includes('*') ?? false;
        if (load.specifier === undefined || (isGuess && !/^\.{1,2}\//.test(load.specifier))) blind.push({ from, load });
        for (const target of this.targetsOf(from, load)) {
          const known = this.#importers.get(target.path);
          const importer = { from, load, isGuess };
          if (known) known.push(importer);
          else this.#importers.set(target.path, [importer]);
        }
      }
    }
    return blind;
  }
}

function readsByName(files: Iterable<ModelFile>): ReadonlyMap<string, readonly PlacedRead[]> {
  const found = new Map<string, PlacedRead[]>();
  for (const at of files) {
    for (const [name, reads] of at.reads) {
      const known = found.get(name) ?? [];
      if (known.length === 0) found.set(name, known);
      for (const read of reads) known.push({ in: at, read });
    }
  }
  return found;
}

/** Minified and bundled files are nobody's source. */
function isGenerated(path: string, text: string | undefined): boolean {
  return skipBeforeReading(path, 0) !== undefined || (text !== undefined && skipByShape(text) !== undefined);
}

function isDeclaration(path: string): boolean {
  return /\.d\.[cm]?ts$/.test(path);
}
