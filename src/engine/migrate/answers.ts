/** What somebody has said to the units of a plan, kept in `.perfmig` until all is said: a run may be left and gone on with. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Unit } from '../../contracts.ts';
import { isObject } from '../../project/json-file.ts';
import type { FileSystem } from '../apply/file-system.ts';
import { makeStateFolder } from '../apply/state-folder.ts';
import { makeFolders, removeIfThere, replaceFile } from '../apply/write.ts';
import { filesOf } from '../plan/changes.ts';

export type Answer = 'accept' | 'skip';

export interface AnswersPlace {
  readonly fs: FileSystem;
  /** Absolute path of `.perfmig`. */
  readonly state: string;
  /** What tells this run from one whose answers mean something else: the project, codemods, options. JSON. */
  readonly asked: unknown;
  /** Hash of a file's bytes; undefined where there is none. */
  readonly hashOf: (path: string) => string | undefined;
  /** False for a dry run, which writes nothing. */
  readonly isKept: boolean;
}

/**
 * The answers to one question each, by all that the question was about: the unit, its edits, and the bytes of each of
 * its files. What is no longer the same is asked anew.
 */
export class Answers {
  readonly #place: AnswersPlace;
  readonly #path: string;
  readonly #answers: Map<string, Answer>;
  #isComplete = false;

  constructor(place: AnswersPlace) {
    this.#place = place;
    this.#path = join(place.state, 'answers', `${digest(place.asked).slice(0, 16)}.json`);
    this.#answers = read(this.#path);
  }

  /** What was said to exactly this unit. */
  of(unit: Unit): Answer | undefined {
    return this.#answers.get(this.#keyOf(unit));
  }

  /** Keeps what was said, on disk when it returns; undefined takes it back. */
  keep(unit: Unit, answer: Answer | undefined): void {
    if (answer === undefined) this.#answers.delete(this.#keyOf(unit));
    else this.#answers.set(this.#keyOf(unit), answer);
    this.#save();
  }

  /** Forgets what was said to units that are not among these: they, or their files, have changed. */
  forgetBut(units: readonly Unit[]): void {
    const known = new Set(units.map((unit) => this.#keyOf(unit)));
    for (const key of this.#answers.keys()) if (!known.has(key)) this.#answers.delete(key);
  }

  /** Nothing is left to be asked. */
  complete(): void {
    this.#isComplete = true;
  }

  /** To be called once the units are made: where all was said, nothing has to be kept. */
  end(): void {
    if (this.#isComplete && this.#place.isKept) removeIfThere(this.#place.fs, this.#path);
  }

  #keyOf(unit: Unit): string {
    const { id, changes, dependsOn = [] } = unit;
    const hashes = [...filesOf(unit), ...dependsOn].map((path) => [path, this.#place.hashOf(path) ?? null]);
    return digest([id, changes, hashes]);
  }

  #save(): void {
    const { fs, state, isKept } = this.#place;
    if (!isKept) return;
    makeStateFolder(fs, state);
    makeFolders(fs, join(state, 'answers'));
    const text = JSON.stringify({ version: 1, answers: Object.fromEntries(this.#answers) });
    replaceFile(fs, this.#path, `${this.#path}.tmp`, Buffer.from(`${text}\n`));
  }
}

/** None where there is no such file, or none that perfmig has written. */
function read(path: string): Map<string, Answer> {
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const answers = isObject(json) && isObject(json['answers']) ? Object.entries(json['answers']) : [];
    return new Map(answers.flatMap(([key, said]) => (said === 'accept' || said === 'skip' ? [[key, said]] : [])));
  } catch {
    return new Map();
  }
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
