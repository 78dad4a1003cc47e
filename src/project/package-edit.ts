/** Adds a dependency to the text of a package.json, and changes nothing else of it. */
import { findNodeAtLocation, parseTree, type Node as JsonNode } from 'jsonc-parser';
import type { Edit } from '../contracts.ts';

/** What a new list of dependencies is put before, so that it goes to its usual place. */
const LATER_KEYS = ['devDependencies', 'peerDependencies', 'optionalDependencies', 'overrides', 'resolutions'];

/**
 * The edit that adds `"name": "range"` to `dependencies`: in its place where these are sorted, last where they are
 * not, with the indentation and line ends of the file. It only inserts, but for spaces in an empty list.
 * @param text valid JSON, with an object at its top
 */
export function dependencyEdit(text: string, name: string, range: string): Edit | undefined {
  const root = parseTree(text);
  if (root?.type !== 'object') return undefined;
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(range)}`;
  const list = findNodeAtLocation(root, ['dependencies']);
  if (list) return list.type === 'object' ? insertion(text, list, entry, placeIn(keysOf(list), name)) : undefined;
  const unit = /^\s*/.exec(gapIn(text, root))?.[0] ?? '';
  const value = unit.includes('\n') ? `{${deeper(unit)}${entry}${unit}}` : `{ ${entry} }`;
  const later = keysOf(root).findIndex((key) => LATER_KEYS.includes(key));
  return insertion(text, root, `"dependencies": ${value}`, later < 0 ? keysOf(root).length : later);
}

/** A member at this place of an object. */
function insertion(text: string, { offset, length, children = [] }: JsonNode, entry: string, index: number): Edit {
  const gap = gapIn(text, { offset, length, children, type: 'object' });
  const before = children[index - 1];
  const [after] = children;
  if (before) {
    const end = before.offset + before.length;
    return { span: [end, end], text: `,${gap}${entry}`, shared: true };
  }
  if (after) return { span: [after.offset, after.offset], text: `${entry},${gap}`, shared: true };
  const close = gap.includes('\n') ? shallower(gap) : gap;
  return { span: [offset + 1, offset + length - 1], text: `${gap}${entry}${close}`, shared: true };
}

/** What stands before the first member of an object, and so before the others. */
function gapIn(text: string, { offset, children = [] }: JsonNode): string {
  const [first] = children;
  if (first) return text.slice(offset + 1, first.offset);
  const line = /(\r?\n)([ \t]*)[^\n]*$/.exec(text.slice(0, offset));
  return line ? deeper(`${line[1] ?? ''}${line[2] ?? ''}`) : ' ';
}

/** The start of a line of which the indentation is one step deeper; two spaces where it is not known. */
function deeper(lineStart: string): string {
  const indent = lineStart.replace(/^\s*\n/, '');
  return lineStart + (indent === '' ? '  ' : indent);
}

function shallower(lineStart: string): string {
  const indent = lineStart.replace(/^\s*\n/, '');
  return lineStart.slice(0, lineStart.length - indent.length / 2);
}

function keysOf({ children = [] }: JsonNode): readonly string[] {
  return children.map(({ children: [key] = [] }) => String(key?.value));
}

function placeIn(keys: readonly string[], name: string): number {
  const isSorted = keys.every((key, index) => index === 0 || compare(keys[index - 1] ?? '', key) <= 0);
  const place = isSorted ? keys.findIndex((key) => compare(key, name) > 0) : -1;
  return place < 0 ? keys.length : place;
}

/** As npm sorts. */
function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en');
}
