/** One pass over a file for all rules of the plugin: the first that asks makes it, the others take its findings. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Context, Finding, ProjectApis, Rule } from '../contracts.ts';
import { externalTables, type ExternalTables } from '../program/external-tables.ts';
import { triggeredBy, type TriggeredBy } from '../engine/triggers.ts';
import { FilePlaces, type FilePlace } from './file-place.ts';
import { findInFile, isTestFile, type FileFindings } from './file-findings.ts';
import type { HostContext } from './host.ts';
import { IndexedProjects, type IndexedText } from './indexed-project.ts';
import { isMendableHere, Remedies, type Remedy } from './remedies.ts';
import { readSettings, type Settings } from './settings.ts';
import { outerContexts, withProject } from './with-project.ts';

/** What was found in one file, and what can be done about it. */
export class FileResult {
  readonly #found: FileFindings;
  readonly #byRule: ReadonlyMap<string, readonly Finding[]>;
  readonly #remedies: Remedies;

  constructor(found: FileFindings, place: FilePlace) {
    this.#found = found;
    this.#byRule = byRule(found.findings);
    this.#remedies = new Remedies(found, place);
  }

  findings(rule: string): readonly Finding[] {
    return this.#byRule.get(rule) ?? [];
  }

  remedies(rule: string, findings: readonly Finding[]): ReadonlyMap<Finding, Remedy> {
    return this.#remedies.of(rule, findings);
  }

  isMendableHere(finding: Finding): boolean {
    return isMendableHere(this.#found, finding);
  }
}

/** Rules that are on, and the contexts in which each reports. */
type Wanted = Map<string, readonly Context[]>;

/** One parsed file: collects the rules that are on, then looks for all of them at once. */
class FileLint {
  readonly #wanted: Wanted = new Map();
  readonly #find: (wanted: Wanted) => FileResult | undefined;
  #result: { readonly found: FileResult | undefined } | undefined;

  constructor(find: (wanted: Wanted) => FileResult | undefined) {
    this.#find = find;
  }

  want(rule: string, contexts: readonly Context[]): void {
    this.#wanted.set(rule, contexts);
  }

  get result(): FileResult | undefined {
    return (this.#result ??= { found: this.#find(this.#wanted) }).found;
  }
}

/** Rules that know the project's own APIs, and the texts they wait for. */
interface Search {
  readonly settings: Settings;
  readonly rules: readonly Rule[];
  readonly triggered: TriggeredBy;
  readonly tables: ExternalTables;
}

/** The last text that was searched for triggers. Linters ask for one file after the other. */
interface Glance {
  readonly text: string;
  readonly filename: string;
  readonly search: Search;
  /** Rules that have asked. */
  readonly asked: Set<string>;
  /** Rules that may have something to say. */
  readonly found: ReadonlySet<string>;
  readonly place: FilePlace;
  /** What is known of it from the whole program. */
  readonly known: IndexedText | undefined;
}

/** All files a linter asks about, as long as it keeps their trees. */
export class FileLints {
  readonly #rules: readonly Rule[];
  readonly #places = new FilePlaces();
  readonly #projects = new IndexedProjects();
  readonly #lints = new WeakMap<TSESTree.Program, FileLint>();
  readonly #searches = new Map<string, Search>();
  readonly #searchOf = new WeakMap<object, Search>();
  #glance: Glance | undefined;

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
  }

  /**
   * Tells that a rule is on for a file, and gives what is found there, to be asked once all rules are told of; undefined
   * where its text says that this is nothing. The tree isn't touched before.
   * @param contexts in which the rule reports
   */
  begin(rule: string, contexts: readonly Context[], context: HostContext): (() => FileResult | undefined) | undefined {
    const search = this.#search(context.settings);
    const glance = this.#glanceFor(rule, context, search);
    if (!glance.found.has(rule)) return undefined;
    const lint = this.#lint(context, search, glance);
    lint.want(rule, contexts);
    return () => lint.result;
  }

  /** Where a rule asks again about the same text, the file is linted again, and what lies around it may be new. */
  #glanceFor(rule: string, context: HostContext, search: Search): Glance {
    const { filename, sourceCode } = context;
    const last = this.#glance;
    const isSame = last?.text === sourceCode.text && last.filename === filename && last.search === search;
    const glance = isSame && !last.asked.has(rule) ? last : (this.#glance = this.#glanceAt(context, search));
    glance.asked.add(rule);
    return glance;
  }

  #glanceAt({ filename, cwd, sourceCode: { text } }: HostContext, search: Search): Glance {
    const near = this.#places.of(filename, cwd, search.settings.root);
    const pathIn = (root: string): string => this.#places.of(filename, cwd, root).path;
    const known = search.settings.usesIndex ? this.#projects.of(near.root, pathIn, text) : undefined;
    const place = known ? this.#places.of(filename, cwd, known.root) : near;
    const found = new Set(search.triggered(text).map(({ id }) => id));
    // What comes in through another file may have a name that is no trigger.
    if (known?.isSame === true) for (const { rule } of known.findings) found.add(rule);
    return { text, filename, search, asked: new Set(), found, place, known };
  }

  #lint({ sourceCode }: HostContext, { rules, tables }: Search, { found, place, known }: Glance): FileLint {
    const { ast, text } = sourceCode;
    const made = this.#lints.get(ast);
    if (made) return made;
    const lint = new FileLint((wanted) => {
      if (isOfNoUse(wanted, () => isTestFile(place, text))) return undefined;
      const result = findInFile({
        ...{ place, text, ast, comments: () => sourceCode.getAllComments(), tables },
        rules: rules.filter(({ id }) => wanted.has(id) && found.has(id)),
        outer: known ? outerContexts(known) : new Map(),
      });
      const findings = known ? withProject(result.findings, known) : result.findings;
      return new FileResult({ file: result.file, findings }, place);
    });
    this.#lints.set(ast, lint);
    return lint;
  }

  /** Settings come as an object that lasts, or as a new one for each file that says the same. */
  #search(shared: HostContext['settings']): Search {
    const known = this.#searchOf.get(shared);
    if (known) return known;
    const settings = readSettings(shared);
    const key = JSON.stringify(settings);
    const search = this.#searches.get(key) ?? searchFor(this.#rules, settings);
    this.#searches.set(key, search);
    this.#searchOf.set(shared, search);
    return search;
  }
}

/** Code of tests has no other context, so where nobody wants that there is nothing to look for. */
function isOfNoUse(wanted: Wanted, isTest: () => boolean): boolean {
  return ![...wanted.values()].some((contexts) => contexts.includes('test')) && isTest();
}

function searchFor(rules: readonly Rule[], settings: Settings): Search {
  const own = hasOwn(settings.apis) ? rules.map((rule) => rule.extend?.(settings.apis) ?? rule) : rules;
  return { settings, rules: own, triggered: triggeredBy(own), tables: externalTables(settings.apis) };
}

function hasOwn({ handlers, clients, syncApis }: ProjectApis): boolean {
  return handlers.length + clients.length + syncApis.length > 0;
}

function byRule(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule);
    if (group) group.push(finding);
    else groups.set(finding.rule, [finding]);
  }
  return groups;
}
