/** When each function of the program runs, and the way to it. */
import type { DeclaredContext } from '../contracts/configuration.ts';
import type { ChainLink, Context } from '../contracts.ts';
import type { CallGraph, Edge, EntryPoint, FunctionId } from './call-graph.ts';
import { conventionalEntry } from './entry-points.ts';
import type { FileKind } from './file-kinds.ts';
import { leadingTo } from './leading-to.ts';
import { isRareEntry, isRareFunction, isRarePlace } from './rare-ways.ts';
import { rootStep, search, type Reached, type Step } from './reachability.ts';

/** What is known of when a function runs. */
export interface FunctionContext {
  readonly context: Exclude<Context, 'loop'>;
  /** From the entry point to the function, for requests and workers; the function itself is last. */
  readonly chain: readonly ChainLink[];
  /** Loops on the way, around the calls that lead to the function. */
  readonly loops: number;
  /** False where an edge on the way is only possible, or the entry point only guessed. */
  readonly proved: boolean;
  /** The way leads through a call that runs until its result is kept. */
  readonly once: boolean;
  /** The way is seldom gone, or only to make what is missing. */
  readonly rare: boolean;
}

export interface ContextOptions {
  readonly kindOf: (path: string) => FileKind;
  readonly usesNext: boolean;
  /** What the configuration says of a file. */
  readonly declaredFor: (path: string) => DeclaredContext | undefined;
  /** The functions that will be asked about; default: any. */
  readonly asked?: Iterable<FunctionId>;
}

const NOWHERE = { chain: [], loops: 0, proved: true, once: false, rare: false };

/** Searches the graph once from each kind of root. */
export class Contexts {
  readonly #graph: CallGraph;
  readonly #options: ContextOptions;
  readonly #rare = new Map<FunctionId, boolean>();
  readonly #rarePlaces = new Map<string, boolean>();
  /** Functions something other than a test, or than themselves, is seen to run. */
  readonly #called: ReadonlySet<FunctionId>;
  /** The same without those only handed to something outside. */
  readonly #calledByProgram: ReadonlySet<FunctionId>;
  readonly #entries: ReadonlyMap<FunctionId, EntryPoint>;
  readonly #reached: Readonly<Record<'request' | 'worker' | 'unknown' | 'startup' | 'build', Reached>>;

  constructor(graph: CallGraph, options: ContextOptions) {
    this.#graph = graph;
    this.#options = options;
    this.#called = this.#targets(({ from, to }) => from !== to && !this.#isTest(from));
    this.#calledByProgram = this.#targets(
      ({ from, to, kind }) => kind === 'call' && from !== to && !this.#isTest(from),
    );
    this.#entries = this.#entryPoints();
    const leading = options.asked && leadingTo(options.asked, graph.outgoing);
    const leads = (id: FunctionId): boolean => leading?.has(id) ?? true;
    const from = (roots: readonly Step[], now: boolean): Reached =>
      search(
        graph,
        roots.filter(({ fn }) => leads(fn)),
        (edge) => leads(edge.to) && !edge.ambiguous && !this.#isTest(edge.from) && !(now && edge.later),
        (id) => this.#isRare(id),
      );
    this.#reached = {
      request: from(this.#rootsOf('request'), false),
      worker: from(this.#workerRoots(), false),
      unknown: from(this.#unknownRoots(), false),
      startup: from(
        [...this.#modules('source'), ...this.#uncalledIn('startup').values(), ...this.#rootsOf('startup')],
        true,
      ),
      build: from([...this.#modules('build'), ...this.#rootsOf('build')], false),
    };
  }

  /** The files in which functions are made to answer requests. */
  get requestFiles(): ReadonlySet<string> {
    return new Set([...this.#entries.values()].flatMap(({ kind, path }) => (kind === 'request' ? [path] : [])));
  }

  /** Requests win over everything, what may run while serving over what runs before. Test code is test code. */
  of(id: FunctionId): FunctionContext {
    const kind = this.#kindOf(id);
    if (kind === 'test') return { ...NOWHERE, context: 'test' };
    const order = kind === 'build' ? (['request', 'worker', 'build'] as const) : CONTEXT_ORDER;
    for (const context of order) {
      const reached = this.#reached[context];
      const step = reached.get(id);
      if (step) return this.#describe(context, step);
    }
    return { ...NOWHERE, context: kind === 'build' ? 'build' : 'unknown' };
  }

  #kindOf(id: FunctionId): FileKind {
    const ref = this.#graph.functions[id];
    return ref ? this.#options.kindOf(ref.file.path) : 'source';
  }

  #isTest(id: FunctionId): boolean {
    return this.#kindOf(id) === 'test';
  }

  #isBuild(id: FunctionId): boolean {
    return this.#kindOf(id) === 'build' || this.#entries.get(id)?.kind === 'build';
  }

  #isRare(id: FunctionId): boolean {
    const known = this.#rare.get(id);
    if (known !== undefined) return known;
    const ref = this.#graph.functions[id];
    const answer = ref !== undefined && (isRareFunction(ref.fact.name) || this.#isRarePlace(ref.file.path));
    this.#rare.set(id, answer);
    return answer;
  }

  #isRarePlace(path: string): boolean {
    const known = this.#rarePlaces.get(path) ?? isRarePlace(path);
    this.#rarePlaces.set(path, known);
    return known;
  }

  #isRareRoot({ fn, label, path }: EntryPoint): boolean {
    return isRareEntry(label, path) || this.#isRare(fn);
  }

  #modules(kind: FileKind): readonly Step[] {
    return [...this.#graph.moduleFunctions].flatMap(([path, id]) =>
      this.#options.kindOf(path) === kind ? [rootStep(id)] : [],
    );
  }

  #targets(accepts: (edge: Edge) => boolean): ReadonlySet<FunctionId> {
    const targets = new Set<FunctionId>();
    for (const edges of this.#graph.outgoing.values())
      for (const edge of edges) if (accepts(edge)) targets.add(edge.to);
    return targets;
  }

  #entryPoints(): ReadonlyMap<FunctionId, EntryPoint> {
    const { functions, exported, entryPoints } = this.#graph;
    const entries = new Map<FunctionId, EntryPoint>();
    const add = (entry: EntryPoint): void => {
      if (!this.#isTest(entry.fn) && this.#options.kindOf(entry.path) !== 'test') entries.set(entry.fn, entry);
    };
    for (const [fn, { file, fact }] of functions.entries()) {
      if (!fact.handlerLike || this.#calledByProgram.has(fn)) continue;
      add({ fn, label: 'request handler', kind: 'request', path: file.path, line: fact.line, guessed: true });
    }
    for (const { path, name, fn } of exported) {
      const fact = functions[fn]?.fact;
      const entry = fact && conventionalEntry(path, name, fact.params.length, this.#options.usesNext);
      const isOwnCall = entry?.label === 'lambda handler' && this.#calledByProgram.has(fn);
      if (entry && !isOwnCall) add({ ...entry, fn, path, line: fact.line, guessed: true });
    }
    for (const fn of this.#uncalledIn('request').keys()) {
      const ref = functions[fn];
      if (ref)
        add({ fn, label: ref.fact.name, kind: 'request', path: ref.file.path, line: ref.fact.line, guessed: false });
    }
    for (const entry of entryPoints) add(entry);
    return entries;
  }

  #rootsOf(kind: EntryPoint['kind']): readonly Step[] {
    return [...this.#entries.values()].flatMap((entry) => (entry.kind === kind ? this.#rootsAt(entry) : []));
  }

  /** A function made in another one is registered anew with each thing it is made with. */
  #rootsAt(best: EntryPoint): readonly Step[] {
    const { activations, madeEntries } = this.#graph;
    const made = (madeEntries.get(best.fn) ?? []).filter(
      ({ kind, path }) => kind === best.kind && this.#options.kindOf(path) !== 'test',
    );
    return (made.length > 0 ? made : [best]).flatMap((entry) => {
      const how = { entry, proved: !entry.guessed, rare: this.#isRareRoot(entry) };
      return activations.ofEntry(entry).map((activation) => rootStep(entry.fn, { ...how, activation }));
    });
  }

  /** All a worker's file exports is called by the pool that loads it. */
  #workerRoots(): readonly Step[] {
    const uncalled = [...this.#graph.functions.keys()].filter(
      (id) => this.#kindOf(id) === 'worker' && !this.#called.has(id),
    );
    return [...this.#modules('worker'), ...uncalled.map((id) => rootStep(id))];
  }

  /** Functions nobody is seen to call, in files of which the configuration says when such run. */
  #uncalledIn(declared: DeclaredContext): Reached {
    const modules = new Set(this.#graph.moduleFunctions.values());
    const roots: Reached = new Map();
    for (const [fn, { file }] of this.#graph.functions.entries()) {
      if (modules.has(fn) || this.#called.has(fn) || this.#options.declaredFor(file.path) !== declared) continue;
      roots.set(fn, rootStep(fn));
    }
    return roots;
  }

  /** Nobody is seen to call them, or they run when something happens. */
  #unknownRoots(): readonly Step[] {
    const known = new Set([...this.#graph.moduleFunctions.values(), ...this.#uncalledIn('startup').keys()]);
    const roots = new Set<FunctionId>();
    for (const id of this.#graph.functions.keys()) {
      if (!known.has(id) && !this.#called.has(id) && !this.#isTest(id) && !this.#entries.has(id)) roots.add(id);
    }
    for (const edges of this.#graph.outgoing.values()) {
      for (const { from, to, later } of edges) if (later && !this.#isTest(from) && !this.#isBuild(from)) roots.add(to);
    }
    return [...[...roots].map((id) => rootStep(id)), ...this.#rootsOf('job')];
  }

  #describe(context: FunctionContext['context'], step: Step): FunctionContext {
    const hasChain = context === 'request' || context === 'worker';
    return {
      context,
      chain: hasChain ? this.#chainTo(step) : [],
      loops: step.loops,
      proved: step.proved,
      once: step.once,
      rare: step.rare,
    };
  }

  #chainTo(last: Step): ChainLink[] {
    const chain: ChainLink[] = [];
    for (let step: Step | undefined = last; step; step = step.previous) {
      const ref = this.#graph.functions[step.fn];
      if (!ref) break;
      const { name, line } = ref.fact;
      if (name !== '') chain.unshift({ path: ref.file.path, line, name });
      if (step.entry) chain.unshift({ path: step.entry.path, line: step.entry.line, name: step.entry.label });
    }
    return chain;
  }
}

const CONTEXT_ORDER = ['request', 'worker', 'unknown', 'startup', 'build'] as const;
