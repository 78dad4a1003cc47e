/** Code that only runs in a worker although its file runs on the main thread too. */
import { ancestors, unwrap, type Node, type SourceFile } from '../../src/authoring/rule.ts';

/** Whether `node` is guarded by `if (!isMainThread)`, `if (parentPort)` or what leaves on the main thread before it. */
export function isInWorkerBranch(file: SourceFile, node: Node): boolean {
  let from = node;
  for (const at of ancestors(node)) {
    if (at.type === 'IfStatement' || at.type === 'ConditionalExpression') {
      if (from !== at.test && isWorkerTest(file, at.test) === (from === at.consequent)) return true;
    } else if (at.type === 'LogicalExpression' && at.operator === '&&' && from === at.right) {
      if (isWorkerTest(file, at.left) === true) return true;
    } else if (at.type === 'BlockStatement' || at.type === 'Program') {
      const before = at.body.slice(
        0,
        at.body.findIndex((statement) => statement === from),
      );
      if (before.some((statement) => leavesMainThread(file, statement))) return true;
    }
    from = at;
  }
  return false;
}

/** `true` where the test holds in workers only, `false` where it holds on the main thread only. */
function isWorkerTest(file: SourceFile, test: Node): boolean | undefined {
  const node = unwrap(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const inner = isWorkerTest(file, node.argument);
    return inner === undefined ? undefined : !inner;
  }
  if (node.type === 'LogicalExpression' && node.operator === '&&') {
    return isWorkerTest(file, node.left) ?? isWorkerTest(file, node.right);
  }
  const api = file.apiOf(node);
  if (api === 'worker_threads.isMainThread') return false;
  return api === 'worker_threads.parentPort' || undefined;
}

/** `if (isMainThread) return;` */
function leavesMainThread(file: SourceFile, statement: Node): boolean {
  if (statement.type !== 'IfStatement' || isWorkerTest(file, statement.test) !== false) return false;
  const last = statement.consequent.type === 'BlockStatement' ? statement.consequent.body.at(-1) : statement.consequent;
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}
