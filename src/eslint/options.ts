/** The options every rule of the plugin takes. */
import type { Context, Finding, Rule, Severity } from '../contracts.ts';

/** Options of a rule; all of them may be left out. */
export interface RuleOptions {
  /** Contexts in which to report. Default: those in which the process may be serving. */
  readonly contexts?: readonly Context[];
  /** Report nothing that perfmig ranks lower. Default: `low`, which is everything. */
  readonly minSeverity?: Severity;
  /**
   * Which findings: those that can be mended `here`, without a change of any signature, or those that need their
   * `callers` changed too. Default: `any`.
   */
  readonly mendable?: 'any' | 'here' | 'callers';
}

const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high'];

/** Contexts in which nobody is kept waiting. */
export const QUIET: readonly Context[] = ['startup', 'build', 'test'];

/** What a rule does where no options are given. */
export function defaultsOf({ appliesIn }: Rule): Required<RuleOptions> {
  return { contexts: appliesIn.filter((context) => !QUIET.includes(context)), minSeverity: 'low', mendable: 'any' };
}

/** The JSON Schema of a rule's options. */
export function schemaOf({ appliesIn }: Rule): object {
  return {
    type: 'object',
    properties: {
      contexts: {
        description: 'When the reported code runs.',
        type: 'array',
        items: { enum: [...appliesIn] },
        uniqueItems: true,
      },
      minSeverity: { description: 'The lowest severity to report.', enum: [...SEVERITIES] },
      mendable: {
        description: 'Whether to report what can be mended without a change of any signature, or what needs one.',
        enum: ['any', 'here', 'callers'],
      },
    },
    additionalProperties: false,
  };
}

/** Whether a finding is to be reported. The linter has checked the options. */
export function isWanted(
  finding: Finding,
  { contexts, minSeverity, mendable }: Required<RuleOptions>,
  isMendableHere: () => boolean,
): boolean {
  if (!contexts.includes(finding.context)) return false;
  if (SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(minSeverity)) return false;
  return mendable === 'any' || (mendable === 'here') === isMendableHere();
}
