/** Reads every file of the project once: what might hold a finding, what imports what. */
import { join } from 'node:path';
import type { Failure, Rule } from '../contracts.ts';
import type { Discovery } from '../project/discover.ts';
import { readSource } from '../project/read-source.ts';
import { buildsSpecifiers, scanSpecifiers } from '../program/import-scan.ts';

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
  /** Kept for files that will be parsed for their own sake. */
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
  for (const path of discovery.program) {
    const source = readSource(join(discovery.root, path), path);
    if (source.kind === 'failure') failures.push(source.failure);
    else glances.set(path, glance(path, source.text, rules, isReported(discovery, path)));
    yield;
  }
  return { glances, failures: failures.filter(({ path }) => isReported(discovery, path)) };
}

export function isReported({ reported }: Discovery, path: string): boolean {
  return reported === 'all' || reported.has(path);
}

function glance(path: string, text: string, rules: readonly Rule[], reported: boolean): Glance {
  const triggered = !reported ? [] : rules.filter(({ triggers }) => triggers.some((trigger) => holds(text, trigger)));
  return {
    path,
    isReported: reported,
    lines: countLines(text),
    specifiers: scanSpecifiers(text),
    buildsSpecifiers: buildsSpecifiers(text),
    rules: triggered,
    text: triggered.length > 0 ? text : undefined,
  };
}

function holds(text: string, trigger: string | RegExp): boolean {
  return typeof trigger === 'string' ? text.includes(trigger) : trigger.test(text);
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return text.endsWith('\n') ? count - 1 : count;
}
