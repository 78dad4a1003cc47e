/** Every codemod, loaded when it is asked for. Written by `npm run generate`. */
import type { CodemodEntry } from '../contracts.ts';

/** Every codemod, by id. */
export const codemods: readonly CodemodEntry[] = [
  {
    id: 'fast-json',
    summary: 'JSON sent to machines loses its indentation',
    rules: ['json-pretty'],
    safety: 'safe',
    load: async () => (await import('../../codemods/fast-json/codemod.ts')).codemod,
  },
];

/** The codemod that mends a rule's findings, if there is one. */
export function codemodOf(rule: string): string | undefined {
  return codemods.find(({ rules }) => rules.includes(rule))?.id;
}
