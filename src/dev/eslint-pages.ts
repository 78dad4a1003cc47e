/** What is generated for the ESLint plugin: a line in the head of each rule's page, and the table in its README. */
import type { Rule } from '../contracts.ts';
import { hasTwins } from '../eslint/in-place.ts';
import { PRESET_NAMES, presetLevel } from '../eslint/presets.ts';
import type { RuleFolder } from './rule-folders.ts';
import { cell } from './rule-pages.ts';

/**
 * `In ESLint and oxlint: …`
 * @param mended ids of the rules that a codemod mends
 */
export function linterLine(rule: Rule, mended: ReadonlySet<string>): string {
  const levels = PRESET_NAMES.flatMap((name) => {
    const level = presetLevel(name, rule);
    return level === undefined ? [] : [`${level === 'warn' ? 'a warning' : 'an error'} in \`${name}\``];
  });
  return [`In ESLint and oxlint: \`perfmig/${rule.id}\`, ${levels.join(', ')}.`, remedies(rule, mended)]
    .filter(Boolean)
    .join(' ');
}

function remedies(rule: Rule, mended: ReadonlySet<string>): string {
  if (hasTwins(rule.id)) return 'Fixed in functions that are async already; elsewhere the command is named.';
  if (rule.fix) return 'Fixed where nothing depends on it.';
  return mended.has(rule.id) ? 'The command that mends it is named.' : '';
}

/** The table of rules in the README of the plugin. */
export function linterTable(folders: readonly RuleFolder[]): string {
  const rows = folders.map(({ id, rule }) => {
    const levels = PRESET_NAMES.map((name) => presetLevel(name, rule) ?? '');
    return `| [\`${id}\`](https://unpkg.com/eslint-plugin-perfmig/dist/docs/rules/${id}.md) | ${cell(rule.summary)} | ${[...levels, rule.fix || hasTwins(id) ? 'yes' : ''].join(' | ')} |`;
  });
  return [`| rule | finds | ${PRESET_NAMES.join(' | ')} | fixes |`, '|---|---|---|---|---|---|', ...rows].join('\n');
}
