/** One pass over a file for all rules of the plugin: the first that asks makes it, the others take its findings. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Finding, ProjectApis, Rule } from '../contracts.ts';
import { triggeredBy, type TriggeredBy } from '../engine/triggers.ts';
import { FilePlaces, type FilePlace } from './file-place.ts';
import { findInFile, type FileFindings } from './file-findings.ts';
import type { HostContext } from './host.ts';
import { isMendableHere, Remedies, type Remedy } from './remedies.ts';
import { readSettings, type Settings } from './settings.ts';

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

/** One parsed file: collects the rules that are on, then looks for all of them at once. */
class FileLint {
  readonly #wanted = new Set<string>();
  readonly #find: (rules: ReadonlySet<string>) => FileResult;
  #result: FileResult | undefined;

  constructor(find: (rules: ReadonlySet<string>) => FileResult) {
    this.#find = find;
  }

  want(rule: string): void {
    this.#wanted.add(rule);
  }

  get result(): FileResult {
    return (this.#result ??= this.#find(this.#wanted));
  }
}

/** Rules that know the project's own APIs, and the texts they wait for. */
interface Search {
  readonly settings: Settings;
  readonly rules: readonly Rule[];
  readonly triggered: TriggeredBy;
}

/** The last text that was searched for triggers. Linters ask for one file after the other. */
interface Glance {
  readonly text: string;
  readonly search: Search;
  readonly found: ReadonlySet<string>;
}

/** All files a linter asks about, as long as it keeps their trees. */
export class FileLints {
  readonly #rules: readonly Rule[];
  readonly #places = new FilePlaces();
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
   */
  begin(rule: string, context: HostContext): (() => FileResult) | undefined {
    const search = this.#search(context.settings);
    const { text } = context.sourceCode;
    if (this.#glance?.text !== text || this.#glance.search !== search) {
      this.#glance = { text, search, found: new Set(search.triggered(text).map(({ id }) => id)) };
    }
    if (!this.#glance.found.has(rule)) return undefined;
    const lint = this.#lint(context, search, this.#glance.found);
    lint.want(rule);
    return () => lint.result;
  }

  #lint({ filename, cwd, sourceCode }: HostContext, search: Search, triggered: ReadonlySet<string>): FileLint {
    const { ast, text } = sourceCode;
    const known = this.#lints.get(ast);
    if (known) return known;
    const lint = new FileLint((wanted) => {
      const rules = search.rules.filter(({ id }) => wanted.has(id) && triggered.has(id));
      const place = this.#places.of(filename, cwd, search.settings.root);
      const comments = (): ReturnType<typeof sourceCode.getAllComments> => sourceCode.getAllComments();
      return new FileResult(findInFile({ place, text, ast, comments, rules, apis: search.settings.apis }), place);
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

function searchFor(rules: readonly Rule[], settings: Settings): Search {
  const own = hasOwn(settings.apis) ? rules.map((rule) => rule.extend?.(settings.apis) ?? rule) : rules;
  return { settings, rules: own, triggered: triggeredBy(own) };
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
