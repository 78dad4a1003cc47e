/** When two accesses can't change places. */
import type { SourceFile } from '../../contracts.ts';
import { foldString } from '../fold.ts';
import type { Access, Dependence, Root } from './types.ts';

type Value = Extract<Access, { kind: 'value' }>;
type Outside = Extract<Access, { kind: 'resource' }>;

/** The reason why the later access must wait for the earlier one, if there is one. */
export function conflictOf(file: SourceFile, earlier: Access, later: Access): Dependence | undefined {
  const code = codeOf(file, earlier, later);
  return code && { code, what: shown(file, earlier), first: earlier.node, second: later.node };
}

function codeOf(file: SourceFile, earlier: Access, later: Access): Dependence['code'] | undefined {
  if (earlier.kind === 'value' && later.kind === 'value') {
    if (!mayMeet(earlier, later)) return undefined;
    return codeOfChange(earlier.mode === 'read' ? later : earlier);
  }
  if (earlier.kind === 'resource' && later.kind === 'resource') {
    return mayMeetOutside(file, earlier, later) ? 'ordered-effects' : undefined;
  }
  return undefined;
}

/** A variable, or all of what it holds, or a member of something. */
export function codeOfChange({ path }: Value): 'carried-value' | 'shared-object' {
  return path.length === 0 ? 'carried-value' : 'shared-object';
}

/** Whether two accesses may be of one place, one of them changing it. */
export function mayMeet(one: Value, other: Value): boolean {
  if (one.mode === 'read' && other.mode === 'read') return false;
  if (isSameRoot(one.root, other.root)) return isPrefix(one.path, other.path) || isPrefix(other.path, one.path);
  // Two names may hold one object: then members of the same name are one.
  const [last, otherLast] = [one.path.at(-1), other.path.at(-1)];
  if (last === undefined || otherLast === undefined) return false;
  const isAny = one.root.kind === 'unknown' || other.root.kind === 'unknown';
  return last === otherLast || (isAny && (last === '*' || otherLast === '*'));
}

function isSameRoot(one: Root, other: Root): boolean {
  if (one.kind === 'variable') return other.kind === 'variable' && one.variable === other.variable;
  if (one.kind === 'global') return other.kind === 'global' && one.name === other.name;
  return one.kind === other.kind;
}

function isPrefix(short: readonly string[], long: readonly string[]): boolean {
  return short.length <= long.length && short.every((name, i) => name === '*' || long[i] === '*' || name === long[i]);
}

/** Two calls to the outside, of which one changes something. Only files that are named in the text are told apart. */
function mayMeetOutside(file: SourceFile, one: Outside, other: Outside): boolean {
  if (one.mode === 'read' && other.mode === 'read') return false;
  const areFiles = one.resource === 'file' && other.resource === 'file';
  if (!areFiles) return true;
  const [name, otherName] = [nameOf(file, one), nameOf(file, other)];
  return name === undefined || otherName === undefined || name.startsWith(otherName) || otherName.startsWith(name);
}

function nameOf(file: SourceFile, { targets }: Outside): string | undefined {
  const [target, ...more] = targets;
  const name = target && more.length === 0 ? foldString(target, file) : undefined;
  return name?.includes('*') ? undefined : name;
}

/** What an access is of, as written. */
export function shown(file: SourceFile, access: Access): string {
  const { node } = access;
  const isCall = node.type === 'CallExpression' || node.type === 'NewExpression';
  return shorten(file.textOf(isCall ? node.callee : node));
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
