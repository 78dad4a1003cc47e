/** The parts of Markdown that say again what a rule's module says. */
import type { Context, Rule } from '../contracts.ts';
import type { RuleFolder } from './rule-folders.ts';
import { markedPart, replacePart } from './markers.ts';

const CONTEXTS: readonly Context[] = ['request', 'loop', 'worker', 'startup', 'build', 'test', 'unknown'];

/** The table of rules in README.md. */
export function ruleTable(folders: readonly RuleFolder[]): string {
  const rows = folders.map(({ id, rule }) => `| [\`${id}\`](rules/${id}/README.md) | ${cell(rule.summary)} |`);
  return ['| rule | finds |', '|---|---|', ...rows].join('\n');
}

/** The page of a rule with a fresh head; a page without one gets it in place of its title. */
export function rulePage(page: string, rule: Rule, linterLine: string): string {
  const head = `# ${rule.id}\n\n${sentence(rule.summary)}\n\nReported in: ${contextsOf(rule)}.\n\n${linterLine}`;
  return replacePart(page, 'head', head) ?? `${markedPart('head', head)}\n\n${page.replace(/^\s*# .*\n+/, '')}`;
}

function contextsOf(rule: Rule): string {
  const names = CONTEXTS.filter((context) => rule.appliesIn.includes(context));
  return names.length === CONTEXTS.length ? 'every context' : names.map((name) => `\`${name}\``).join(', ');
}

/** A summary as a sentence. */
export function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}${summary.endsWith('.') ? '' : '.'}`;
}

/** Text in a cell of a table. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
