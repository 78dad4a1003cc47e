/** Twins that a project has already: `read` beside `readSync`, `readAsync` beside `read`. */
import { isFunction, keyName } from '../../syntax/node.ts';
import { returnsPromise } from '../closure/promises.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { PlacedFunction } from '../model/placed.ts';
import type { Root } from './root.ts';
import { knownTwinNames } from './twin-names.ts';

/** A twin, and its name. */
export interface KnownTwin {
  readonly name: string;
  readonly fn: PlacedFunction;
}

/** The twin that stands beside a function; undefined where there is none, or what has its name gives no promise. */
export function existingTwin(analysis: Analysis, root: Root): KnownTwin | undefined {
  for (const name of knownTwinNames(root.name)) {
    const fn = named(analysis, root, name);
    if (fn && returnsPromise(analysis, fn.in, fn.node)) return { name, fn };
  }
  return undefined;
}

/** Whether the name of the new twin is taken by something else. */
export function isTaken(root: Root, name: string): boolean {
  const { in: at, node } = root;
  if (at.exports.names.has(name) || at.file.moduleVariable(name) !== undefined) return true;
  const { parent } = node;
  const members = parent.type === 'MethodDefinition' ? parent.parent.body : [];
  return members.some(
    (member) => 'key' in member && 'computed' in member && keyName(member.key, member.computed) === name,
  );
}

function named(analysis: Analysis, { in: at, node }: Root, name: string): PlacedFunction | undefined {
  const { parent } = node;
  if (parent.type === 'MethodDefinition') {
    const twin = parent.parent.body.find(
      (member) => member.type === 'MethodDefinition' && keyName(member.key, member.computed) === name,
    );
    return twin?.type === 'MethodDefinition' && isFunction(twin.value) ? { in: at, node: twin.value } : undefined;
  }
  const value = analysis.resolver.exported(at, name);
  return value?.kind === 'function' ? { in: value.in, node: value.node } : undefined;
}
