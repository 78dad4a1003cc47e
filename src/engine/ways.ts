/** Finds the files that may be on the way from what starts a program to a finding. */
import { COMMON_EVENTS } from '../apis/takers.ts';
import type { Span } from '../contracts.ts';
import type { FileFacts } from '../program/facts.ts';
import { passesOn } from '../program/import-scan.ts';
import { emitting, Leads, namesMentioned } from '../program/leads.ts';
import type { ModuleGraph } from '../program/module-graph.ts';
import { WHOLE, type Unit } from '../program/outline.ts';
import type { Importers } from './importers.ts';

/** A parsed file, as far as its names are concerned. */
export interface Outlined {
  readonly facts: FileFacts;
  readonly units: readonly Unit[];
}

/** What is known of the program's files, and who parses them. */
export interface ProgramFiles {
  readonly graph: ModuleGraph;
  readonly importers: Importers;
  /** Every file there is, tests left out. */
  readonly paths: () => Iterable<string>;
  readonly textOf: (path: string) => string | undefined;
  readonly outlined: (path: string) => Outlined | undefined;
}

/**
 * A file is on the way if it imports one that is, and mentions a name that
 * leads on from there to a finding; or if it emits an event whose listeners do.
 * A file on the way that hands functions to an import wants that import's code.
 */
export class Ways {
  readonly #files: ProgramFiles;
  readonly #leads = new Map<string, Leads>();
  /** Files whose importers are to be looked at, again if more names lead on from them. */
  readonly #queue = new Set<string>();
  readonly #events = new Set<string>();
  #emitters: readonly string[] | undefined;

  constructor(files: ProgramFiles) {
    this.#files = files;
  }

  get isEmpty(): boolean {
    return this.#queue.size === 0;
  }

  /** Findings stand at these places of a file; or it hands on something external, under names of its own perhaps. */
  begin(path: string, places: readonly Span[], handsOn: boolean): void {
    const leads = this.#leadsOf(path);
    leads?.addPlaces(places);
    if (handsOn) leads?.passOn([WHOLE]);
    this.#queue.add(path);
  }

  /** Follows all ways to their ends; yields after each file. */
  *follow(): Generator<void> {
    for (const path of this.#queue) {
      this.#queue.delete(path);
      this.#followOne(path);
      yield;
    }
  }

  #followOne(path: string): void {
    const leads = this.#leadsOf(path);
    const { facts } = this.#files.outlined(path) ?? {};
    if (!leads || !facts) return;
    for (const { specifier, span } of facts.wantedImports) {
      const wanted = this.#files.graph.resolve(path, specifier);
      if (wanted !== undefined && leads.isMentionedIn(span)) this.#files.outlined(wanted);
    }
    for (const { specifier, name } of facts.supertypeImports) {
      const supertype = this.#files.graph.resolve(path, specifier);
      if (supertype === undefined) continue;
      this.#lead(supertype, (up) => {
        if (name === undefined) up.passOn([WHOLE]);
        else up.addNames([name]);
      });
    }
    for (const [importer, specifiers] of this.#files.importers.of(path))
      this.#enter(importer, specifiers, leads.exports);
    for (const event of leads.events) this.#emitted(event);
  }

  /** A file imports one from which these names lead on. */
  #enter(importer: string, specifiers: ReadonlySet<string>, exports: ReadonlySet<string>): void {
    const text = this.#files.textOf(importer);
    if (text === undefined) return;
    const built = [...specifiers].filter((specifier) => specifier.includes('*'));
    const sources = exports.has(WHOLE) ? [...specifiers] : built;
    const names = namesMentioned(text, exports);
    const passes = passesOn(text);
    if (sources.length === 0 && names.length === 0 && !passes) return;
    this.#lead(importer, (leads) => {
      leads.addNames(names);
      for (const specifier of sources) leads.addSource(specifier);
      if (passes) leads.passOn(exports);
    });
  }

  /** Whoever emits an event with listeners on the way is on the way, whatever it imports. */
  #emitted(event: string): void {
    if (COMMON_EVENTS.has(event) || this.#events.has(event)) return;
    this.#events.add(event);
    this.#emitters ??= [...this.#files.paths()].filter((path) => this.#files.textOf(path)?.includes('.emit(') === true);
    for (const path of this.#emitters) {
      if (this.#files.textOf(path)?.match(emitting(event))) this.#lead(path, (leads) => leads.addEvent(event));
    }
  }

  #lead(path: string, add: (leads: Leads) => void): void {
    const isNew = !this.#leads.has(path);
    const leads = this.#leadsOf(path);
    if (!leads) return;
    const before = leads.exports.size;
    add(leads);
    if (isNew || leads.exports.size > before) this.#queue.add(path);
  }

  #leadsOf(path: string): Leads | undefined {
    const known = this.#leads.get(path);
    if (known) return known;
    const text = this.#files.textOf(path);
    const units = this.#files.outlined(path)?.units;
    if (text === undefined || !units) return undefined;
    const leads = new Leads(text, units);
    this.#leads.set(path, leads);
    return leads;
  }
}
