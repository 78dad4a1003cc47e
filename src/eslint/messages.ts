/** What the plugin says of a finding. */
import type { Finding } from '../contracts.ts';
import { chainWords, contextWords } from '../reporters/words.ts';

/** Texts by their ids, with places for data. */
export const MESSAGES = {
  found: '{{message}} ({{context}})',
  foundOnWay: '{{message}} ({{context}}: {{chain}})',
  failed: '{{message}}; what it would have found here is not known',
  faultyConfig: 'perfmig looks for nothing here: {{message}}',
} as const;

/** The message of a finding. */
export interface Message {
  readonly messageId: 'found' | 'foundOnWay';
  readonly data: Readonly<Record<string, string>>;
}

/** With the way from the entry point, where it is known. */
export function messageOf(finding: Finding): Message {
  const chain = chainWords(finding);
  const data = { message: finding.message, context: whenWords(finding), ...(chain !== undefined && { chain }) };
  return { messageId: chain === undefined ? 'found' : 'foundOnWay', data };
}

function whenWords(finding: Finding): string {
  const words = contextWords(finding);
  if (finding.context === 'loop') return words === 'loop' ? 'in a loop' : words.replace(/^loop, /, '');
  return finding.context === 'unknown' ? words.replace(/^unknown/, 'when it runs is unknown') : words;
}
