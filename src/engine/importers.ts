/** Who imports whom. */
import type { FileFacts } from '../program/facts.ts';
import { globPattern } from '../program/glob-pattern.ts';
import type { ModuleGraph } from '../program/module-graph.ts';
import type { Survey } from './survey.ts';

const NOBODY: ReadonlyMap<string, ReadonlySet<string>> = new Map();

/** The import relation of a program: what texts tell at once, what only trees tell as they are read. */
export class Importers {
  readonly #survey: Survey;
  readonly #graph: ModuleGraph;
  readonly #importers = new Map<string, Map<string, Set<string>>>();

  constructor(survey: Survey, graph: ModuleGraph) {
    this.#survey = survey;
    this.#graph = graph;
    for (const { path, specifiers } of survey.glances.values()) {
      for (const specifier of specifiers) this.#note(path, this.#graph.resolve(path, specifier), specifier);
    }
  }

  /** The files that import `path`, each with the specifiers that name it there; a `*` in one stands for what is computed. */
  of(path: string): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#importers.get(path) ?? NOBODY;
  }

  /** Adds the imports a file builds: `require(__dirname + '/routes/' + name)`. */
  add(facts: FileFacts): void {
    for (const specifier of [...facts.imports, ...facts.workerFiles]) {
      if (!specifier.includes('*')) this.#note(facts.path, this.#graph.resolve(facts.path, specifier), specifier);
      else if (specifier.startsWith('.')) this.#noteAll(facts.path, specifier);
    }
  }

  #noteAll(from: string, specifier: string): void {
    const pattern = globPattern(from, specifier);
    for (const path of this.#survey.glances.keys()) if (pattern.test(path)) this.#note(from, path, specifier);
  }

  #note(from: string, target: string | undefined, specifier: string): void {
    if (target === undefined || target === from) return;
    const importers = this.#importers.get(target) ?? new Map<string, Set<string>>();
    this.#importers.set(target, importers);
    importers.set(from, (importers.get(from) ?? new Set<string>()).add(specifier));
  }
}
