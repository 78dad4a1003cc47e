/** The generated parts about codemods: their catalog, the table in README.md, the heads of their pages. */
import type { Codemod } from '../contracts.ts';
import { markedPart, replacePart } from './markers.ts';
import { cell, sentence } from './rule-pages.ts';

/** The source of src/catalog/codemods.ts: all that is known of codemods without loading one. */
export function codemodCatalog(codemods: readonly Codemod[]): string {
  const entries = codemods.map(({ id, summary, rules, safety }) => {
    const known = Object.entries({ id, summary, rules, safety }).map(
      ([key, value]) => `${key}: ${JSON.stringify(value)}`,
    );
    return `{ ${known.join(', ')}, load: async () => (await import('../../codemods/${id}/codemod.ts')).codemod }`;
  });
  return [
    '/** Every codemod, loaded when it is asked for. Written by `npm run generate`. */',
    "import type { CodemodEntry } from '../contracts.ts';",
    '',
    '/** Every codemod, by id. */',
    `export const codemods: readonly CodemodEntry[] = [${entries.join(', ')}];`,
    '',
  ].join('\n');
}

/** The source of src/catalog/mends.ts: the codemod of each rule; of several, the one that is about the fewest rules. */
export function mendsTable(codemods: readonly Codemod[]): string {
  const narrowFirst = [...codemods].sort((a, b) => a.rules.length - b.rules.length);
  const rules = [...new Set(codemods.flatMap((codemod) => codemod.rules))].sort();
  const rows = rules.map((rule) => `['${rule}', '${narrowFirst.find((one) => one.rules.includes(rule))?.id ?? ''}']`);
  return [
    '/** Which codemod mends what, without a way to load one. Written by `npm run generate`. */',
    '',
    `const MENDS: ReadonlyMap<string, string> = new Map([${rows.join(', ')}]);`,
    '',
    "/** The codemod that mends a rule's findings, if there is one. */",
    'export function codemodOf(rule: string): string | undefined {',
    '  return MENDS.get(rule);',
    '}',
    '',
  ].join('\n');
}

/** The table of codemods in README.md. */
export function codemodTable(codemods: readonly Codemod[]): string {
  const rows = codemods.map(({ id, summary, rules }) => {
    const mends = rules.map((rule) => `\`${rule}\``).join(', ');
    return `| [\`${id}\`](codemods/${id}/README.md) | ${cell(summary)} | ${mends} |`;
  });
  return ['| codemod | does | mends |', '|---|---|---|', ...rows].join('\n');
}

/** The page of a codemod with a fresh head; a page without one gets it in place of its title. */
export function codemodPage(page: string, codemod: Codemod): string {
  const { id, summary, rules, safety, caveat, gains, loses } = codemod;
  const mends = rules.length === 0 ? 'no rule' : rules.map((rule) => `\`${rule}\``).join(', ');
  const lines = [
    `# ${id}`,
    sentence(summary),
    `Mends: ${mends}. Safety: \`${safety}\`${caveat === undefined ? '' : `, ${caveat}`}.`,
    `- Gained: ${sentence(gains)}\n- Lost: ${sentence(loses)}`,
  ];
  const head = lines.join('\n\n');
  return replacePart(page, 'head', head) ?? `${markedPart('head', head)}\n\n${page.replace(/^\s*# .*\n+/, '')}`;
}
