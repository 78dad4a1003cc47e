/** One rule of perfmig as a rule of a linter. */
import type { Finding, Rule } from '../contracts.ts';
import type { FileLints } from './file-lint.ts';
import type { HostContext, HostListener, HostReport, HostRule } from './host.ts';
import { MESSAGES, messageOf } from './messages.ts';
import { defaultsOf, isWanted, schemaOf, type RuleOptions } from './options.ts';

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
      messages: MESSAGES,
    },
    create: (context): HostListener => {
      const found = lints.begin(rule.id, context);
      if (!found) return {};
      const options = { ...defaults, ...(context.options[0] as RuleOptions | undefined) };
      return {
        Program: () => {
          for (const finding of found()) if (isWanted(finding, options)) context.report(reportOf(finding, context));
        },
      };
    },
  };
}

function reportOf(finding: Finding, { sourceCode }: HostContext): HostReport {
  const [start, end] = finding.span;
  const loc = { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
  return { loc, ...messageOf(finding) };
}
