/** From places of frames to the calls and functions of the program. */
import type { FunctionNode, Node } from '../../src/contracts.ts';
import type { ModelFile } from '../../src/asyncify/model/model-file.ts';
import type { Program } from '../../src/asyncify/model/program.ts';
import { lineStarts } from '../../src/program/lines.ts';
import { ancestors, isFunction } from '../../src/syntax/node.ts';
import type { Frame } from './recording.ts';

/** A frame in the program. */
export interface PlacedFrame {
  readonly in: ModelFile;
  readonly frame: Frame;
  /** The call that is under way; undefined where the place is in none, such as the read of a getter. */
  readonly call: Node | undefined;
  /** The function it runs in; undefined at the top level and in what runs with a class. */
  readonly fn: FunctionNode | undefined;
}

/** The frame's place; undefined for code that is none of the program's. */
export function placed(program: Program, root: string, frame: Frame): PlacedFrame | undefined {
  const at = frame.path.startsWith(`${root}/`) ? program.files.get(frame.path.slice(root.length + 1)) : undefined;
  if (!at) return undefined;
  const offset = offsetOf(at, frame);
  const call = callAt(at, offset);
  return { in: at, frame, call, fn: call ? functionAround(call) : functionAt(at, offset) };
}

/** Columns of a stack count UTF-16 units, as offsets do; a byte-order mark is no column. */
function offsetOf({ file: { text } }: ModelFile, { line, column }: Frame): number {
  const starts = lineStarts(text);
  return (starts[line - 1] ?? text.length) + column - 1;
}

/** The innermost call around a place that belongs to the same function as the place. */
function callAt(at: ModelFile, offset: number): Node | undefined {
  const fn = functionAt(at, offset);
  const calls: readonly Node[] = [
    ...at.file.nodes('CallExpression'),
    ...at.file.nodes('NewExpression'),
    ...at.file.nodes('TaggedTemplateExpression'),
  ];
  return innermost(
    at,
    calls.filter((call) => functionAround(call) === fn),
    offset,
  );
}

function functionAt(at: ModelFile, offset: number): FunctionNode | undefined {
  const functions = [
    ...at.file.nodes('FunctionDeclaration'),
    ...at.file.nodes('FunctionExpression'),
    ...at.file.nodes('ArrowFunctionExpression'),
  ];
  return innermost(at, functions, offset);
}

function innermost<Found extends Node>(at: ModelFile, nodes: readonly Found[], offset: number): Found | undefined {
  let [best, size]: [Found | undefined, number] = [undefined, Infinity];
  for (const node of nodes) {
    const [start, end] = at.file.spanOf(node);
    if (start > offset || offset >= end || end - start >= size) continue;
    [best, size] = [node, end - start];
  }
  return best;
}

/** Fields and static blocks of a class run on their own: the function around the class does not call what they call. */
function functionAround(node: Node): FunctionNode | undefined {
  let from = node;
  for (const around of ancestors(node)) {
    if (isFunction(around)) return around;
    if (around.type === 'StaticBlock') return undefined;
    if (around.type === 'PropertyDefinition' && around.value === from) return undefined;
    from = around;
  }
  return undefined;
}
