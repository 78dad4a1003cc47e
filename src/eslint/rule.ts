/** One rule of perfmig as a rule of a linter. */
import type { Edit, Rule } from '../contracts.ts';
import type { FileLints, FileResult } from './file-lint.ts';
import type { HostContext, HostFix, HostListener, HostReport, HostRule } from './host.ts';
import { MESSAGES, messageOf } from './messages.ts';
import { defaultsOf, isWanted, schemaOf, type RuleOptions } from './options.ts';
import { REMEDY_MESSAGES, type Remedy } from './remedies.ts';

/** What the rules of one plugin share. */
export interface Shared {
  readonly lints: FileLints;
  readonly pageOf: (rule: string) => string;
}

/** Makes the linter's rule. Its `create` costs a search of the text, and nothing more where that holds no trigger. */
export function linterRule(rule: Rule, { lints, pageOf }: Shared): HostRule {
  const defaults = defaultsOf(rule);
  return {
    meta: {
      type: 'problem',
      docs: { description: rule.summary, url: pageOf(rule.id), effect: rule.effect, contexts: rule.appliesIn },
      fixable: 'code',
      hasSuggestions: true,
      schema: [schemaOf(rule)],
      defaultOptions: [defaults],
      messages: { ...MESSAGES, ...REMEDY_MESSAGES },
    },
    create: (context): HostListener => {
      const options = { ...defaults, ...(context.options[0] as RuleOptions | undefined) };
      const answer = lints.begin(rule.id, options.contexts, context);
      if (!answer) return {};
      return {
        Program: () => {
          if (answer.kind === 'fault') return reportFault('faultyConfig', answer.message, context);
          const found = answer.result();
          if (!found) return;
          for (const message of found.failures(rule.id)) reportFault('failed', message, context);
          reportAll(rule.id, found, options, context);
        },
      };
    },
  };
}

/** On the first line: it is about the file as a whole. */
function reportFault(messageId: 'faultyConfig' | 'failed', message: string, context: HostContext): void {
  const start = { line: 1, column: 0 };
  context.report({ loc: { start, end: start }, messageId, data: { message } });
}

function reportAll(rule: string, result: FileResult, options: Required<RuleOptions>, context: HostContext): void {
  const wanted = result
    .findings(rule)
    .filter((finding) => isWanted(finding, options, () => result.isMendableHere(finding)));
  const remedies = result.remedies(rule, wanted);
  for (const finding of wanted) {
    const [start, end] = finding.span;
    const { sourceCode } = context;
    const loc = { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
    context.report({ loc, ...messageOf(finding), ...changesOf(remedies.get(finding)) });
  }
}

function changesOf(remedy: Remedy | undefined): Pick<HostReport, 'fix' | 'suggest'> {
  if (!remedy) return {};
  const suggest = remedy.offers.map(({ edits, ...said }) => ({ ...said, fix: fixOf(edits) }));
  return { ...(remedy.fix && { fix: fixOf(remedy.fix) }), ...(suggest.length > 0 && { suggest }) };
}

function fixOf(edits: readonly Edit[]): HostFix {
  return (fixer) => edits.map(({ span: [start, end], text }) => fixer.replaceTextRange([start, end], text));
}
