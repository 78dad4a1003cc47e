/** Finds the rules that a text may have a match for, without parsing it. */
import type { Rule } from '../contracts.ts';

type Trigger = Rule['triggers'][number];

/** Which of some rules have a trigger in a text. */
export type TriggeredBy = (text: string) => readonly Rule[];

/**
 * Most patterns begin with one of a few words (`JSON`, `Sync`), and most texts
 * lack it: so each word is looked for once in a text, whoever asks.
 */
export function triggeredBy(rules: readonly Rule[]): TriggeredBy {
  const words = new Map<Trigger, string>();
  for (const { triggers } of rules) for (const trigger of triggers) words.set(trigger, wordOf(trigger));
  return (text) => {
    const found = new Map<string, boolean>();
    const has = (word: string): boolean => {
      const known = found.get(word) ?? text.includes(word);
      found.set(word, known);
      return known;
    };
    const holds = (trigger: Trigger): boolean =>
      has(words.get(trigger) ?? '') && (typeof trigger === 'string' || trigger.test(text));
    return rules.filter(({ triggers }) => triggers.some(holds));
  };
}

/** A text that must be there for the trigger to match; empty where none is known. */
function wordOf(trigger: Trigger): string {
  if (typeof trigger === 'string') return trigger;
  if (trigger.flags.includes('i') || hasAlternatives(trigger.source)) return '';
  const [, word = ''] = /^([A-Za-z]*)(?![A-Za-z?*{])/.exec(trigger.source) ?? [];
  return word;
}

/** Whether a pattern has a `|` outside all groups, so that a match may begin in several ways. */
function hasAlternatives(source: string): boolean {
  const outside = source
    .replace(/\\./gs, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\(\?<?[=!:]/g, '(');
  let depth = 0;
  for (const character of outside) {
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === '|' && depth === 0) return true;
  }
  return false;
}
