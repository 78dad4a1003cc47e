/** Looks at the new text of a plan for calls that nobody waits for. It knows nothing of how the plan came about. */
import type { Node, PlanInput, PlannedFile, SourceFile } from '../../contracts.ts';
import { returnsPromise } from '../closure/promises.ts';
import { Analysis } from '../flow/analysis.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';
import { placeOf } from '../place.ts';
import { lostPromises } from './lost-promises.ts';
import { pairsOf } from './pairs.ts';
import { waitingFor } from './waiting.ts';

/** A program before or after. */
export type ProgramInput = Pick<PlanInput, 'project' | 'options' | 'read' | 'parse' | 'signal'>;

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
    const lost = lostPromises(this.#after, () => this.#old(), changed);
    return [...found, ...lost.map((call) => leftover(call.in, call.node, LOST, call.in))];
  }

  /** Adds the functions of a file that are async now, and were not. */
  #addMadeAsync(at: ModelFile): void {
    for (const { now, was } of pairsOf(this.#oldFile(at.path), at.file)) {
      if (now.async && was?.async === false) this.#promising.push({ in: at, node: now });
    }
  }

  #oldFile(path: string): SourceFile | undefined {
    return this.#files.some((file) => file.path === path && file.before !== undefined)
      ? (this.#before?.program.files.get(path)?.file ?? this.#input.parse(path))
      : undefined;
  }

  /** What is wrong with the uses of a function that gives a promise. */
  #leftOf(fn: PlacedFunction): readonly Leftover[] {
    const { calls, iterations, obstacles } = this.#after.usesOf(fn);
    return [
      ...calls.flatMap(({ in: at, node }) => (this.#isWaitedFor(at, node) ? [] : leftover(at, node, LOST, fn.in))),
      ...iterations.map(({ in: at, node }) => leftover(at, node, 'this method would wait for nothing', fn.in)),
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
    const old = this.#old();
    const was = old.program.files.get(at.path);
    if (!was) return false;
    // Files that have not changed hold the same functions in the same order.
    const pairs = pairsOf(was.file, at.file);
    const self = pairs.find(({ now }) => now === node)?.was;
    return self !== undefined && returnsPromise(old, was, self);
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
