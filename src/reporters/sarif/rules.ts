/** Rules as SARIF describes them, with their pages for help. */
import type { Finding, RuleInfo } from '../../contracts.ts';
import { ruleIds } from './results.ts';

/** A description of each rule that the findings are of, in the order of {@link ruleIds}. */
export function rulesOf(findings: readonly Finding[], known: readonly RuleInfo[]): readonly object[] {
  return ruleIds(findings).map((id) => {
    const { summary, page } = known.find((rule) => rule.id === id) ?? { summary: id, page: '' };
    const markdown = helpOf(page);
    return {
      id,
      name: nameOf(id),
      shortDescription: { text: sentence(summary) },
      fullDescription: { text: sentence(summary) },
      help: {
        text: `${sentence(summary)} perfmig explain ${id} says what it costs and what to do.`,
        ...(markdown !== '' && { markdown }),
      },
      defaultConfiguration: { level: 'warning' },
      properties: { tags: ['performance', 'event-loop', 'nodejs'], precision: 'high', 'problem.severity': 'warning' },
    };
  });
}

/** `sync-io` becomes `SyncIo`. */
function nameOf(id: string): string {
  return id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1).replace(/\.$/, '')}.`;
}

/** The page without its comments, and without links to files beside it, which lead nowhere from there. */
function helpOf(page: string): string {
  return page
    .replace(/<!--.*?-->\s*/gs, '')
    .replace(/\[([^\]]*)\]\((?!https?:)[^)]*\)/g, '$1')
    .trim();
}
