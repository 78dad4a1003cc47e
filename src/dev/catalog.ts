/** Writes src/catalog/rules.ts: the one module that knows every rule. */

/** The source of the catalog of these rules. */
export function catalogOf(ids: readonly string[]): string {
  const imports = ids.map((id) => `import { rule as ${camelCase(id)} } from '../../rules/${id}/rule.ts';`);
  return [
    '/** Every rule, loaded at once. Written by `npm run generate`. */',
    "import type { Rule } from '../contracts.ts';",
    ...imports,
    '',
    '/** Every rule, by id. */',
    `export const rules: readonly Rule[] = [${ids.map(camelCase).join(', ')}];`,
    '',
  ].join('\n');
}

function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
