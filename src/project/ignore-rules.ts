/** What .gitignore files leave out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Failure } from '../contracts.ts';
import { codeOf, reasonOf } from './errors.ts';
import { fromRoot } from './paths.ts';
import { upToGitRoot } from './root.ts';

/** The .gitignore files that hold for a folder, the outermost first. */
export type IgnoreRules = readonly { readonly folder: string; readonly patterns: Ignore }[];

/** The rules that hold inside a folder with its own .gitignore; an unreadable one is a failure. */
export function withGitignore(rules: IgnoreRules, folder: string, root: string, failures: Failure[]): IgnoreRules {
  const path = join(folder, '.gitignore');
  try {
    const patterns = ignore({ ignorecase: false }).add(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
    return [...rules, { folder, patterns }];
  } catch (error) {
    const isMissing = codeOf(error) === 'ENOENT';
    if (!isMissing) failures.push({ path: fromRoot(root, path), stage: 'read', message: reasonOf(error) });
    return rules;
  }
}

/** Whether the rules leave out a file or folder; the .gitignore nearest to it that names it decides. */
export function isIgnored(rules: IgnoreRules, path: string, kind: 'file' | 'folder'): boolean {
  for (const { folder, patterns } of rules.toReversed()) {
    const { ignored, unignored } = patterns.test(fromRoot(folder, path) + (kind === 'folder' ? '/' : ''));
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** The rules from above the root. A root that is itself left out was chosen by the user: then none hold. */
export function outerRules(root: string, failures: Failure[]): IgnoreRules {
  const above = upToGitRoot(root).filter((folder) => folder !== root);
  const rules = above.reduce<IgnoreRules>((found, folder) => withGitignore(found, folder, root, failures), []);
  return isIgnored(rules, root, 'folder') ? [] : rules;
}
