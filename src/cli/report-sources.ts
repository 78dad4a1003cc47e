/** What reporters may ask for beside the report: the texts of its files, and the pages of the rules. */
import { readFileSync, realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { rules } from '../catalog/rules.ts';
import type { Report, ReportSources, RuleInfo } from '../contracts.ts';
import { isInside } from '../project/paths.ts';
import { readSource } from '../project/read-source.ts';
import { toolFolder } from '../project/tool.ts';

/** The sources of a report whose root is relative to the current folder. */
export function sourcesOf({ root }: Pick<Report, 'root'>): Required<Omit<ReportSources, 'trend'>> {
  const top = resolve(root);
  return { textOf: textsIn(top), rules: rules.map(ruleInfo), project: basename(top) };
}

/** Reads files of a folder, each once. A saved report may name any path: nothing outside the folder is read. */
function textsIn(top: string): (path: string) => string | undefined {
  const texts = new Map<string, string | undefined>();
  return (path) => {
    if (!texts.has(path)) texts.set(path, textIn(top, path));
    return texts.get(path);
  };
}

function textIn(top: string, path: string): string | undefined {
  try {
    const file = realpathSync.native(join(top, path));
    if (!isInside(realpathSync.native(top), file)) return undefined;
    const source = readSource(file);
    return source.kind === 'text' ? source.text : undefined;
  } catch {
    // Gone, or never there: the report shows what it knows.
    return undefined;
  }
}

function ruleInfo({ id, summary }: Pick<RuleInfo, 'id' | 'summary'>): RuleInfo {
  return { id, summary, page: readFileSync(join(toolFolder(), 'rules', id, 'README.md'), 'utf8') };
}
