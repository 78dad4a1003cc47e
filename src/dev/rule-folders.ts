/** The rules and codemods of this repository, found by scanning their folders. */
import type { Codemod, Rule } from '../contracts.ts';
import { readModules } from './folders.ts';

/** One folder of rules/ and the rule in it. */
export interface RuleFolder {
  readonly id: string;
  readonly rule: Rule;
}

/**
 * Every rule under `root`/rules, by id.
 * @throws where a rule.ts doesn't export `rule`, or its id isn't the folder's name
 */
export async function readRuleFolders(root: string): Promise<readonly RuleFolder[]> {
  const rules = await readModules<Rule>(root, { folder: 'rules', name: 'rule' });
  return rules.map((rule) => ({ id: rule.id, rule }));
}

/**
 * Every codemod under `root`/codemods, by id.
 * @throws where a codemod.ts doesn't export `codemod`, or its id isn't the folder's name
 */
export async function readCodemods(root: string): Promise<readonly Codemod[]> {
  return readModules<Codemod>(root, { folder: 'codemods', name: 'codemod' });
}
