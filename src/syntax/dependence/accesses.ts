/** Lists what a piece of code reads, writes and calls, as far as anything outside it can notice. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, Variable } from '../../contracts.ts';
import { isFunction, keyName, unwrap } from '../node.ts';
import { bindingsOf } from '../patterns.ts';
import { descendants, isReference } from '../references.ts';
import { exitsOf } from './exits.ts';
import { Frame, highest, type Known } from './frame.ts';
import { methodUseOf } from './methods.ts';
import { ownFunctionOf } from './own-functions.ts';
import { isKeptByOwn, modeOf } from './targets.ts';
import type { Access, Call, CallEffect, Mode } from './types.ts';

/** How many functions deep calls are followed. */
const MAX_DEPTH = 4;

/**
 * Every access of `node` that other code could notice, functions written in it
 * included, whether or not they are run here. `loop` is the loop whose own `continue` is no exit.
 */
export function accessesOf(frame: Frame, node: Node, loop?: Node): readonly Access[] {
  const exits = exitsOf(node, loop).map((at): Access => ({ kind: 'exit', node: at }));
  const parts = descendants(node);
  const calls = [...exits, ...callsIn(frame, parts)];
  // What can't be moved at all needs no look at what it reads.
  return calls.some(isFixed) ? calls : [...calls, ...valuesIn(frame, parts)];
}

function isFixed({ kind }: Access): boolean {
  return kind === 'unknown' || kind === 'ordered' || kind === 'exit';
}

/** Reads and writes of variables and of members. */
function valuesIn(frame: Frame, parts: readonly Node[]): readonly Access[] {
  return [...parts.filter(isReference), ...parts.filter(isThis)].flatMap((name) => {
    const whole = chainOf(name);
    const mode = modeOf(frame.file, whole);
    const isNamed = whole.type === 'Identifier';
    // A new value for a name of this code's own is nobody else's concern.
    if (isNamed && mode !== 'read' && isLocalName(frame, whole)) return [];
    if ((isNamed && isKeptByOwn(frame.file, whole)) || isOnlyCalledOn(frame, whole)) return [];
    return accessAt(frame, whole, mode);
  });
}

function isLocalName(frame: Frame, name: TSESTree.Identifier): boolean {
  const variable = frame.file.variableOf(name);
  return variable !== undefined && frame.isLocal(variable);
}

/** `list.push(x)` is an access by the call; `log.info(x)` is none. */
function isOnlyCalledOn(frame: Frame, node: Node): boolean {
  const callee = node.parent;
  const call = callee?.parent;
  if (callee?.type !== 'MemberExpression' || callee.object !== node) return false;
  if (call?.type !== 'CallExpression' || call.callee !== callee) return false;
  const use = methodUseOf(keyName(callee.property, callee.computed) ?? '');
  if (use === 'adds' || use === 'changes') return true;
  const effect = frame.effectOf(frame.file, call);
  return effect?.kind === 'none' && effect.assumed !== true && use === undefined;
}

function isThis(node: Node): node is TSESTree.ThisExpression {
  return node.type === 'ThisExpression';
}

/** The longest chain of members that starts at a name, without the method it ends in. */
function chainOf(name: Node): Node {
  let at = name;
  while (at.parent) {
    const { parent }: Node = at;
    const isCast =
      parent.type === 'TSNonNullExpression' || parent.type === 'TSAsExpression' || parent.type === 'ChainExpression';
    if (!isCast && !(parent.type === 'MemberExpression' && parent.object === at)) break;
    if (parent.parent.type === 'CallExpression' && parent.parent.callee === parent) break;
    at = parent;
  }
  return at;
}

function accessAt(frame: Frame, node: Node, mode: Mode): Access[] {
  const place = frame.placeOf(node);
  if (place) return [{ kind: 'value', node, mode, ...place }];
  // Changing what belongs to an element rests on no two elements being the same.
  if (mode === 'write' && frame.levelOf(node) !== undefined && unwrap(node).type === 'MemberExpression') {
    frame.assumptions.add('distinct');
  }
  return [];
}

/** `upToUnknown` goes no further than a call that nobody knows. */
function callsIn(frame: Frame, parts: readonly Node[], upToUnknown = false): readonly Access[] {
  const found: Access[] = [];
  for (const part of parts) {
    const made = callsMadeBy(frame, part);
    found.push(...made);
    if (upToUnknown && made.some(isUnknown)) break;
  }
  return found;
}

const NO_ACCESS: readonly Access[] = [];

function callsMadeBy(frame: Frame, part: Node): readonly Access[] {
  switch (part.type) {
    case 'CallExpression':
    case 'NewExpression':
      return accessesOfCall(frame, part);
    case 'TaggedTemplateExpression':
    case 'ImportExpression':
      return unknown(part);
    default:
      return part.type === 'ForOfStatement' && part.await
        ? [{ kind: 'ordered', node: part, why: 'stream' }]
        : NO_ACCESS;
  }
}

function isUnknown({ kind }: Access): boolean {
  return kind === 'unknown';
}

function accessesOfCall(frame: Frame, call: Call): readonly Access[] {
  const effect = frame.effectOf(frame.file, call);
  if (effect && !('assumed' in effect && effect.assumed)) return ofEffect(frame, call, effect);
  const fn = ownFunctionOf(frame.file, call);
  if (fn) return ofOwnFunction(frame, call, fn, effect);
  const callee = unwrap(call.callee);
  const method = callee.type === 'MemberExpression' && !isAwaited(call) ? callee : undefined;
  const use = method && methodUseOf(keyName(method.property, method.computed) ?? '');
  if (method && use) return ofMethod(frame, call, method, use);
  if (effect) return ofEffect(frame, call, effect);
  if (!method || !frame.isOwn(method.object)) return [{ kind: 'unknown', node: call }];
  frame.assumptions.add('computing');
  return [];
}

function isAwaited(call: Node): boolean {
  return call.parent?.type === 'AwaitExpression';
}

function ofMethod(frame: Frame, call: Call, callee: TSESTree.MemberExpression, use: string): readonly Access[] {
  if (use === 'reads' || use === 'settles') return [];
  const [first] = call.arguments;
  const isKeyed = keyName(callee.property, false) === 'set' && first && frame.levelOf(first) === 'identity';
  const isGathered = use === 'adds' && call.parent.type === 'ExpressionStatement';
  const found = accessAt(frame, callee.object, isGathered ? 'add' : 'write');
  return isKeyed
    ? found.map((access) => ({ ...access, key: 'identity', path: withComputed(access) }) as Access)
    : found;
}

function withComputed(access: Access): readonly string[] {
  return access.kind === 'value' ? [...access.path, '*'] : [];
}

function ofEffect(frame: Frame, call: Call, effect: CallEffect): readonly Access[] {
  if (effect.kind === 'ordered') return [{ kind: 'ordered', node: call, why: effect.why }];
  if (effect.kind === 'changes') return effect.targets.flatMap((target) => accessAt(frame, target, 'write'));
  if (effect.assumed) frame.assumptions.add(effect.kind === 'none' ? 'computing' : 'name');
  if (effect.kind === 'none') return [];
  const { kind: mode, resource, targets } = effect;
  const key = highest(targets.map((target) => frame.levelOf(target)));
  return [{ kind: 'resource', node: call, mode, resource, targets, key }];
}

/**
 * What a function of the file does, in terms of what it is given. Where it calls
 * what nobody knows, its own name may still say what it does.
 */
function ofOwnFunction(frame: Frame, call: Call, fn: FunctionNode, named: CallEffect | undefined): readonly Access[] {
  if (frame.within.includes(fn)) return [];
  if (frame.within.length >= MAX_DEPTH || fn.generator) return named ? ofEffect(frame, call, named) : unknown(call);
  const inner = new Frame({ ...parts(frame), within: [...frame.within, fn] }, fn, givenTo(frame, call, fn));
  const inside = descendants(fn.body);
  const calls = callsIn(inner, inside, !named);
  const isAllKnown = !calls.some(isUnknown);
  if (!named && !isAllKnown) return unknown(call);
  const found = calls.concat(valuesIn(inner, inside));
  // What only looks at things and gives nothing back is there to throw: `await assertAllowed(user);`.
  if (isDropped(call) && !found.some(changesSomething)) return [{ kind: 'ordered', node: call, why: 'guard' }];
  if (!named || isAllKnown) return found.map((access) => ({ ...access, node: call }));
  const known = found.filter((access) => !isUnknown(access));
  return [...known.map((access) => ({ ...access, node: call })), ...ofEffect(frame, call, named)];
}

function isDropped({ parent }: Node): boolean {
  return parent?.type === 'ExpressionStatement' || (parent?.type === 'AwaitExpression' && isDropped(parent));
}

function changesSomething(access: Access): boolean {
  return access.kind === 'value' || access.kind === 'resource' ? access.mode !== 'read' : access.kind === 'unknown';
}

function unknown(node: Node): readonly Access[] {
  return [{ kind: 'unknown', node }];
}

function parts({
  file,
  effectOf,
  assumptions,
  within,
}: Frame): Pick<Frame, 'file' | 'effectOf' | 'assumptions' | 'within'> {
  return { file, effectOf, assumptions, within };
}

function givenTo(frame: Frame, call: Call, fn: FunctionNode): ReadonlyMap<Variable, Known> {
  const known = new Map<Variable, Known>();
  for (const [index, param] of fn.params.entries()) {
    const argument = call.arguments[index];
    for (const { id } of bindingsOf(param)) {
      const variable = frame.file.variableOf(id);
      if (!variable) continue;
      const isNothing = argument === undefined || isFunction(argument);
      known.set(variable, isNothing ? NOTHING : knownOf(frame, argument));
    }
  }
  return known;
}

function knownOf(frame: Frame, argument: Node): Known {
  return { level: frame.levelOf(argument), isOwn: frame.isOwn(argument), place: frame.placeOf(argument) };
}

const NOTHING: Known = { level: undefined, isOwn: true };
