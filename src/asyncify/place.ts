/** Places of nodes, for people. */
import type { Node, Place } from '../contracts.ts';
import { indexOfLine, lineStarts } from '../program/lines.ts';
import { spanOf } from '../syntax/node.ts';
import type { ModelFile } from './model/model-file.ts';

const starts = new WeakMap<ModelFile, readonly number[]>();

/** Where a node begins. */
export function placeOf(at: ModelFile, node: Node): Place {
  let lines = starts.get(at);
  if (!lines) starts.set(at, (lines = lineStarts(at.file.text)));
  const [start] = spanOf(node);
  const index = indexOfLine(lines, start);
  return { path: at.path, line: index + 1, column: start - (lines[index] ?? 0) + 1 };
}

/** The line a node begins in, from 1. */
export function lineOf(at: ModelFile, node: Node): number {
  return placeOf(at, node).line;
}
