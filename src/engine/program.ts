/** Parses what has to be parsed, file by file, and keeps facts instead of trees. */
import { join as joinPath } from 'node:path';
import type { Failure } from '../contracts.ts';
import { readSource } from '../project/read-source.ts';
import { collectFacts } from '../program/collect.ts';
import type { FileFacts } from '../program/facts.ts';
import type { ModuleGraph } from '../program/module-graph.ts';
import { outlineOf, type Unit } from '../program/outline.ts';
import type { ImportAliases } from '../syntax/origin.ts';
import type { ParsedFile } from '../syntax/source-file.ts';
import { covers, type Outline } from './cache/file-record.ts';
import { detect, type Detected } from './detect.ts';
import { readDirectives, type Directive } from './directives.ts';
import { faultOf } from './faults.ts';
import { Importers } from './importers.ts';
import { locate, type Located } from './locate.ts';
import { isCheap, syntaxFailure } from './syntax-check.ts';
import { readTree } from './read-tree.ts';
import type { Glance, Survey } from './survey.ts';
import { Ways, type Outlined } from './ways.ts';

/** A detected place with its position and the code it stands in. */
export type Placed = Detected & Located;

export interface ParsedProgram {
  readonly facts: ReadonlyMap<string, FileFacts>;
  readonly placed: ReadonlyMap<string, readonly Placed[]>;
  /** What comments say to perfmig, by file. */
  readonly directives: ReadonlyMap<string, readonly Directive[]>;
  readonly failures: readonly Failure[];
}

export interface ParserOptions {
  /** Absolute. */
  readonly root: string;
  readonly survey: Survey;
  readonly graph: ModuleGraph;
  /** Matches come with what their rules would write. */
  readonly wantsFixes?: boolean;
}

/**
 * Parses the files that hold a trigger; then, until nothing is new, those that
 * import a file with a finding in a function, and those whose code is needed to
 * know what becomes of the functions handed to it.
 */
export class ProgramParser {
  readonly #root: string;
  readonly #wantsFixes: boolean;
  readonly #survey: Survey;
  readonly #importers: Importers;
  readonly #facts = new Map<string, FileFacts>();
  readonly #placed = new Map<string, readonly Placed[]>();
  readonly #directives = new Map<string, readonly Directive[]>();
  readonly #failures = new Map<string, readonly Failure[]>();
  readonly #units = new Map<string, readonly Unit[]>();
  readonly #ways: Ways;
  readonly #parsed = new Set<string>();

  constructor({ root, survey, graph, wantsFixes = false }: ParserOptions) {
    this.#root = root;
    this.#wantsFixes = wantsFixes;
    this.#survey = survey;
    this.#importers = new Importers(survey, graph);
    this.#ways = new Ways({
      graph,
      importers: this.#importers,
      paths: () => survey.glances.keys(),
      textOf: (path) => (this.#isTest(path) ? undefined : this.#textOf(path)),
      outlined: (path) => this.#outlined(path),
    });
  }

  get program(): ParsedProgram {
    const failures = [...this.#failures.values()].flat();
    const isReported = ({ path }: Failure): boolean => this.#survey.glances.get(path)?.isReported === true;
    return {
      facts: this.#facts,
      placed: this.#placed,
      directives: this.#directives,
      failures: failures.filter(isReported),
    };
  }

  /** How many files were parsed. */
  get parsed(): number {
    return this.#parsed.size;
  }

  /** Yields after each file. */
  *parseAll(): Generator<void> {
    for (const glance of this.#survey.glances.values()) {
      if (glance.rules.length === 0 && !glance.hasDirectives) continue;
      this.#search(glance);
      yield;
    }
    if (this.#placed.size > 0 || !this.#ways.isEmpty) yield* this.#readBuilt();
    yield* this.#ways.follow();
    yield* this.#checkRest();
  }

  /** Detects anew in a file some of whose imports turned out to come from outside the program. */
  detectAgain(path: string, aliases: ImportAliases): void {
    const glance = this.#survey.glances.get(path);
    if (!glance?.isReported || !this.#canParse(path)) return;
    const asked = idsOf(glance);
    const { again } = glance.record;
    const key = JSON.stringify([...aliases].sort());
    const known = again.value;
    if (known?.aliases === key && covers(known.asked, asked)) return this.#place(path, wanted(known.placed, asked));
    const file = this.#tree(glance, aliases);
    const placed = file && this.#guard(path, () => this.#detect(glance, file, glance.asked));
    if (placed && this.#isKept(path)) again.set({ asked, aliases: key, placed });
  }

  /** Looks for findings; a file without any is forgotten, unless others get at what it hands on. */
  #search(glance: Glance): void {
    if (!this.#recall(glance) && !this.#searchTree(glance)) return;
    // What a module does when it is loaded, it does at start-up, whoever loads it; test code is that whoever calls it.
    const reached = this.#isTest(glance.path) ? [] : (this.#placed.get(glance.path) ?? []).filter(({ fn }) => fn > 0);
    const places = reached.map(({ span }) => span);
    if (places.length > 0 || glance.handsOn) this.#ways.begin(glance.path, places, glance.handsOn);
  }

  /** Takes over what an earlier run found in this text; tells whether it knows. */
  #recall(glance: Glance): boolean {
    const { path, record, hasDirectives } = glance;
    const known = record.searched.value;
    const asked = idsOf(glance);
    if (this.#wantsFixes || !known || !covers(known.asked, asked) || !this.#canParse(path)) return false;
    this.#parsed.add(path);
    if (hasDirectives && known.directives) this.#directives.set(path, known.directives);
    const placed = wanted(known.placed, asked);
    if (placed.length > 0) this.#factsOf(path);
    this.#place(path, placed);
    return true;
  }

  /** Whether the file has a tree. */
  #searchTree(glance: Glance): boolean {
    const { path, record, rules } = glance;
    const file = this.#tree(glance);
    if (!file) return false;
    const placed = this.#guard(path, () => this.#detect(glance, file, rules));
    // Its names are asked for at once; a second tree would cost as much as this one.
    if (glance.handsOn && !this.#facts.has(path)) this.#guard(path, () => this.#collect(file, glance));
    if (placed && this.#isKept(path))
      record.searched.set({ asked: idsOf(glance), placed, directives: this.#directives.get(path) });
    return true;
  }

  #detect(glance: Glance, file: ParsedFile, rules: Glance['rules']): readonly Placed[] {
    const { detected, failures } = detect(file, rules, this.#wantsFixes);
    if (failures.length > 0) this.#failures.set(glance.path, failures);
    if (detected.length === 0) return [];
    const facts = this.#facts.get(glance.path) ?? this.#collect(file, glance);
    const placed = locate(file.text, facts, detected);
    this.#place(glance.path, placed);
    return placed;
  }

  #place(path: string, placed: readonly Placed[]): void {
    if (placed.length > 0) this.#placed.set(path, placed);
  }

  /** What was found in a file that something went wrong with may be more another time. */
  #isKept(path: string): boolean {
    return !this.#wantsFixes && !this.#failures.has(path);
  }

  /** Files that build specifiers, or name a worker's file: what they import only their trees tell. */
  *#readBuilt(): Generator<void> {
    for (const { path, buildsSpecifiers } of this.#survey.glances.values()) {
      if (!buildsSpecifiers) continue;
      this.#factsOf(path);
      yield;
    }
  }

  #outlined(path: string): Outlined | undefined {
    const facts = this.#factsOf(path);
    return facts && { facts, units: this.#units.get(path) ?? [] };
  }

  /** A broken file that no rule asked for is worth a word, where looking for one costs next to nothing. */
  *#checkRest(): Generator<void> {
    const glances = [...this.#survey.glances.values()];
    const rest = glances.filter(({ path, isReported }) => isReported && !this.#parsed.has(path));
    if (!isCheap(rest)) return;
    for (const { path, text, record } of rest) {
      if (text === undefined || record.atHand.isSound) continue;
      const failure = syntaxFailure(path, text);
      if (failure) this.#failures.set(path, [failure]);
      else record.learn({ isSound: true });
      yield;
    }
  }

  #factsOf(path: string): FileFacts | undefined {
    const glance = this.#survey.glances.get(path);
    if (!glance) return undefined;
    const known = this.#facts.get(glance.path);
    if (known) return known;
    const outline = this.#canParse(path) ? glance.record.outline.value : undefined;
    if (outline) {
      this.#parsed.add(path);
      return this.#add(path, outline);
    }
    const file = this.#tree(glance);
    return file && this.#guard(file.path, () => this.#collect(file, glance));
  }

  #collect(file: ParsedFile, { path, record }: Glance): FileFacts {
    const outline = { facts: collectFacts(file), units: outlineOf(file.ast, file.text) };
    record.outline.set(outline);
    return this.#add(path, outline);
  }

  #add(path: string, { facts, units }: Outline): FileFacts {
    this.#facts.set(path, facts);
    this.#units.set(path, units);
    this.#importers.add(facts);
    return facts;
  }

  /** What can't be walked costs its own file alone. */
  #guard<Result>(path: string, work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      this.#failures.set(path, [faultOf(path, error)]);
      return undefined;
    }
  }

  #tree(glance: Glance, aliases?: ImportAliases): ParsedFile | undefined {
    const text = this.#canParse(glance.path) ? this.#textOf(glance.path) : undefined;
    if (text === undefined) return undefined;
    this.#parsed.add(glance.path);
    const tree = readTree(glance.path, text, aliases);
    if (tree.kind === 'failure') {
      this.#failures.set(glance.path, [tree.failure]);
      return undefined;
    }
    if (glance.hasDirectives) this.#directives.set(glance.path, readDirectives(text, tree.file.comments()));
    return tree.file;
  }

  /** Whether nothing has been found to be wrong with its syntax. */
  #canParse(path: string): boolean {
    return this.#failures.get(path)?.some(({ stage }) => stage === 'parse') !== true;
  }

  #isTest(path: string): boolean {
    return this.#survey.glances.get(path)?.kind === 'test';
  }

  #textOf(path: string): string | undefined {
    const known = this.#survey.glances.get(path)?.text;
    if (known !== undefined) return known;
    const source = readSource(joinPath(this.#root, path), path);
    return source.kind === 'text' ? source.text : undefined;
  }
}

function idsOf({ asked }: Glance): readonly string[] {
  return asked.map(({ id }) => id);
}

/** Of what more rules found, what these find, as if they had been alone. */
function wanted(placed: readonly Placed[], asked: readonly string[]): readonly Placed[] {
  return asked.flatMap((id) => placed.filter(({ rule }) => rule === id));
}
