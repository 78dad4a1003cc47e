/** Makes the pause of a loop grow; all else about the loop stays. */
import type { Additions, LocalRewrite } from '../../src/authoring/codemod-local.ts';
import { isWithoutSemicolons } from '../../src/authoring/layout.ts';
import { descendants, isWithin, type Node, type SourceFile } from '../../src/authoring/rule.ts';
import { refused, type Refused } from './refusals.ts';

export interface Pause {
  /** What pauses: `sleep(500)`, `new Promise(…)`. */
  readonly node: Node;
  readonly loop: Node;
  /** How long. */
  readonly time: Node;
}

/** `const nextDelay = growingDelays(500);` before the loop, and `nextDelay()` for its time. */
export function growPause(file: SourceFile, pause: Pause, additions: Additions): LocalRewrite {
  const { loop, time } = pause;
  const statement = statementOf(loop);
  const obstacle = timeObstacle(file, pause) ?? placeObstacle(file, statement);
  if (obstacle) return obstacle;
  const [start] = file.spanOf(statement);
  const line = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
  const name = additions.name('nextDelay', start);
  const declaration = `const ${name} = ${additions.helper('growingDelays')}(${file.textOf(time)})${isWithoutSemicolons(file) ? '' : ';'}`;
  return {
    kind: 'edits',
    edits: [
      { span: [start, start], text: declaration + eol + (/^[ \t]*/.exec(line)?.[0] ?? '') },
      { span: file.spanOf(time), text: `${name}()` },
    ],
    safety: 'review',
  };
}

/** Why the time can't be told before the loop. */
function timeObstacle(file: SourceFile, { node, loop, time }: Pause): Refused | undefined {
  if (!isWithin(time, node)) return refused('backoff/time-elsewhere', 'the function that pauses says itself how long');
  const isOpen = descendants(time).some((part) => {
    if (/^(?:Call|New|Await|Yield|Assignment|Update|Arrow|Function)/.test(part.type)) return true;
    const variable = part.type === 'Identifier' ? file.variableOf(part) : undefined;
    return variable !== undefined && isWithin(variable.declaration, loop);
  });
  return isOpen ? refused('backoff/computed-time', 'the time is worked out in the loop', file.spanOf(time)) : undefined;
}

/** The loop, with its labels. */
function statementOf(loop: Node): Node {
  return loop.parent?.type === 'LabeledStatement' ? statementOf(loop.parent) : loop;
}

/** A declaration needs a block to stand in, and a line to begin. */
function placeObstacle(file: SourceFile, statement: Node): Refused | undefined {
  const isInBlock = /^(?:BlockStatement|Program|StaticBlock)$/.test(statement.parent?.type ?? '');
  const [start] = file.spanOf(statement);
  const before = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);
  if (isInBlock && before.trim() === '') return undefined;
  return refused('backoff/no-place', 'no declaration can stand before the loop', file.spanOf(statement));
}
