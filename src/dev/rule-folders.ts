/** Finds the rules by scanning rules/, so that a new folder is all a new rule needs. */
import { access, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule } from '../contracts.ts';

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
  const folders: RuleFolder[] = [];
  // One after another: jiti hands out half-loaded modules where imports overlap.
  for (const id of await ruleIds(root)) folders.push(await readRule(root, id));
  return folders;
}

/** The names of the folders under `root`/rules that hold a rule.ts, sorted. */
async function ruleIds(root: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, 'rules'), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const hasRule = await Promise.all(folders.map((id) => exists(join(root, 'rules', id, 'rule.ts'))));
  return folders.filter((_, index) => hasRule[index]).sort();
}

async function readRule(root: string, id: string): Promise<RuleFolder> {
  const path = resolve(root, 'rules', id, 'rule.ts');
  const { rule } = (await import(pathToFileURL(path).href)) as { rule?: Rule };
  if (rule === undefined) throw new Error(`rules/${id}/rule.ts exports no \`rule\``);
  if (rule.id !== id) throw new Error(`rules/${id}/rule.ts: the id is '${rule.id}'; it must be the folder's name`);
  return { id, rule };
}

/** Whether there is anything at this path. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
