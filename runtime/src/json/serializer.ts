/** A `JSON.stringify` for values of one shape, on a path of its own where that has shown to be faster. */
import { reportFallback } from '../settings/fallback.ts';
import type { Switch } from '../settings/parts.ts';
import { isOff } from '../settings/switches.ts';
import { contest, type Contest } from './contest.ts';
import { shapeOf, type Shape } from './shape.ts';
import { writerOf, type Writer } from './writer.ts';

/** How a serializer is made. */
export interface SerializerOptions {
  /** What its values look like; by default that is learned of the first one. */
  readonly shape?: Shape | undefined;
  /** `off` is `JSON.stringify` itself; `on` by default. */
  readonly mode?: Switch | undefined;
}

/** What a serializer does by now. */
export type SerializerPath = 'checking' | 'measuring' | 'own' | 'plain';

/** Gives what `JSON.stringify(value)` gives. */
export interface Serializer<Value> {
  (value: Value): string;
  /** By which path. */
  readonly path: SerializerPath;
}

/** How many outputs are compared before anything is measured. */
const CHECKS = 10;
/** After so many values of its own path, those it had to pass on are counted, and may be one in ten. */
const WINDOW = 100;
const MOST_PASSED_ON = 10;

/**
 * Makes one. It compares its first outputs with those of `JSON.stringify`, measures both on the values it is given, and
 * keeps to what is faster; measuring takes about a millisecond in each of forty calls. A difference, were there ever
 * one, is reported and leaves it with `JSON.stringify` for good.
 */
export function serializer<Value>(options: SerializerOptions = {}): Serializer<Value> {
  const run = new SerializerRun(options);
  const stringify = (value: Value): string => run.stringify(value);
  return Object.defineProperty(stringify, 'path', { get: () => run.path }) as Serializer<Value>;
}

/** For tests: with a writer of their own. */
export class SerializerRun {
  path: SerializerPath;
  readonly #makeWriter: (shape: Shape) => Writer;
  #shape: Shape | undefined;
  #writer: Writer | undefined;
  #checks = 0;
  #contest: Contest = contest();
  #values = 0;
  #passedOn = 0;

  constructor({ shape, mode }: SerializerOptions, makeWriter: (shape: Shape) => Writer = writerOf) {
    this.#shape = shape;
    this.#makeWriter = makeWriter;
    this.path = isOff('json', mode) ? 'plain' : 'checking';
  }

  stringify(value: unknown): string {
    switch (this.path) {
      case 'plain':
        return JSON.stringify(value);
      case 'own':
        return this.#count(this.#writer?.(value)) ?? JSON.stringify(value);
      default:
        return this.#learn(value);
    }
  }

  /** Too many values that its own path can't write cost more than it gains. */
  #count(own: string | undefined): string | undefined {
    if (own === undefined) this.#passedOn++;
    if (++this.#values < WINDOW) return own;
    if (this.#passedOn > MOST_PASSED_ON) this.#fallBack('too many values are of another shape');
    this.#values = 0;
    this.#passedOn = 0;
    return own;
  }

  #learn(value: unknown): string {
    const plain = JSON.stringify(value);
    const writer = this.#writerFor(value);
    const own = writer?.(value);
    if (!writer || (own !== undefined && own !== plain)) {
      this.#fallBack(writer ? `an output was another: ${plain.slice(0, 80)}` : 'the values have no shape to rely on');
    } else if (this.#count(own) === undefined) {
      return plain;
    } else if (this.path === 'checking') {
      if (++this.#checks === CHECKS) this.path = 'measuring';
    } else {
      this.#measure(value, writer);
    }
    return plain;
  }

  #measure(value: unknown, writer: Writer): void {
    const winner = this.#contest.round(
      () => writer(value),
      () => JSON.stringify(value),
    );
    if (winner === 'first') this.path = 'own';
    if (winner === 'second') this.path = 'plain';
  }

  #writerFor(value: unknown): Writer | undefined {
    if (this.#writer) return this.#writer;
    this.#shape ??= shapeOf(value);
    try {
      this.#writer = this.#shape && this.#makeWriter(this.#shape);
    } catch {
      reportFallback('json', 'the process allows no code made of texts');
    }
    return this.#writer;
  }

  #fallBack(reason: string): void {
    this.path = 'plain';
    reportFallback('json', reason);
  }
}
