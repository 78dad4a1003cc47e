/** Who imports whom. */
import type { FileFacts } from '../program/facts.ts';
import { globPattern } from '../program/glob-pattern.ts';
import type { ModuleGraph } from '../program/module-graph.ts';
import type { Survey } from './survey.ts';

/** The import relation of a program: what texts tell at once, what only trees tell as they are read. */
export class Importers {
  readonly #survey: Survey;
  readonly #graph: ModuleGraph;
  readonly #importers = new Map<string, Set<string>>();

  constructor(survey: Survey, graph: ModuleGraph) {
    this.#survey = survey;
    this.#graph = graph;
    for (const { path, specifiers } of survey.glances.values()) {
      for (const specifier of specifiers) this.#note(path, this.#graph.resolve(path, specifier));
    }
  }

  /** The files that import `path`. */
  of(path: string): Iterable<string> {
    return this.#importers.get(path) ?? [];
  }

  /** Adds the imports a file builds: `require(__dirname + '/routes/' + name)`. */
  add(facts: FileFacts): void {
    for (const specifier of [...facts.imports, ...facts.workerFiles]) {
      if (!specifier.includes('*')) this.#note(facts.path, this.#graph.resolve(facts.path, specifier));
      else if (specifier.startsWith('.')) this.#noteAll(facts.path, globPattern(facts.path, specifier));
    }
  }

  #noteAll(from: string, pattern: RegExp): void {
    for (const path of this.#survey.glances.keys()) if (pattern.test(path)) this.#note(from, path);
  }

  #note(from: string, target: string | undefined): void {
    if (target === undefined || target === from) return;
    const importers = this.#importers.get(target);
    if (importers) importers.add(from);
    else this.#importers.set(target, new Set([from]));
  }
}
