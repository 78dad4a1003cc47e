/** When each function of the program runs, and the way to it. */
import type { ChainLink, Context } from '../contracts.ts';
import type { CallGraph, Edge, EntryPoint, FunctionId } from './call-graph.ts';
import { conventionalEntry } from './entry-points.ts';
import type { FileKind } from './file-kinds.ts';

/** What is known of when a function runs. */
export interface FunctionContext {
  readonly context: Exclude<Context, 'loop'>;
  /** From the entry point to the function, for requests and workers; the function itself is last. */
  readonly chain: readonly ChainLink[];
  /** Loops on the way, around the calls that lead to the function. */
  readonly loops: number;
  /** False where an edge on the way is only possible, or the entry point only guessed. */
  readonly proved: boolean;
}

export interface ContextOptions {
  readonly kindOf: (path: string) => FileKind;
  readonly usesNext: boolean;
}

interface Step {
  readonly edge: Edge | undefined;
  readonly entry: EntryPoint | undefined;
  readonly loops: number;
  readonly proved: boolean;
}

type Reached = Map<FunctionId, Step>;

/** Computes contexts lazily, one search per kind of root over the whole graph. */
export class Contexts {
  readonly #graph: CallGraph;
  readonly #options: ContextOptions;
  readonly #requests: Reached;
  readonly #workers: Reached;
  readonly #startup: Reached;
  readonly #build: Reached;
  readonly #unknown: Reached;

  constructor(graph: CallGraph, options: ContextOptions) {
    this.#graph = graph;
    this.#options = options;
    const modules = [...graph.moduleFunctions];
    const modulesOf = (kind: FileKind) => modules.flatMap(([path, id]) => (options.kindOf(path) === kind ? [id] : []));
    this.#requests = this.#search(this.#requestRoots(), () => true);
    this.#workers = this.#search(rootsWithout(modulesOf('worker')), () => true);
    const now = (edge: Edge) => !edge.later;
    this.#startup = this.#search(rootsWithout(modulesOf('source')), now);
    this.#build = this.#search(rootsWithout(modulesOf('build')), now);
    this.#unknown = this.#search(this.#unknownRoots(), () => true);
  }

  of(id: FunctionId): FunctionContext {
    const ref = this.#graph.functions[id];
    const kind = ref ? this.#options.kindOf(ref.file.path) : 'source';
    if (kind === 'test') return { context: 'test', chain: [], loops: 0, proved: true };
    const request = this.#requests.get(id);
    if (request) return this.#described('request', id, request, this.#requests);
    if (this.#workers.has(id)) return this.#described('worker', id, this.#workers.get(id), this.#workers);
    if (kind === 'build') return { context: 'build', chain: [], loops: 0, proved: true };
    const unknown = this.#unknown.get(id);
    if (unknown) return this.#described('unknown', id, unknown, this.#unknown);
    const startup = this.#startup.get(id);
    if (startup) return this.#described('startup', id, startup, this.#startup);
    return this.#described(this.#build.has(id) ? 'build' : 'unknown', id, undefined, this.#build);
  }

  #requestRoots(): Reached {
    const roots: Reached = new Map();
    const add = (entry: EntryPoint) => {
      const ref = this.#graph.functions[entry.fn];
      if (!ref || this.#isTest(ref.file.path) || this.#isTest(entry.path)) return;
      roots.set(entry.fn, { edge: undefined, entry, loops: 0, proved: !entry.guessed });
    };
    for (const [id, ref] of this.#graph.functions.entries()) {
      const entry = conventionalEntry(id, ref, this.#options.usesNext);
      if (entry) add(entry);
    }
    const called = this.#calledFunctions();
    for (const [id, { file, fact }] of this.#graph.functions.entries()) {
      if (!fact.handlerLike || called.has(id) || roots.has(id)) continue;
      add({ fn: id, label: 'request handler', kind: 'request', path: file.path, line: fact.line, guessed: true });
    }
    for (const entry of this.#graph.entryPoints) if (entry.kind === 'request') add(entry);
    return roots;
  }

  #isTest(path: string): boolean {
    return this.#options.kindOf(path) === 'test';
  }

  /** Functions something other than a test is seen to call. */
  #calledFunctions(): ReadonlySet<FunctionId> {
    const called = new Set<FunctionId>();
    for (const edges of this.#graph.outgoing.values()) {
      for (const { from, to } of edges) {
        const caller = this.#graph.functions[from];
        if (from !== to && caller && !this.#isTest(caller.file.path)) called.add(to);
      }
    }
    return called;
  }

  /** Nobody is seen to call them, or they run when something happens. */
  #unknownRoots(): Reached {
    const called = this.#calledFunctions();
    const roots: Reached = new Map();
    for (const [id, { file, fact }] of this.#graph.functions.entries()) {
      const isModule = fact.parent === 0 && fact.span[0] === 0 && this.#graph.moduleFunctions.get(file.path) === id;
      if (!isModule && !called.has(id) && !this.#isTest(file.path)) roots.set(id, root());
    }
    for (const edges of this.#graph.outgoing.values()) {
      for (const { from, to, later } of edges) {
        if (later && !this.#isTest(this.#graph.functions[from]?.file.path ?? '')) roots.set(to, root());
      }
    }
    return roots;
  }

  /** Breadth first, so chains are short; proved edges first, so a guess never hides a proof. */
  #search(roots: Reached, follows: (edge: Edge) => boolean): Reached {
    const reached: Reached = new Map(roots);
    let proved = [...roots].filter(([, step]) => step.proved).map(([id]) => id);
    const guessed: FunctionId[] = [...roots].filter(([, step]) => !step.proved).map(([id]) => id);
    while (proved.length > 0 || guessed.length > 0) {
      const from = proved.length > 0 ? proved : guessed.splice(0);
      proved = [];
      for (const id of from) this.#expand(id, reached, follows, proved, guessed);
    }
    return reached;
  }

  #expand(id: FunctionId, reached: Reached, follows: (edge: Edge) => boolean, proved: number[], guessed: number[]): void {
    const step = reached.get(id);
    for (const edge of this.#graph.outgoing.get(id) ?? []) {
      const caller = this.#graph.functions[edge.from];
      if (!step || reached.has(edge.to) || !follows(edge) || !caller || this.#isTest(caller.file.path)) continue;
      const isProved = step.proved && edge.class === 'proved';
      reached.set(edge.to, { edge, entry: undefined, loops: step.loops + edge.loopDepth, proved: isProved });
      (isProved ? proved : guessed).push(edge.to);
    }
  }

  #described(
    context: FunctionContext['context'],
    id: FunctionId,
    step: Step | undefined,
    reached: Reached,
  ): FunctionContext {
    const hasChain = context === 'request' || context === 'worker';
    const chain = hasChain ? this.#chainTo(id, reached) : [];
    return { context, chain, loops: step?.loops ?? 0, proved: step?.proved ?? true };
  }

  #chainTo(id: FunctionId, reached: Reached): ChainLink[] {
    const chain: ChainLink[] = [];
    for (let at: FunctionId | undefined = id; at !== undefined; ) {
      const ref = this.#graph.functions[at];
      const step = reached.get(at);
      if (!ref || !step) break;
      const { name, line } = ref.fact;
      if (name !== '') chain.unshift({ path: ref.file.path, line, name });
      if (step.entry) chain.unshift({ path: step.entry.path, line: step.entry.line, name: step.entry.label });
      at = step.edge?.from;
    }
    return chain;
  }
}

function root(): Step {
  return { edge: undefined, entry: undefined, loops: 0, proved: true };
}

function rootsWithout(ids: readonly FunctionId[]): Reached {
  return new Map(ids.map((id) => [id, root()]));
}
