/** Turns what was detected into findings, once it is known when each function runs. */
import type { Context, FileReport, Finding } from '../contracts.ts';
import type { CallGraph } from '../program/call-graph.ts';
import type { Contexts, FunctionContext } from '../program/contexts.ts';
import { fingerprintOf, Identities } from './fingerprint.ts';
import type { ParsedProgram, Placed } from './program.ts';
import { factorsOf, round, scoreOf, severityOf } from './score.ts';
import type { Glance } from './survey.ts';

export interface FindingSources {
  readonly program: ParsedProgram;
  readonly graph: CallGraph;
  readonly contexts: Contexts;
  /** Code for browsers has no event loop of a server to block. */
  readonly isBrowser: (path: string) => boolean;
}

/** The report of one file; `undefined` where there is nothing to tell. */
export function reportFile(glance: Glance, sources: FindingSources): FileReport | undefined {
  const { path, lines } = glance;
  const identities = new Identities();
  const placed = [...(sources.program.placed.get(path) ?? [])].sort((a, b) => a.span[0] - b.span[0]);
  const findings = placed.flatMap((item) => finding(path, item, identities.next(item), sources) ?? []);
  if (findings.length === 0) return undefined;
  findings.sort((a, b) => b.score - a.score || a.line - b.line || a.column - b.column);
  return { path, lines, score: round(findings.reduce((sum, { score }) => sum + score, 0)), findings };
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
  const factors = factorsOf(cost, { context, loopDepth, proved: reached.proved, isService: contexts.isService });
  const score = scoreOf(factors);
  const { rule, span, line, column, endLine, endColumn, message, api, excerpt } = placed;
  const chain = reached.chain.length > 0 ? { chain: [...reached.chain, { path, line, name: api }] } : {};
  return {
    rule,
    severity: severityOf(score, context),
    ...{ path, span, line, column, endLine, endColumn, message, api, context, loopDepth },
    ...chain,
    ...{
      score,
      factors,
      confidence: factors.confidence,
      identity,
      fingerprint: fingerprintOf(path, identity),
      excerpt,
    },
  };
}

/** Loops of the function itself, callbacks of array methods left to the way that leads through them. */
function ownLoops(placed: Placed, reached: FunctionContext): number {
  return reached.loops > 0 ? placed.ownLoopDepth : placed.loopDepth;
}
