/** Reads every file of the project once: what might hold a finding, what imports what. */
import { join } from 'node:path';
import type { Failure, Rule } from '../contracts.ts';
import type { Discovery } from '../project/discover.ts';
import { readSource } from '../project/read-source.ts';
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
  /** It builds module specifiers, which only its tree tells. */
  readonly buildsSpecifiers: boolean;
  /** Rules one of whose triggers it holds. */
  readonly rules: readonly Rule[];
  /** A comment in it may speak to perfmig. */
  readonly hasDirectives: boolean;
  /** It holds a trigger and hands on what it imports from outside the program, under names of its own perhaps. */
  readonly handsOn: boolean;
  /** Undefined where all texts together are too many to keep. */
  readonly text: string | undefined;
}

export interface Survey {
  readonly glances: ReadonlyMap<string, Glance>;
  readonly failures: readonly Failure[];
}

/** Yields after each file, so that the caller can show progress and stop. */
export function* survey(discovery: Discovery, rules: readonly Rule[]): Generator<void, Survey> {
  const glances = new Map<string, Glance>();
  const failures: Failure[] = [];
  const search = triggeredBy(rules);
  let kept = 0;
  for (const path of discovery.program) {
    const source = readSource(join(discovery.root, path), path);
    if (source.kind === 'failure') failures.push(source.failure);
    else {
      const seen = glance(path, source.text, search, isReported(discovery, path));
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

function glance(path: string, text: string, search: TriggeredBy, reported: boolean): Glance {
  const triggered = reported ? search(text) : [];
  return {
    path,
    isReported: reported,
    lines: countLines(text),
    specifiers: scanSpecifiers(text),
    buildsSpecifiers: buildsSpecifiers(text),
    rules: triggered,
    hasDirectives: reported && text.includes(DIRECTIVE_MARK),
    handsOn: triggered.length > 0 && handsOn(text),
    text,
  };
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return text.endsWith('\n') ? count - 1 : count;
}
