/** Runs the rules over one file, all in one pass over its nodes. */
import type { Context, Cost, Failure, Fix, Match, Node, NodeType, Rule, SourceFile, Span } from '../contracts.ts';
import { scopePathOf } from '../program/enclosing.ts';
import { loopDepthOf, ownLoopDepthOf } from '../syntax/iteration.ts';
import { makesMissing } from '../syntax/missing.ts';
import { ancestors, isClass, isFunction } from '../syntax/node.ts';
import { shapeOfCallAt } from '../syntax/shape.ts';
import { isStackOverflow } from './faults.ts';

/** A match with all that is needed once the tree is gone. */
export interface Detected {
  readonly rule: string;
  readonly span: Span;
  readonly message: string;
  readonly api: string;
  readonly cost: Cost;
  /** Contexts in which it is a finding. */
  readonly contexts: ReadonlySet<Context>;
  /** Loops the code is written in, callbacks of array methods included. */
  readonly loopDepth: number;
  /** The same without those callbacks' loops, which the call graph counts. */
  readonly ownLoopDepth: number;
  /** Offset of the statement, property or function body it is part of. */
  readonly anchor: number;
  /** The functions and class members around it. */
  readonly scope: string;
  /** What the code says, however it is formatted. */
  readonly shape: string;
  /** It runs only to make a file or folder that is missing. */
  readonly makesMissing: boolean;
  /** It is no finding where the result is kept. */
  readonly mendedByKeeping: boolean;
  /** It is no finding where one of these rules reports inside it. */
  readonly yieldsTo: readonly string[];
  /** What the rule would write; only where fixes are wanted. */
  readonly fix?: Fix;
}

export interface Detection {
  readonly detected: readonly Detected[];
  readonly failures: readonly Failure[];
}

/**
 * A rule that throws loses its matches in this file; the others go on.
 * @throws {RangeError} where the tree is too deep for all of them, which is no rule's fault
 */
export function detect(file: SourceFile, rules: readonly Rule[], wantsFixes = false): Detection {
  const detected: Detected[] = [];
  const failures: Failure[] = [];
  let overflows = 0;
  for (const rule of rules) {
    try {
      detected.push(...runRule(rule, file, wantsFixes));
    } catch (error) {
      if (isStackOverflow(error) && ++overflows === rules.length) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      failures.push({ path: file.path, stage: 'detect', message: `rule ${rule.id} failed on this file: ${reason}` });
    }
  }
  return { detected, failures };
}

function* runRule(rule: Rule, file: SourceFile, wantsFixes: boolean): Generator<Detected> {
  const visitor = rule.detect(file);
  for (const type of Object.keys(visitor) as NodeType[]) {
    const visit = visitor[type] as ((node: Node) => ReturnType<NonNullable<(typeof visitor)[NodeType]>>) | undefined;
    if (!visit) continue;
    for (const node of file.nodes(type)) {
      const found = visit(node);
      if (found === undefined) continue;
      for (const match of Symbol.iterator in found ? found : [found]) {
        const fix = wantsFixes ? rule.fix?.(match, file) : undefined;
        yield { ...describe(rule, file, match), ...(fix && { fix }) };
      }
    }
  }
}

function describe(rule: Rule, file: SourceFile, { node, data }: Match<unknown>): Detected {
  const contexts = rule.appliesIn.filter((context) => rule.applies?.(data, context) ?? true);
  return {
    rule: rule.id,
    span: file.spanOf(node),
    message: rule.message(data),
    api: rule.api(data),
    cost: rule.cost(data),
    contexts: new Set(contexts),
    loopDepth: loopDepthOf(file, node),
    ownLoopDepth: ownLoopDepthOf(file, node),
    anchor: anchorOf(file, node),
    scope: scopePathOf(node),
    shape: shapeOfCallAt(node),
    makesMissing: makesMissing(file, node),
    mendedByKeeping: rule.mendedByKeeping ?? false,
    yieldsTo: rule.yieldsTo ?? [],
  };
}

/** Where the code begins that a formatter breaks into lines together with this node. */
function anchorOf(file: SourceFile, node: Node): number {
  let outermost = node;
  for (const at of ancestors(node)) {
    const isOuter =
      isFunction(at) || isClass(at) || /Program|BlockStatement|Property|JSXAttribute|SwitchCase/.test(at.type);
    if (isOuter || /Statement$|Declaration$|Definition$/.test(outermost.type)) break;
    outermost = at;
  }
  return file.spanOf(outermost)[0];
}
