/** Takes out the findings that comments disable, and tells of comments that don't do what they should. */
import type { Finding, Notice } from '../contracts.ts';
import { suggestion } from '../project/nearest.ts';
import type { Directive } from './directives.ts';

/** A finding with the line its statement begins in. */
export interface Anchored {
  readonly finding: Finding;
  readonly anchorLine: number;
}

/** The rules there are. */
export interface RuleNames {
  /** Every rule a comment may name. */
  readonly known: readonly string[];
  /** Those that looked at the file: of others nobody knows whether a comment is needed. */
  readonly active: ReadonlySet<string>;
}

export interface Suppressed {
  readonly findings: readonly Finding[];
  /** How many were disabled. */
  readonly disabled: number;
  readonly notices: readonly Notice[];
}

/** Which rules each directive was needed for. */
type Uses = ReadonlyMap<Directive, Set<string>>;

/** Applies the comments of one file to its findings. */
export function suppress(
  path: string,
  findings: readonly Anchored[],
  directives: readonly Directive[],
  names: RuleNames,
): Suppressed {
  const effective = directives.filter(({ fault, todo }) => fault === undefined && todo === undefined);
  const uses: Uses = new Map(effective.map((directive) => [directive, new Set<string>()]));
  const left = findings.filter((anchored) => {
    const by = [onItsLine(anchored, effective), blockAround(anchored.finding, effective)].flat();
    for (const directive of by) uses.get(directive)?.add(anchored.finding.rule);
    return by.length === 0;
  });
  return {
    findings: left.map(({ finding }) => finding),
    disabled: findings.length - left.length,
    notices: directives.flatMap((directive) =>
      messagesFor(directive, uses, names).map(([code, message]) => {
        return { path, line: directive.line, column: directive.column, code, message };
      }),
    ),
  };
}

function speaksOf({ rules }: Directive, rule: string): boolean {
  return rules.length === 0 || rules.includes(rule);
}

/** Comments for one line count for the statement that begins there: formatters break it into more lines. */
function onItsLine({ finding, anchorLine }: Anchored, directives: readonly Directive[]): readonly Directive[] {
  return directives.filter(
    (directive) =>
      speaksOf(directive, finding.rule) &&
      (directive.lines.includes(finding.line) || directive.lines.includes(anchorLine)),
  );
}

/** The last `disable` before a finding, if no `enable` came in between. */
function blockAround({ rule, span }: Finding, directives: readonly Directive[]): readonly Directive[] {
  let around: Directive | undefined;
  for (const directive of directives) {
    if (directive.from > span[0] || !speaksOf(directive, rule)) continue;
    if (directive.word === 'perfmig-disable') around = directive;
    if (directive.word === 'perfmig-enable') around = undefined;
  }
  return around === undefined ? [] : [around];
}

type Message = readonly [code: Notice['code'], message: string];

function messagesFor(directive: Directive, uses: Uses, names: RuleNames): readonly Message[] {
  const { word, rules, reason, fault, todo } = directive;
  if (todo !== undefined) return [['todo', `left to be done: ${todo === '' ? 'see the code below' : todo}`]];
  if (fault !== undefined) return [['malformed-comment', fault]];
  const unknown = rules.filter((rule) => !names.known.includes(rule));
  const messages: Message[] = unknown.map((rule) => {
    return ['unknown-rule', `unknown rule '${rule}' in ${word}${suggestion(rule, names.known)}`];
  });
  if (word === 'perfmig-enable') return [...messages, ...enablesNothing(directive, uses)];
  const used = uses.get(directive) ?? new Set();
  const unused = unusedOf(rules, used, names);
  // What does nothing needs no reason.
  if (reason === undefined && (used.size > 0 || unused.length === 0)) {
    const example = [word, rules.join(', '), '-- why'].filter(Boolean).join(' ');
    messages.push(['missing-reason', `${word} without a reason; say why: ${example}`]);
  }
  for (const rule of unused) messages.push(['unused-comment', `unused ${word}${rule}: there is nothing to disable`]);
  return messages;
}

function enablesNothing(enable: Directive, uses: Uses): readonly Message[] {
  const ends = [...uses.keys()].some(
    (other) =>
      other.word === 'perfmig-disable' &&
      other.from < enable.from &&
      (enable.rules.length === 0 || enable.rules.some((rule) => speaksOf(other, rule))),
  );
  return ends ? [] : [['unused-comment', 'unused perfmig-enable: no perfmig-disable stands before it']];
}

function unusedOf(
  rules: readonly string[],
  used: ReadonlySet<string>,
  { known, active }: RuleNames,
): readonly string[] {
  if (rules.length > 0) return rules.filter((rule) => active.has(rule) && !used.has(rule)).map((rule) => ` ${rule}`);
  const isJudged = used.size === 0 && known.every((rule) => active.has(rule));
  return isJudged ? [''] : [];
}
