/** Which files run in one process: those that some file nobody loads, an entry or a test, loads both. */
import type { ModelFile } from './model-file.ts';
import type { Program } from './program.ts';

/** Of one program; worked out when it is asked first. */
export class Together {
  readonly #program: Program;
  #roots: ReadonlyMap<ModelFile, ReadonlySet<ModelFile>> | undefined;

  constructor(program: Program) {
    this.#program = program;
  }

  /** Whether values of the one file can get into the other. */
  mayMeet(one: ModelFile, other: ModelFile): boolean {
    if (one === other) return true;
    this.#roots ??= this.#findRoots();
    const others = this.#roots.get(other);
    return [...(this.#roots.get(one) ?? [])].some((root) => others?.has(root) ?? false);
  }

  #findRoots(): ReadonlyMap<ModelFile, ReadonlySet<ModelFile>> {
    const found = new Map<ModelFile, Set<ModelFile>>();
    const files = [...this.#program.files.values()];
    const visit = (root: ModelFile): void => {
      const queue = [root];
      for (let at = queue.pop(); at; at = queue.pop()) {
        const roots = found.get(at) ?? new Set();
        if (roots.has(root)) continue;
        found.set(at, roots.add(root));
        queue.push(...this.#loadedBy(at, files));
      }
    };
    for (const at of files) if (this.#program.importersOf(at.path).length === 0) visit(at);
    // Files that only load one another in a circle.
    for (const at of files) if (!found.has(at)) visit(at);
    return found;
  }

  /** A module loaded by a name that nobody knows may be any. */
  #loadedBy(at: ModelFile, all: readonly ModelFile[]): readonly ModelFile[] {
    if (this.#program.blindLoads.some(({ from }) => from === at)) return all;
    return at.loads.flatMap((load) => this.#program.targetsOf(at, load));
  }
}
