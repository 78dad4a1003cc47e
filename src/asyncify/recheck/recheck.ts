/** Looks at the new text of a plan for calls that nobody waits for. It knows nothing of how the plan came about. */
import type { Node, PlanInput, PlannedFile } from '../../contracts.ts';
import { returnsPromise } from '../closure/promises.ts';
import { Analysis } from '../flow/analysis.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';
import { placeOf } from '../place.ts';
import { lostPromises } from './lost-promises.ts';
import { pairsOf, type FunctionPair } from './pairs.ts';
import { waitingFor } from './waiting.ts';

/** A program before or after. */
export type ProgramInput = Pick<PlanInput, 'project' | 'options' | 'read' | 'parse' | 'signal' | 'types'>;

/** Something that is wrong with the new text. */
export interface Leftover {
  readonly path: string;
  /** In the new text, from 1. */
  readonly line: number;
  /** Without a full stop. */
  readonly message: string;
  /** The file of the function that became async. */
  readonly callee: string;
}

const LOST = 'nobody would wait for this call';

/** All that is wrong with the new text of these files. */
export function recheck(files: readonly PlannedFile[], before: ProgramInput, after: ProgramInput): readonly Leftover[] {
  return new Recheck(files, before, after).run();
}

class Recheck {
  readonly #files: readonly PlannedFile[];
  readonly #input: ProgramInput;
  readonly #after: Analysis;
  /** Functions that give a promise now. */
  readonly #promising: PlacedFunction[] = [];
  readonly #known = new Map<ModelFile, readonly FunctionPair[]>();
  #before: Analysis | undefined;

  constructor(files: readonly PlannedFile[], before: ProgramInput, after: ProgramInput) {
    this.#files = files;
    this.#input = before;
    this.#after = new Analysis(asPlanInput(after));
  }

  run(): readonly Leftover[] {
    const changed = this.#files.flatMap(({ path }) => this.#after.program.files.get(path) ?? []);
    for (const at of changed) this.#addMadeAsync(at);
    const found: Leftover[] = [];
    // The list grows while it is gone through: who returns such a promise gives one too.
    for (const fn of this.#promising) {
      const left = this.#leftOf(fn);
      if (left.length > 0 && !this.#gavePromise(fn)) found.push(...left);
    }
    return [...found, ...changed.flatMap((at) => this.#lostIn(at))].filter(({ path }) => !this.#isOwn(path));
  }

  /** What perfmig writes into a file of its own lets go of promises knowingly. */
  #isOwn(path: string): boolean {
    return this.#files.some((file) => file.path === path && file.before === undefined);
  }

  /** Adds the functions of a file that are async now, and were not. */
  #addMadeAsync(at: ModelFile): void {
    for (const { now, was } of this.#pairs(at)) {
      if (now.async && was?.async === false) this.#promising.push({ in: at, node: now });
    }
  }

  #lostIn(at: ModelFile): readonly Leftover[] {
    const old = this.#input.parse(at.path);
    const calls = lostPromises(this.#after, at, old, (fn) => this.#gavePromise(fn));
    return calls.map((call) => leftover(at, call, LOST, at));
  }

  /** What is wrong with the uses of a function that gives a promise. */
  #leftOf(fn: PlacedFunction): readonly Leftover[] {
    const { calls, iterations, handlers, obstacles } = this.#after.usesOf(fn);
    return [
      ...calls.flatMap(({ in: at, node }) => (this.#isWaitedFor(at, node) ? [] : leftover(at, node, LOST, fn.in))),
      ...iterations.map(({ in: at, node }) => leftover(at, node, 'this method would wait for nothing', fn.in)),
      ...handlers.map(({ in: at, node }) => leftover(at, node, 'what this rejects with would be lost', fn.in)),
      ...obstacles
        .filter(({ code }) => !code.startsWith('hazard/'))
        .map(({ in: at, node, message }) => leftover(at, node, message, fn.in)),
    ];
  }

  #isWaitedFor(at: ModelFile, call: Node): boolean {
    const waiting = waitingFor(this.#after, at, call);
    if (waiting === 'lost') return false;
    if (waiting !== 'waited' && !this.#promising.some(({ node }) => node === waiting.result)) {
      this.#promising.push({ in: at, node: waiting.result });
    }
    return true;
  }

  /** Whether it gave a promise before, so that its callers know what to do. */
  #gavePromise({ in: at, node }: PlacedFunction): boolean {
    const was = this.#pairs(at).find(({ now }) => now === node)?.was;
    if (!was) return false;
    if (was.async) return true;
    const old = this.#old();
    const file = old.program.files.get(at.path);
    return file !== undefined && returnsPromise(old, file, was);
  }

  /** Files that have not changed hold the same functions in the same order. */
  #pairs(at: ModelFile): readonly FunctionPair[] {
    let pairs = this.#known.get(at);
    if (!pairs) this.#known.set(at, (pairs = pairsOf(this.#input.parse(at.path), at.file)));
    return pairs;
  }

  #old(): Analysis {
    return (this.#before ??= new Analysis(asPlanInput(this.#input)));
  }
}

function leftover(at: ModelFile, node: Node, message: string, callee: ModelFile): Leftover {
  const { path, line } = placeOf(at, node);
  return { path, line, message, callee: callee.path };
}

function asPlanInput(input: ProgramInput): PlanInput {
  return { ...input, findings: () => Promise.resolve([]) };
}
