/** What .gitignore and .perfmigignore files leave out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../contracts.ts';
import { codeOf, reasonOf } from './errors.ts';
import { IgnorePatterns } from './ignore-patterns.ts';
import { fromRoot } from './paths.ts';
import { upToGitRoot } from './root.ts';

/** The files of patterns that hold for a folder, the outermost first. */
export type IgnoreRules = readonly { readonly folder: string; readonly patterns: IgnorePatterns }[];

/** The names of these files; of one folder's, the last has the last word. */
export const IGNORE_FILES: readonly string[] = ['.gitignore', '.perfmigignore'];

/** The rules that hold inside a folder with ignore files of its own; an unreadable one is a failure. */
export function withIgnoreFiles(
  rules: IgnoreRules,
  folder: string,
  { root, failures, names = IGNORE_FILES }: IgnoreSources,
): IgnoreRules {
  const own = names.flatMap((name) => {
    const path = join(folder, name);
    try {
      const lines = readFileSync(path, 'utf8')
        .replace(/^\uFEFF/, '')
        .split('\n');
      return [{ folder, patterns: new IgnorePatterns(lines) }];
    } catch (error) {
      const isMissing = codeOf(error) === 'ENOENT';
      if (!isMissing) failures.push({ path: fromRoot(root, path), stage: 'read', message: reasonOf(error) });
      return [];
    }
  });
  return own.length === 0 ? rules : [...rules, ...own];
}

/** What reading ignore files takes, and where failures go. */
export interface IgnoreSources {
  /** Absolute; failures are told from it. */
  readonly root: string;
  readonly failures: Failure[];
  /** Those that are there, if that is known. */
  readonly names?: readonly string[];
}

/**
 * Whether the rules leave out a file or folder in a folder that they don't leave out; the ignore file nearest to it that
 * names it decides.
 */
export function isIgnored(rules: IgnoreRules, path: string, kind: 'file' | 'folder'): boolean {
  for (const { folder, patterns } of rules.toReversed()) {
    const verdict = patterns.direct(fromRoot(folder, path), kind);
    if (verdict !== undefined) return verdict === 'ignored';
  }
  return false;
}

/** The rules from above the root. A root that is itself left out was chosen by the user: then none hold. */
export function outerRules(root: string, failures: Failure[]): IgnoreRules {
  const way = upToGitRoot(root);
  const above = way.filter((folder) => folder !== root);
  const rules = above.reduce<IgnoreRules>((found, folder) => withIgnoreFiles(found, folder, { root, failures }), []);
  const holding = (folder: string): IgnoreRules => rules.filter((at) => at.folder.length < folder.length);
  return way.some((folder) => isIgnored(holding(folder), folder, 'folder')) ? [] : rules;
}
