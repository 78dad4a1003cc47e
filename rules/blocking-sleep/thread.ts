/** Which thread some code runs on, where its file runs on both. */
import { ancestors, unwrap, type Node, type SourceFile } from '../../src/authoring/rule.ts';

export type Thread = 'main' | 'worker';

/** Told by the guards around `node`: `if (!isMainThread)`, `if (parentPort)`, or what leaves the function before it. */
export function threadOf(file: SourceFile, node: Node): Thread | undefined {
  let from = node;
  for (const at of ancestors(node)) {
    const thread = threadWithin(file, at, from);
    if (thread !== undefined) return thread;
    from = at;
  }
  return undefined;
}

function threadWithin(file: SourceFile, at: Node, from: Node): Thread | undefined {
  switch (at.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      if (from === at.consequent) return threadWhere(file, at.test);
      return from === at.alternate ? other(threadWhere(file, at.test)) : undefined;
    case 'LogicalExpression':
      return at.operator === '&&' && from === at.right ? threadWhere(file, at.left) : undefined;
    case 'BlockStatement':
    case 'Program': {
      const before = at.body.slice(
        0,
        at.body.findIndex((statement) => statement === from),
      );
      return before.map((statement) => other(threadLeft(file, statement))).find((thread) => thread !== undefined);
    }
    default:
      return undefined;
  }
}

/** The thread on which a test holds. */
function threadWhere(file: SourceFile, test: Node): Thread | undefined {
  const node = unwrap(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') return other(threadWhere(file, node.argument));
  if (node.type === 'LogicalExpression' && node.operator === '&&') {
    return threadWhere(file, node.left) ?? threadWhere(file, node.right);
  }
  const api = file.apiOf(node);
  if (api === 'worker_threads.isMainThread') return 'main';
  return api === 'worker_threads.parentPort' ? 'worker' : undefined;
}

function other(thread: Thread | undefined): Thread | undefined {
  return thread && (thread === 'main' ? 'worker' : 'main');
}

/** The thread on which a statement ends the function: `if (isMainThread) return;`. */
function threadLeft(file: SourceFile, statement: Node): Thread | undefined {
  if (statement.type !== 'IfStatement') return undefined;
  const { consequent } = statement;
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  const leaves = last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
  return leaves ? threadWhere(file, statement.test) : undefined;
}
