/** The findings of one file by itself, by the code the command line uses for a program. */
import { isBuiltin } from 'node:module';
import type { TSESTree } from '@typescript-eslint/types';
import { codemodOf } from '../catalog/mends.ts';
import type { Failure, Finding, Rule } from '../contracts.ts';
import { detect } from '../engine/detect.ts';
import { readDirectives } from '../engine/directives.ts';
import { fileKinds, kindByPlace } from '../engine/file-kinds.ts';
import { findingsOf } from '../engine/findings.ts';
import { locate } from '../engine/locate.ts';
import { servicesOf } from '../engine/services.ts';
import type { CallGraph } from '../program/call-graph.ts';
import { collectFacts } from '../program/collect.ts';
import { Contexts, type FunctionContext } from '../program/contexts.ts';
import type { ExternalTables } from '../program/external-tables.ts';
import type { FileKind } from '../program/file-kinds.ts';
import { scanSpecifiers } from '../program/import-scan.ts';
import { link } from '../program/linker.ts';
import { ModuleGraph } from '../program/module-graph.ts';
import type { Comment } from '../syntax/comment.ts';
import { createSourceFile, type ParsedFile } from '../syntax/source-file.ts';
import type { Config } from '../project/config/config.ts';
import type { FilePlace } from './file-place.ts';
import type { HostComment } from './host.ts';
import type { OuterContexts } from './with-project.ts';

/** A file and what to look for in it. */
export interface FileInput {
  readonly place: FilePlace;
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly comments: () => readonly HostComment[];
  /** Rules that run, with the project's own tables. */
  readonly rules: readonly Rule[];
  readonly tables: ExternalTables;
  /** What is said of when its code runs. */
  readonly config: Config;
  /** What is known from other files of when its functions run. */
  readonly outer: OuterContexts;
}

/** What was found, and the file it was found in. */
export interface FileFindings {
  readonly file: ParsedFile;
  readonly findings: readonly Finding[];
  /** Rules that failed; the others went on. */
  readonly failures: readonly Failure[];
}

/** Runs the rules, and asks for contexts only where one of them found something. */
export function findInFile(input: FileInput): FileFindings {
  const { place, text, ast, rules } = input;
  const file = createSourceFile(place.path, text, ast, { comments: () => plainComments(input) });
  const { detected, failures } = detect(file, rules, true);
  if (detected.length === 0) return { file, findings: [], failures };
  const facts = collectFacts(file);
  const placed = locate(text, facts, detected);
  const program = {
    facts: new Map([[place.path, facts]]),
    placed: new Map([[place.path, placed]]),
    directives: directivesOf(input, file),
    failures: [],
  };
  return { file, findings: judge(input, program), failures };
}

type FileProgram = Parameters<typeof findingsOf>[1]['program'];

function judge({ place, text, rules, tables, config, outer }: FileInput, program: FileProgram): readonly Finding[] {
  const { path, packages } = place;
  const specifiers = scanSpecifiers(text);
  const modules = new ModuleGraph([path], { packages, tsconfigs: [] });
  const graph = linked(program, modules, tables);
  const kind = kindOf(place, config, specifiers);
  const kinds = fileKinds({
    facts: program.facts,
    glances: new Map([[path, { specifiers, kind }]]),
    modules,
    packages,
  });
  const contexts = new Contexts(graph, {
    kindOf: kinds.kindOf,
    usesNext: packages.some(({ dependencies }) => dependencies.has('next')),
    declaredFor: (at) => config.contextOf(at)?.value,
  });
  const names = rules.map(({ id }) => id);
  const first = graph.moduleFunctions.get(path) ?? 0;
  const scopes = new Map(program.placed.get(path)?.map(({ fn, scope }) => [fn, scope]));
  return findingsOf(
    { path, lines: 0 },
    {
      ...{ program, graph, codemodOf, isOn: () => true },
      contexts: { of: (id) => widest(contexts.of(id), outer.get(scopes.get(id - first) ?? '')) },
      isBrowser: (at) => (isComponent(at) ? !specifiers.some(isBuiltin) : kinds.isBrowser(at)),
      rules: { known: names, active: new Set(names) },
      isService: servicesOf(contexts.requestFiles, packages),
    },
  ).findings;
}

/** Requests win; what the file shows is newer than what is known of others. */
function widest(own: FunctionContext, outer: FunctionContext | undefined): FunctionContext {
  const isOwn = own.context === 'request' || own.context === 'test' || outer === undefined;
  return isOwn ? own : outer;
}

/** Whether all code of a file is that of tests, whoever calls it. */
export function isTestFile(place: FilePlace, config: Config, text: string): boolean {
  return kindOf(place, config, scanSpecifiers(text)) === 'test';
}

function kindOf({ path, packages }: FilePlace, config: Config, specifiers: readonly string[]): FileKind {
  return kindByPlace({ config, build: { packages } })(path, specifiers);
}

function linked(program: FileProgram, modules: ModuleGraph, tables: ExternalTables): CallGraph {
  return drain(link([...program.facts.values()], modules.resolve, tables));
}

/** Runs a generator that pauses for others to its end. */
function drain<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Components are code for browsers, but for what only servers have. */
function isComponent(path: string): boolean {
  return /\.(?:vue|svelte|astro)$/.test(path);
}

const DIRECTIVE_MARK = 'perfmig-';

function directivesOf({ place, text }: FileInput, file: ParsedFile): FileProgram['directives'] {
  if (!text.includes(DIRECTIVE_MARK)) return new Map();
  return new Map([[place.path, readDirectives(text, file.comments())]]);
}

function plainComments({ comments }: FileInput): readonly Comment[] {
  return comments().flatMap(({ type, value, range: [start, end] }) =>
    type === 'Line' || type === 'Block' ? [{ type, value, start, end }] : [],
  );
}
