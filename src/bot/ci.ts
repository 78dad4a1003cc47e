/** `perfmig ci`: finds both ends of a change, analyses them, compares, and says it all as data. */
import { join } from 'node:path';
import type { Finding, Rule } from '../contracts.ts';
import { withFixes } from '../engine/fixes.ts';
import { readSource } from '../project/read-source.ts';
import { analyzeStates, type State, type States, type StatesOptions } from '../engine/states.ts';
import { Git } from '../project/git.ts';
import { toolInfo } from '../project/tool.ts';
import type { CiJson, CiJsonCommit, CiJsonFinding, CiJsonSuggestion } from '../reporters/ci-json.ts';
import { findEnds, type Ends, type Environment } from './base.ts';
import { compare, type Comparison, type NewFinding } from './compare.ts';
import { judge, type Policy } from './policy.ts';
import { suggestionOf } from './suggestions.ts';

/** What to compare, and how to judge it. */
export interface CiOptions extends Omit<StatesOptions, 'whileThere'> {
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  readonly env: Environment;
  readonly policy: Policy;
}

/** The result, and the new findings as the other formats want them. */
export interface CiResult {
  readonly data: CiJson;
  readonly states: States;
  /** Findings with points that head's baseline doesn't know and the base doesn't have. */
  readonly fresh: readonly Finding[];
}

/**
 * Compares a change with where it began.
 * @throws {UsageError} without a repository, for unknown references, or where a clone lacks what is needed
 * @throws {ConfigError} where the configuration of head can't be used
 */
export async function compareCommits(options: CiOptions): Promise<CiResult> {
  const started = performance.now();
  const { base, head, env, policy, ...rest } = options;
  const git = await Git.open(options.cwd);
  const ends = await findEnds(git, { base, head }, env);
  const commits = { base: ends.base?.commit, head: ends.head };
  let suggestions: Suggestions = new Map();
  const states = await analyzeStates(git, commits, {
    ...rest,
    whileThere: (root, there, { config }) => {
      const { apis } = config;
      const rules = rest.rules.map((rule: Rule) => rule.extend?.(apis) ?? rule);
      const added = compare(there).added.map(({ finding }) => finding);
      suggestions = suggestionsFor(root, added, rules);
    },
  });
  const comparison = compare(states);
  const known = new Set(states.head.fresh);
  const scored = comparison.added.filter(({ finding }) => finding.score > 0);
  const fresh = scored.filter(({ finding }) => known.has(finding));
  const parts = { ends, states, comparison, fresh, accepted: scored.length - fresh.length, suggestions };
  return {
    data: dataOf(parts, policy, performance.now() - started),
    states,
    fresh: fresh.map(({ finding }) => finding),
  };
}

/** Lines that would mend findings. */
type Suggestions = ReadonlyMap<string, CiJsonSuggestion>;

/** One finding among those of a commit. */
function keyOf({ path, rule, span }: Finding): string {
  return `${path} ${rule} ${span[0]}`;
}

function suggestionsFor(root: string, findings: readonly Finding[], rules: readonly Rule[]): Suggestions {
  const texts = new Map<string, string>();
  const textOf = (path: string): string | undefined => {
    const source = readSource(join(root, path), path);
    if (source.kind !== 'text') return undefined;
    texts.set(path, source.text);
    return source.text;
  };
  const paths = [...new Set(findings.map(({ path }) => path))];
  const files = paths.map((path) => {
    return { path, score: 0, lines: 0, findings: findings.filter((finding) => finding.path === path) };
  });
  const found = withFixes({ files }, rules, textOf).files.flatMap((file) => file.findings);
  return new Map(
    found.flatMap((finding): readonly (readonly [string, CiJsonSuggestion])[] => {
      const suggestion = finding.fix && suggestionOf(finding.fix, texts.get(finding.path) ?? '');
      return suggestion ? [[keyOf(finding), suggestion]] : [];
    }),
  );
}

interface Parts {
  readonly ends: Ends;
  readonly states: States;
  readonly comparison: Comparison;
  readonly fresh: readonly NewFinding[];
  readonly accepted: number;
  readonly suggestions: Suggestions;
}

function dataOf(parts: Parts, policy: Policy, durationMs: number): CiJson {
  const { ends, states, comparison, fresh, accepted } = parts;
  const { head, base } = states;
  const mended = comparison.mended.filter(({ score }) => score > 0);
  return {
    version: 1,
    tool: toolInfo(),
    root: head.prefix === '' ? '.' : head.prefix,
    head: commitOf(head),
    base: base && ends.base ? { ...commitOf(base), ref: ends.base.ref } : null,
    summary: {
      ...{ new: fresh.length, worth: fresh.filter(({ finding }) => finding.worth).length, mended: mended.length },
      ...{ moved: comparison.moved.length, unchanged: comparison.unchanged.length, unjudged: comparison.unjudged },
      ...{ accepted, disabled: base ? head.disabled - base.disabled : 0 },
      ...{ files: head.files, durationMs: Math.round(durationMs) },
    },
    verdict: judge(states, comparison, policy),
    notes: notesOf(ends, states),
    new: fresh.map((one) => newOf(one, parts)).sort(byScore),
    mended: mended.map((finding) => findingOf(finding)).sort(byScore),
    moved: comparison.moved.map(({ now, before }) => {
      return { rule: now.rule, api: now.api, from: before.path, path: now.path, line: now.line };
    }),
    failures: head.failures,
  };
}

function commitOf({ commit, score, grade, all }: State): CiJsonCommit {
  return { commit, score, grade, findings: all.length };
}

function notesOf(ends: Ends, { head, base, notes }: States): readonly string[] {
  const isConfigured = base !== undefined && base.config !== head.config;
  const why = 'The configuration of perfmig changes too: findings may be new, or gone, by that alone.';
  return [...ends.notes, ...notes, ...(isConfigured ? [why] : [])];
}

function newOf({ finding, contextBefore }: NewFinding, { states, suggestions }: Parts): CiJsonFinding {
  const blob = states.head.blobs.get(finding.path);
  const suggestion = suggestions.get(keyOf(finding));
  return {
    ...findingOf(finding),
    ...(contextBefore && { contextBefore }),
    ...(blob !== undefined && { blob }),
    ...(suggestion && { suggestion }),
  };
}

function findingOf(finding: Finding): CiJsonFinding {
  const { rule, severity, path, line, column, endLine, endColumn, message, api } = finding;
  const { context, loopDepth, chain, score, worth, codemod, fingerprint } = finding;
  return {
    ...{ rule, severity, path, line, column, endLine, endColumn, message, api, context, loopDepth },
    ...(chain && { chain }),
    ...{ score, worth },
    ...(codemod !== undefined && { codemod }),
    fingerprint,
  };
}

/** What deserves work comes first, whatever the points of the rest. */
function byScore(a: CiJsonFinding, b: CiJsonFinding): number {
  const byWorth = Number(b.worth) - Number(a.worth);
  return byWorth || b.score - a.score || (a.path < b.path ? -1 : Number(a.path > b.path)) || a.line - b.line;
}
