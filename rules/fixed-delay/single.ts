/** Judges a single pause: one after something was started and before something needs it. */
import {
  ancestors,
  functionOf,
  isFunction,
  someWithin,
  unwrap,
  type Node,
  type SourceFile,
  type TSESTree,
} from '../../src/authoring/rule.ts';
import type { Wait } from './wait.ts';

const NEEDS_API =
  /^(?:#fetch|axios|got|ky|undici|node-fetch|superagent|needle|http\.(?:get|request)|https\.(?:get|request)|net\.(?:connect|createConnection)|fs\.(?:promises\.)?(?:access|existsSync|exists|stat|statSync)|amqplib\.connect|mongoose\.connect)\b/;
const NEEDS_NAME =
  /^(?:connect|reconnect|verify\w*(?:Url|Server|Connection|Ready)|check(?:Health|Status|Connection|Ready|Server)\w*|healthCheck|ping|isReady|waitFor\w*|fetch)$/;
const STARTS =
  /^(?:#?child_process\.)?(?:spawn|exec|execFile|fork|execa|start|restart|launch|listen|boot|run|up|deploy|provision|create(?:Server|Instance|Container|Cluster|Table|Index|Stream)|startServer|startContainer|reboot|resume|wake\w*|powerOn|reset|open|install|mount|install\w*|start\w*)$/i;

/** A pause between the start of something and the first use of it. */
export function waitBeforeUse(file: SourceFile, pause: Node): Wait | undefined {
  const [statement, block] = statementOf(pause);
  if (!statement || !block || functionOf(pause) === undefined) return undefined;
  const index = block.body.findIndex((one) => one === statement);
  const next = block.body[index + 1];
  const before = block.body.slice(0, index);
  if (!next || !calls(file, next, isNeed)) return undefined;
  return before.some((one) => calls(file, one, isStart))
    ? { kind: 'ready', isBounded: true, confidence: 0.4 }
    : undefined;
}

function statementOf(pause: Node): readonly [statement?: Node, block?: TSESTree.BlockStatement | TSESTree.Program] {
  let from = pause;
  for (const at of ancestors(pause)) {
    if (at.type === 'BlockStatement' || at.type === 'Program')
      return from.type === 'ExpressionStatement' ? [from, at] : [];
    if (isFunction(at)) return [];
    from = at;
  }
  return [];
}

type Question = (file: SourceFile, call: TSESTree.CallExpression | TSESTree.NewExpression) => boolean;

function calls(file: SourceFile, statement: Node, isWanted: Question): boolean {
  return someWithin(statement, (node) => node.type === 'CallExpression' && isWanted(file, node), isFunction);
}

function isNeed(file: SourceFile, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return NEEDS_API.test(file.calleeOf(call) ?? '') || NEEDS_NAME.test(lastName(call));
}

function isStart(file: SourceFile, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return STARTS.test(lastName(call)) || /^child_process\./.test(file.calleeOf(call) ?? '');
}

function lastName({ callee }: TSESTree.CallExpression | TSESTree.NewExpression): string {
  const inner = unwrap(callee);
  if (inner.type === 'Identifier') return inner.name;
  return inner.type === 'MemberExpression' && inner.property.type === 'Identifier' ? inner.property.name : '';
}
