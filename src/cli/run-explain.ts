/** What `perfmig explain` prints. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../catalog/rules.ts';
import { UsageError } from '../project/errors.ts';
import { suggestion } from '../project/nearest.ts';
import { toolFolder } from '../project/tool.ts';
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
  const ids = rules.map((rule) => rule.id);
  if (ids.includes(id)) return readFileSync(join(toolFolder(), 'rules', id, 'README.md'), 'utf8');
  const near = suggestion(id, [...ids, ...topics.keys()]);
  throw new UsageError(
    `nothing to explain by the name '${id}'${near} (there are ${general.join(', ')}, each context and the rules of perfmig list)`,
  );
}
