/** One pass over a file for all rules of the plugin: the first that asks makes it, the others take its findings. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Context, Finding, ProjectApis, Rule } from '../contracts.ts';
import type { Config } from '../project/config/config.ts';
import { externalTables, type ExternalTables } from '../program/external-tables.ts';
import { triggeredBy, type TriggeredBy } from '../engine/triggers.ts';
import { FilePlaces, type FilePlace } from './file-place.ts';
import { findInFile, isTestFile, type FileFindings } from './file-findings.ts';
import type { HostContext } from './host.ts';
import { IgnoredFiles } from './ignored-files.ts';
import { IndexedProjects, type IndexedText } from './indexed-project.ts';
import { isMendableHere, Remedies, type Remedy } from './remedies.ts';
import { noConfig, ProjectConfigs, type FolderConfig } from './project-config.ts';
import { joined, SettingsReader, type Settings } from './settings.ts';
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

  /** Why a rule has found nothing, where it has failed. */
  failures(rule: string): readonly string[] {
    const own = this.#found.failures.filter(({ message }) => message.startsWith(`rule ${rule} failed`));
    return own.map(({ message }) => message);
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
  readonly rules: readonly Rule[];
  readonly triggered: TriggeredBy;
  readonly tables: ExternalTables;
}

/** The last text that was searched for triggers. Linters ask for one file after the other. */
interface Glance {
  readonly text: string;
  readonly filename: string;
  readonly settings: Settings;
  /** Rules that have asked. */
  readonly asked: Set<string>;
  /** Rules that may have something to say. */
  readonly found: ReadonlySet<string>;
  readonly place: FilePlace;
  readonly search: Search;
  readonly config: FolderConfig;
  /** What is known of it from the whole program. */
  readonly known: IndexedText | undefined;
}

/** What there is to say of a file. */
export type Answer =
  | { readonly kind: 'findings'; readonly result: () => FileResult | undefined }
  /** Its configuration can't be used, so nobody knows what would be wanted; said once for each file. */
  | { readonly kind: 'fault'; readonly message: string };

/** All files a linter asks about, as long as it keeps their trees. */
export class FileLints {
  readonly #rules: readonly Rule[];
  readonly #places = new FilePlaces();
  readonly #configs: ProjectConfigs;
  readonly #projects = new IndexedProjects();
  readonly #lints = new WeakMap<TSESTree.Program, FileLint>();
  readonly #searches = new Map<string, Search>();
  readonly #settings = new SettingsReader();
  readonly #ignored = new IgnoredFiles();
  #glance: Glance | undefined;

  /** @param schema what schema/config.json holds */
  constructor(rules: readonly Rule[], schema: object) {
    this.#rules = rules;
    this.#configs = new ProjectConfigs(
      schema,
      rules.map(({ id }) => id),
    );
  }

  /**
   * Tells that a rule is on for a file, and gives what is found there, to be asked once all rules are told of; undefined
   * where its text says that this is nothing. The tree isn't touched before.
   * @param contexts in which the rule reports
   */
  begin(rule: string, contexts: readonly Context[], context: HostContext): Answer | undefined {
    const glance = this.#glanceFor(rule, context);
    const { fault } = glance.config;
    if (fault !== undefined) return glance.asked.size === 1 ? { kind: 'fault', message: fault } : undefined;
    if (!glance.found.has(rule)) return undefined;
    const lint = this.#lint(context, glance);
    lint.want(rule, contexts);
    return { kind: 'findings', result: () => lint.result };
  }

  /** Where a rule asks again about the same text, the file is linted again, and what lies around it may be new. */
  #glanceFor(rule: string, context: HostContext): Glance {
    const { filename, sourceCode } = context;
    const settings = this.#settings.read(context.settings);
    const last = this.#glance;
    const isSame = last?.text === sourceCode.text && last.filename === filename && last.settings === settings;
    const glance = isSame && !last.asked.has(rule) ? last : (this.#glance = this.#glanceAt(context, settings));
    glance.asked.add(rule);
    return glance;
  }

  #glanceAt({ filename, cwd, sourceCode: { text } }: HostContext, settings: Settings): Glance {
    const near = this.#places.of(filename, cwd, settings.root);
    const pathIn = (root: string): string => this.#places.of(filename, cwd, root).path;
    const known = settings.usesIndex ? this.#projects.of(near.root, pathIn, text) : undefined;
    const place = known ? this.#places.of(filename, cwd, known.root) : near;
    const config = settings.usesConfig ? this.#configs.of(place) : noConfig(place.root);
    const search = this.#search(joined(settings.apis, config.apis));
    const found = new Set(search.triggered(text).map(({ id }) => id));
    // What comes in through another file may have a name that is no trigger.
    if (known?.isSame === true) for (const finding of known.findings) found.add(finding.rule);
    if (settings.usesConfig && found.size > 0 && this.#ignored.has(place)) found.clear();
    for (const id of found) if (!isReported(config.config, id, place.path)) found.delete(id);
    return { text, filename, settings, asked: new Set(), found, place, search, config, known };
  }

  #lint({ sourceCode }: HostContext, { found, place, known, search, config: { config } }: Glance): FileLint {
    const { ast, text } = sourceCode;
    const made = this.#lints.get(ast);
    if (made) return made;
    const { rules, tables } = search;
    const lint = new FileLint((wanted) => {
      if (isOfNoUse(wanted, () => isTestFile(place, config, text))) return undefined;
      const result = findInFile({
        ...{ place, text, ast, comments: () => sourceCode.getAllComments(), tables, config },
        rules: rules.filter(({ id }) => wanted.has(id) && found.has(id)),
        outer: known ? outerContexts(known) : new Map(),
      });
      const findings = known ? withProject(result.findings, known) : result.findings;
      return new FileResult({ ...result, findings }, place);
    });
    this.#lints.set(ast, lint);
    return lint;
  }

  #search(apis: ProjectApis): Search {
    const key = JSON.stringify(apis);
    const search = this.#searches.get(key) ?? searchFor(this.#rules, apis);
    this.#searches.set(key, search);
    return search;
  }
}

/** Whether the configuration wants to hear of a rule in a file. */
function isReported(config: Config, rule: string, path: string): boolean {
  if (config.layers.length === 0) return true;
  const isLeftOut = config.ignoredBy(path, 'file') !== undefined || config.unreportedBy(path) !== undefined;
  return !isLeftOut && config.ruleSwitch(rule, path).value === 'on';
}

/** Code of tests has no other context, so where nobody wants that there is nothing to look for. */
function isOfNoUse(wanted: Wanted, isTest: () => boolean): boolean {
  return ![...wanted.values()].some((contexts) => contexts.includes('test')) && isTest();
}

function searchFor(rules: readonly Rule[], apis: ProjectApis): Search {
  const own = hasOwn(apis) ? rules.map((rule) => rule.extend?.(apis) ?? rule) : rules;
  return { rules: own, triggered: triggeredBy(own), tables: externalTables(apis) };
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
