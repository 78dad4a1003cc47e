/** How places and contexts read, in every format for people. */
import { posix } from 'node:path';
import type { Finding, Report, ReportStyle } from '../contracts.ts';
import { points } from './numbers.ts';

export { count, duration, points } from './numbers.ts';

/** A path of the report relative to the current folder, as editors and terminals open it. */
export function pathFromHere({ root }: Report, path: string, { folder }: ReportStyle): string {
  return folder === undefined ? posix.join(root, path) : posix.relative(folder, path) || '.';
}

/** `src/a.ts:3:14`, relative to the current folder. */
export function place(report: Report, { path, line, column }: Finding, style: ReportStyle): string {
  return `${pathFromHere(report, path, style)}:${line}:${column}`;
}

/** `request`, or `request, in 2 loops`. */
export function contextWords({ context, loopDepth }: Finding): string {
  if (loopDepth === 0 || (context === 'loop' && loopDepth === 1)) return context;
  return `${context}, ${loopDepth === 1 ? 'in a loop' : `in ${loopDepth} loops`}`;
}

/** The way from the entry point: `GET /orders → loadOrder → fs.readFileSync`. */
export function chainWords({ chain }: Finding): string | undefined {
  return chain === undefined || chain.length === 0 ? undefined : chain.map(({ name }) => name).join(' → ');
}

/** How the points came about: `30 cost × 1 request × 2 loop × 0.9 confidence = 54`; what changes nothing is left out. */
export function factorWords({ factors, context, score }: Pick<Finding, 'factors' | 'context' | 'score'>): string {
  const { cost, once, rare, context: weight, loop, confidence } = factors;
  const product = [
    `${points(cost)} cost`,
    ...(once === 1 ? [] : [`${points(once)} kept`]),
    ...(rare === 1 ? [] : [`${points(rare)} rare`]),
    `${points(weight)} ${context}`,
    ...(loop === 1 ? [] : [`${points(loop)} loop`]),
    ...(confidence === 1 ? [] : [`${points(confidence)} confidence`]),
  ];
  return `${product.join(' × ')} = ${points(score)}`;
}

/** The command that mends a finding. */
export function mendingCommand(codemod: string): string {
  return `perfmig apply --codemod ${codemod}`;
}
