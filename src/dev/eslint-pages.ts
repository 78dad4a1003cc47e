/** What is generated for the ESLint plugin: a line in the head of each rule's page, and the table in its README. */
import { codemodOf } from '../catalog/mends.ts';
import type { Rule } from '../contracts.ts';
import { hasTwins } from '../eslint/in-place.ts';
import { PRESET_NAMES, presetLevel } from '../eslint/presets.ts';
import type { RuleFolder } from './rule-folders.ts';
import { cell } from './rule-pages.ts';

/** `In ESLint and oxlint: …` */
export function linterLine(rule: Rule): string {
  const levels = PRESET_NAMES.flatMap((name) => {
    const level = presetLevel(name, rule);
    return level === undefined ? [] : [`${level === 'warn' ? 'a warning' : 'an error'} in \`${name}\``];
  });
  return [`In ESLint and oxlint: \`perfmig/${rule.id}\`, ${levels.join(', ')}.`, remedies(rule)]
    .filter(Boolean)
    .join(' ');
}

function remedies(rule: Rule): string {
  if (hasTwins(rule.id)) return 'Fixed in functions that are async already; elsewhere the command is named.';
  return codemodOf(rule.id) === undefined ? '' : 'Fixed where nothing depends on it.';
}

/** The table of rules in the README of the plugin. */
export function linterTable(folders: readonly RuleFolder[]): string {
  const rows = folders.map(({ id, rule }) => {
    const levels = PRESET_NAMES.map((name) => presetLevel(name, rule) ?? '');
    return `| [\`${id}\`](https://unpkg.com/eslint-plugin-perfmig/dist/docs/rules/${id}.md) | ${cell(rule.summary)} | ${[...levels, codemodOf(id) === undefined ? '' : 'yes'].join(' | ')} |`;
  });
  return [`| rule | finds | ${PRESET_NAMES.join(' | ')} | fixes |`, '|---|---|---|---|---|---|', ...rows].join('\n');
}
