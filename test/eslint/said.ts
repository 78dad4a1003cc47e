/** What is said at which place, the same for a finding of the command line and a message of the plugin. */
import type { Linter } from 'eslint';
import type { Finding } from '../../src/contracts.ts';

export function saidOf(one: Finding | Linter.LintMessage): string {
  const place = `${one.line}:${one.column}-${one.endLine ?? 0}:${one.endColumn ?? 0}`;
  return 'rule' in one
    ? `${place} perfmig/${one.rule} ${one.message} (${circumstances(one)})`
    : `${place} ${one.ruleId ?? 'fault'} ${one.message}`;
}

/** As docs/eslint.md says, written anew. */
function circumstances({ context, loopDepth, chain = [] }: Finding): string {
  const loops = loopDepth === 1 ? 'in a loop' : `in ${loopDepth} loops`;
  const names = chain.map(({ name }) => name).join(' → ');
  const when = context === 'unknown' ? 'when it runs is unknown' : context;
  if (context === 'loop') return loops;
  return `${loopDepth === 0 ? when : `${when}, ${loops}`}${names === '' ? '' : `: ${names}`}`;
}
