/** What `perfmig explain` prints. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codemods } from '../catalog/codemods.ts';
import { rules } from '../catalog/rules.ts';
import { UsageError } from '../project/errors.ts';
import { suggestion } from '../project/nearest.ts';
import { toolFolder } from '../project/tool.ts';
import { codePages } from './code-pages.ts';
import type { ExplainFlags } from './explain.ts';
import { plainMarkdown } from './plain-markdown.ts';
import { writeOut } from './streams.ts';
import { terminalStyle } from './terminal.ts';
import { general, topics } from './topics.ts';

/**
 * Prints a page.
 * @throws {UsageError} for an unknown id
 */
export async function runExplain(id: string, flags: ExplainFlags): Promise<void> {
  const { color, width } = terminalStyle(process.stdout, process.env, flags.color);
  await writeOut(plainMarkdown(pageFor(id), color, width));
}

function pageFor(id: string): string {
  const topic = topics.get(id);
  if (topic !== undefined) return topic;
  const ids = [...rules, ...codemods].map((one) => one.id);
  if (ids.includes(id)) return readFileSync(join(toolFolder(), folderOf(id), id, 'README.md'), 'utf8');
  // A refusal's code is explained on the page of its codemod: `fast-json/bytes`.
  const [codemod = ''] = id.split('/');
  if (id.includes('/') && codemods.some((entry) => entry.id === codemod)) return pageFor(codemod);
  const codes = codePages();
  const page = codes.get(id);
  if (page !== undefined) return page;
  const near = suggestion(id, [...ids, ...topics.keys(), ...codes.keys()]);
  throw new UsageError(
    `nothing to explain by the name '${id}'${near} (there are ${general.join(', ')}, each context, and the rules and codemods of perfmig list)`,
  );
}

function folderOf(id: string): string {
  return rules.some((rule) => rule.id === id) ? 'rules' : 'codemods';
}
