/** What is known of one file's content, from earlier runs and from this one. */
import { deserialize, serialize } from 'node:v8';
import type { FileFacts } from '../../program/facts.ts';
import type { Unit } from '../../program/outline.ts';
import type { Directive } from '../directives.ts';
import type { Placed } from '../program.ts';

/** What its text tells, whatever rules there are. */
export interface Looks {
  readonly lines: number;
  readonly specifiers: readonly string[];
  readonly buildsSpecifiers: boolean;
  readonly hasDirectives: boolean;
}

/** Which of the rules asked about have a trigger in it. */
export interface Triggered {
  readonly asked: readonly string[];
  readonly found: readonly string[];
  readonly handsOn: boolean;
}

/** What its tree tells, whatever rules there are. */
export interface Outline {
  readonly facts: FileFacts;
  readonly units: readonly Unit[];
}

/** What the rules asked about find. */
export interface Searched {
  readonly asked: readonly string[];
  readonly placed: readonly Placed[];
  readonly directives: readonly Directive[] | undefined;
}

/** The same, where some of its imports stand for something outside the program. */
export interface SearchedAgain {
  readonly asked: readonly string[];
  /** Which imports, and what for. */
  readonly aliases: string;
  readonly placed: readonly Placed[];
}

/** A value that is read from its bytes when it is wanted, and written to bytes when it is new. */
export class Kept<Value> {
  #bytes: Uint8Array | undefined;
  #value: Value | undefined;
  #isNew = false;

  constructor(bytes: Uint8Array | undefined) {
    this.#bytes = bytes;
  }

  get isNew(): boolean {
    return this.#isNew;
  }

  get value(): Value | undefined {
    if (this.#value === undefined && this.#bytes !== undefined) this.#value = deserialize(this.#bytes) as Value;
    return this.#value;
  }

  set(value: Value): void {
    this.#value = value;
    this.#bytes = undefined;
    this.#isNew = true;
  }

  get bytes(): Uint8Array | undefined {
    if (this.#value !== undefined) this.#bytes ??= serialize(this.#value);
    return this.#bytes;
  }
}

/** The parts that are written to bytes each by itself. */
export type PartName = 'outline' | 'searched' | 'again';

/** What is at hand at once. */
export interface AtHand {
  readonly looks?: Looks;
  readonly triggered?: Triggered;
  /** It is known to have no fault in its syntax. */
  readonly isSound?: true;
}

/** The record of one file. */
export class FileRecord {
  /** Of the text; empty where nobody keeps the record. */
  readonly hash: string;
  readonly outline: Kept<Outline>;
  readonly searched: Kept<Searched>;
  readonly again: Kept<SearchedAgain>;
  #atHand: AtHand;
  #isNew = false;

  constructor(hash: string, parts: Readonly<Partial<Record<PartName, Uint8Array>>> = {}, atHand: AtHand = {}) {
    this.hash = hash;
    this.outline = new Kept(parts.outline);
    this.searched = new Kept(parts.searched);
    this.again = new Kept(parts.again);
    this.#atHand = atHand;
  }

  get atHand(): AtHand {
    return this.#atHand;
  }

  /** Adds to what is at hand. */
  learn(news: AtHand): void {
    this.#atHand = { ...this.#atHand, ...news };
    this.#isNew = true;
  }

  /** Whether anything in it is not written down yet. */
  get isNew(): boolean {
    return this.#isNew || [this.outline, this.searched, this.again].some((kept) => kept.isNew);
  }
}

/** Whether what was said about some rules says all about these. */
export function covers(asked: readonly string[], rules: readonly string[]): boolean {
  return rules.every((rule) => asked.includes(rule));
}
