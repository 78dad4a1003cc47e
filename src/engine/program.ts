/** Parses what has to be parsed, file by file, and keeps facts instead of trees. */
import { join } from 'node:path';
import type { Failure, Rule } from '../contracts.ts';
import { readSource } from '../project/read-source.ts';
import { collectFacts } from '../program/collect.ts';
import type { FileFacts } from '../program/facts.ts';
import { indexOfLine, lineStarts } from '../program/lines.ts';
import type { ModuleGraph } from '../program/module-graph.ts';
import type { ImportAliases } from '../syntax/origin.ts';
import { parse } from '../syntax/parse.ts';
import { createSourceFile } from '../syntax/source-file.ts';
import { detect, type Detected } from './detect.ts';
import { locate, type Located } from './locate.ts';
import type { Survey } from './survey.ts';

/** A detected place with its position and the code it stands in. */
export type Placed = Detected & Located;

export interface ParsedProgram {
  readonly facts: ReadonlyMap<string, FileFacts>;
  readonly placed: ReadonlyMap<string, readonly Placed[]>;
  readonly failures: readonly Failure[];
}

/**
 * Parses the files that hold a trigger, then, until nothing is new, those that
 * import a parsed one and those whose code a parsed one needs to be understood.
 */
export class ProgramParser {
  readonly #root: string;
  readonly #rules: readonly Rule[];
  readonly #survey: Survey;
  readonly #graph: ModuleGraph;
  readonly #facts = new Map<string, FileFacts>();
  readonly #placed = new Map<string, readonly Placed[]>();
  readonly #failures = new Map<string, Failure[]>();
  readonly #importers = new Map<string, string[]>();
  readonly #seen = new Set<string>();

  /** @param root absolute */
  constructor(root: string, rules: readonly Rule[], survey: Survey, graph: ModuleGraph) {
    this.#root = root;
    this.#rules = rules;
    this.#survey = survey;
    this.#graph = graph;
    for (const { path, specifiers } of survey.glances.values()) {
      for (const specifier of specifiers) this.#noteImport(path, specifier);
    }
  }

  get program(): ParsedProgram {
    return { facts: this.#facts, placed: this.#placed, failures: [...this.#failures.values()].flat() };
  }

  /** Yields after each file. */
  *parseAll(): Generator<void> {
    const queue = [...this.#survey.glances.values()].filter(({ rules }) => rules.length > 0).map(({ path }) => path);
    if (queue.length > 0) {
      for (const { path, buildsSpecifiers } of this.#survey.glances.values()) if (buildsSpecifiers) queue.push(path);
    }
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      if (this.#seen.has(path)) continue;
      this.#seen.add(path);
      const facts = this.#parse(path);
      if (facts) queue.push(...this.#neighbours(facts));
      yield;
    }
  }

  /** Detects anew in a file some of whose imports turned out to come from outside the program. */
  detectAgain(path: string, aliases: ImportAliases): void {
    this.#parse(path, aliases);
  }

  #noteImport(from: string, specifier: string): void {
    const target = this.#graph.resolve(from, specifier);
    if (target === undefined) return;
    const importers = this.#importers.get(target);
    if (importers) importers.push(from);
    else this.#importers.set(target, [from]);
  }

  #neighbours(facts: FileFacts): readonly string[] {
    // What only the tree tells of imports is known from now on.
    for (const specifier of facts.imports) if (!specifier.includes('*')) this.#noteImport(facts.path, specifier);
    const wanted = facts.wantedImports.flatMap((specifier) => this.#graph.resolve(facts.path, specifier) ?? []);
    return [...(this.#importers.get(facts.path) ?? []), ...wanted];
  }

  #parse(path: string, aliases?: ImportAliases): FileFacts | undefined {
    const glance = this.#survey.glances.get(path);
    const text = glance?.text ?? this.#read(path);
    if (glance === undefined || text === undefined) return undefined;
    const parsed = parse(path, text);
    if (parsed.kind === 'error') {
      const line = indexOfLine(lineStarts(text), parsed.offset) + 1;
      this.#fail({ path, stage: 'parse', message: `line ${line}: ${parsed.message}` });
      return undefined;
    }
    const file = createSourceFile(path, text, parsed.ast, aliases);
    const rules = aliases && glance.isReported ? this.#rules : glance.rules;
    const { detected, failures } = detect(file, rules);
    this.#failures.set(path, [...failures]);
    const facts = collectFacts(file);
    this.#facts.set(path, facts);
    this.#placed.set(path, locate(text, facts, detected));
    return facts;
  }

  #read(path: string): string | undefined {
    const source = readSource(join(this.#root, path), path);
    return source.kind === 'text' ? source.text : undefined;
  }

  #fail(failure: Failure): void {
    this.#failures.set(failure.path, [failure]);
  }
}
