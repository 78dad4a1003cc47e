/** The pages on the codes of refusals: docs/codes has a file for each family, with a section for each code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolFolder } from '../project/tool.ts';

/** Markdown by code: `barrier/constructor`. */
export function codePages(): ReadonlyMap<string, string> {
  const folder = join(toolFolder(), 'docs/codes');
  const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return new Map(files.flatMap((name) => sections(readFileSync(join(folder, name), 'utf8'))));
}

/** Each section with what the family has in common, which the page begins with. */
function sections(text: string): readonly (readonly [string, string])[] {
  const [head = '', ...parts] = text.split(/^## /m);
  const intro = head.replace(/^# .*\n/, '').trim();
  return parts.map((part) => {
    const [code = '', ...body] = part.split('\n');
    return [code, `# ${code}\n\n${body.join('\n').trim()}\n\n${intro}\n`];
  });
}
