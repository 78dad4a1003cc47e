/** Reads every file of the project once: what might hold a finding, what imports what. */
import { join } from 'node:path';
import type { Failure, Rule } from '../contracts.ts';
import type { Discovery } from '../project/discover.ts';
import { readSource } from '../project/read-source.ts';
import type { FileKind } from '../program/file-kinds.ts';
import type { Cache } from './cache/cache.ts';
import { covers, FileRecord, type Looks, type Triggered } from './cache/file-record.ts';
import type { KindByPlace } from './file-kinds.ts';
import { triggeredBy, type TriggeredBy } from './triggers.ts';
import { buildsSpecifiers, handsOn, scanSpecifiers } from '../program/import-scan.ts';

/** Characters of text kept in memory; beyond, only those of files that may hold a finding. */
const MAX_KEPT = 64e6;

/** What every comment for perfmig begins with. */
const DIRECTIVE_MARK = 'perfmig-';

/** What a glance at a file's text tells. */
export interface Glance {
  readonly path: string;
  /** Findings in it are wanted. */
  readonly isReported: boolean;
  readonly lines: number;
  readonly specifiers: readonly string[];
  /** By its place and its imports. */
  readonly kind: FileKind;
  /** It builds module specifiers, which only its tree tells. */
  readonly buildsSpecifiers: boolean;
  /** Rules that may have a finding in a file of its kind. */
  readonly asked: readonly Rule[];
  /** Those of them one of whose triggers it holds. */
  readonly rules: readonly Rule[];
  /** A comment in it may speak to perfmig. */
  readonly hasDirectives: boolean;
  /** It holds a trigger and hands on what it imports from outside the program, under names of its own perhaps. */
  readonly handsOn: boolean;
  /** Undefined where all texts together are too many to keep. */
  readonly text: string | undefined;
  /** What is known of this text. */
  readonly record: FileRecord;
}

export interface Survey {
  readonly glances: ReadonlyMap<string, Glance>;
  readonly failures: readonly Failure[];
}

export interface SurveyOptions {
  readonly rules: readonly Rule[];
  readonly kindOf: KindByPlace;
  readonly cache?: Cache | undefined;
}

/** Yields after each file, so that the caller can show progress and stop. */
export function* survey(discovery: Discovery, { rules, kindOf, cache }: SurveyOptions): Generator<void, Survey> {
  const glances = new Map<string, Glance>();
  const failures: Failure[] = [];
  const searches = searchesFor(rules);
  let kept = 0;
  for (const path of discovery.program) {
    const source = cache?.sourceOf(discovery.root, path) ?? readSource(join(discovery.root, path), path);
    if (source.kind === 'failure') failures.push(source.failure);
    else {
      const record = cache?.recordOf(path, source) ?? new FileRecord('');
      const seen = glance(
        { path, text: source.text, record, isReported: isReported(discovery, path) },
        searches,
        kindOf,
      );
      kept += source.text.length;
      glances.set(path, kept <= MAX_KEPT || seen.rules.length > 0 ? seen : { ...seen, text: undefined });
    }
    yield;
  }
  return { glances, failures: failures.filter(({ path }) => isReported(discovery, path)) };
}

function isReported({ reported }: Discovery, path: string): boolean {
  return reported === 'all' || reported.has(path);
}

/** The rules that look for triggers in files of one kind. */
interface Search {
  readonly rules: readonly Rule[];
  readonly asked: readonly string[];
  readonly triggered: TriggeredBy;
}

/** What is in a test is in no other context, so most rules have no business there. */
function searchesFor(rules: readonly Rule[]): (kind: FileKind) => Search {
  const everywhere = searchOf(rules);
  const inTests = searchOf(rules.filter(({ appliesIn }) => appliesIn.includes('test')));
  return (kind) => (kind === 'test' ? inTests : everywhere);
}

function searchOf(rules: readonly Rule[]): Search {
  return { rules, asked: rules.map(({ id }) => id), triggered: triggeredBy(rules) };
}

function glance(
  file: Pick<Glance, 'path' | 'isReported' | 'record'> & { readonly text: string },
  searches: (kind: FileKind) => Search,
  kindOf: KindByPlace,
): Glance {
  const { isReported, record, text } = file;
  const { hasDirectives, ...looks } = record.atHand.looks ?? lookAt(text, record);
  const kind = kindOf(file.path, looks.specifiers);
  const search = searches(kind);
  const { found, handsOn: hands } = isReported ? triggersIn(text, record, search) : NO_TRIGGERS;
  const rules = found.length === 0 ? [] : search.rules.filter(({ id }) => found.includes(id));
  return {
    ...{ ...file, ...looks, kind, asked: search.rules, rules },
    ...{ hasDirectives: isReported && hasDirectives, handsOn: rules.length > 0 && hands },
  };
}

const NO_TRIGGERS: Triggered = { asked: [], found: [], handsOn: false };

function lookAt(text: string, record: FileRecord): Looks {
  const looks = {
    lines: countLines(text),
    specifiers: scanSpecifiers(text),
    buildsSpecifiers: buildsSpecifiers(text),
    hasDirectives: text.includes(DIRECTIVE_MARK),
  };
  record.learn({ looks });
  return looks;
}

function triggersIn(text: string, record: FileRecord, { asked, triggered }: Search): Triggered {
  const known = record.atHand.triggered;
  if (known && covers(known.asked, asked)) return known;
  const found = triggered(text).map(({ id }) => id);
  const news = { asked, found, handsOn: found.length > 0 && handsOn(text) };
  record.learn({ triggered: news });
  return news;
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return text.endsWith('\n') ? count - 1 : count;
}
