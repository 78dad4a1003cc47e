/** Turns what was detected into findings, once it is known when each function runs. */
import type { Context, Finding } from '../contracts.ts';
import type { CallGraph } from '../program/call-graph.ts';
import { isChangingWay } from '../program/changing-ways.ts';
import type { Contexts, FunctionContext } from '../program/contexts.ts';
import { fingerprintOf, Identities } from './fingerprint.ts';
import type { ParsedProgram, Placed } from './program.ts';
import { factorsOf, isWorth, scoreOf, severityOf } from './score.ts';
import { suppress, type RuleNames, type Suppressed } from './suppress.ts';
import type { Glance } from './survey.ts';

export interface FindingSources {
  readonly program: ParsedProgram;
  readonly graph: CallGraph;
  readonly contexts: Pick<Contexts, 'of'>;
  /** Code for browsers has no event loop of a server to block. */
  readonly isBrowser: (path: string) => boolean;
  readonly rules: RuleNames;
  /** Whether a file belongs to something that is known to answer requests. */
  readonly isService: (path: string) => boolean;
  /** Whether a rule reports on a file. */
  readonly isOn: (rule: string, path: string) => boolean;
  /** The codemod that mends a rule's findings. */
  readonly codemodOf: (rule: string) => string | undefined;
}

/** What is found in one file, and what its comments disable. */
export interface FileOutcome extends Suppressed {
  readonly path: string;
  readonly lines: number;
}

/** Makes the findings of one file. */
export function findingsOf({ path, lines }: Pick<Glance, 'path' | 'lines'>, sources: FindingSources): FileOutcome {
  const identities = new Identities();
  const { placed, directives } = sources.program;
  const inOrder = [...(placed.get(path) ?? [])].sort((a, b) => a.span[0] - b.span[0]);
  const made = inOrder.flatMap((item) => {
    const identity = identities.next(item);
    const one = sources.isOn(item.rule, path) ? finding(path, item, identity, sources) : undefined;
    return one === undefined ? [] : [{ finding: one, anchorLine: item.anchorLine, yieldsTo: item.yieldsTo }];
  });
  // Before comments: one that disables the better advice is not answered with the other.
  const anchored = made.filter((one) => !made.some((other) => yields(one, other.finding)));
  return { path, lines, ...suppress(path, anchored, directives.get(path) ?? [], judged(path, sources)) };
}

interface Yielding {
  readonly finding: Finding;
  readonly yieldsTo: readonly string[];
}

function yields({ finding: { span }, yieldsTo }: Yielding, other: Finding): boolean {
  return yieldsTo.includes(other.rule) && span[0] <= other.span[0] && other.span[1] <= span[1];
}

/** In a file that a rule failed on, or isn't on for, nobody knows which comments are needed. */
function judged(path: string, { program, rules, isOn }: FindingSources): RuleNames {
  const isFaulty = program.failures.some((failure) => failure.path === path);
  return { ...rules, active: new Set(isFaulty ? [] : [...rules.active].filter((rule) => isOn(rule, path))) };
}

function finding(path: string, placed: Placed, identity: string, sources: FindingSources): Finding | undefined {
  const { graph, contexts } = sources;
  const reached = contexts.of((graph.moduleFunctions.get(path) ?? 0) + placed.fn);
  // Where the way is known, the loops on it are; those of array callbacks are among them.
  const loopDepth = Math.max(placed.loopDepth, reached.loops + ownLoops(placed, reached));
  const context: Context = reached.context === 'unknown' && loopDepth > 0 ? 'loop' : reached.context;
  if (!placed.contexts.has(context)) return undefined;
  if ((context === 'unknown' || context === 'loop') && sources.isBrowser(path)) return undefined;
  const cost = reached.once ? { ...placed.cost, once: true } : placed.cost;
  if (cost.once === true && placed.mendedByKeeping) return undefined;
  const factors = factorsOf(cost, {
    ...{ context, loopDepth, proved: reached.proved, isService: sources.isService(path) },
    rare: placed.makesMissing || reached.rare,
  });
  const score = scoreOf(factors);
  const { rule, span, line, column, endLine, endColumn, message, api, scope, excerpt, fix } = placed;
  const codemod = sources.codemodOf(rule);
  const chain = reached.chain.length > 0 ? { chain: [...reached.chain, { path, line, name: api }] } : {};
  return {
    rule,
    severity: severityOf(score, context),
    ...{ path, span, line, column, endLine, endColumn, message, api, context, loopDepth },
    ...chain,
    ...{
      score,
      worth: isWorth(score, context, cost, isChangingWay(reached.chain)),
      factors,
      confidence: factors.confidence,
      scope,
      excerpt,
    },
    ...{ identity, fingerprint: fingerprintOf(path, identity) },
    ...(codemod !== undefined && { codemod }),
    ...(fix && { fix }),
  };
}

/** Loops of the function itself, callbacks of array methods left to the way that leads through them. */
function ownLoops(placed: Placed, reached: FunctionContext): number {
  return reached.loops > 0 ? placed.ownLoopDepth : placed.loopDepth;
}
