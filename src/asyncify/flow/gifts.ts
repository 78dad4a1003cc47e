/** Objects and instances of the program that are handed to code from outside, which may call their members. */
import { builtinModules } from 'node:module';
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, Node } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Value } from '../model/values.ts';
import type { Analysis } from './analysis.ts';
import { isProtocolMember } from './foreign-members.ts';
import { isHarmless } from './harmless.ts';
import type { Owner } from './owners.ts';
import type { Certainty } from './uses.ts';
import type { ValueWalk } from './walk.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** One object handed over. */
export interface Gift {
  readonly in: ModelFile;
  readonly node: Node;
  readonly to: ApiPath;
}

/** More than these share no more than a name. */
const MOST_VALUES = 3;

const BUILTINS: ReadonlySet<string> = new Set(builtinModules);

/** All of one program, by the class or the literal that is handed over. */
export class Gifts {
  readonly #analysis: Analysis;
  #found: ReadonlyMap<Node, readonly Gift[]> | undefined;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  /** The first place where one of these is handed to code that may call the member. */
  of(owners: readonly Node[], member: string): Gift | undefined {
    this.#found ??= this.#find();
    const found = this.#found;
    return owners.flatMap((owner) => found.get(owner) ?? []).find(({ to }) => mayCall(to, member));
  }

  #find(): ReadonlyMap<Node, readonly Gift[]> {
    const found = new Map<Node, Gift[]>();
    for (const at of this.#analysis.program.files.values()) {
      for (const call of [...at.file.nodes('CallExpression'), ...at.file.nodes('NewExpression')]) {
        const to = this.#foreign(at, call);
        if (to === undefined || isHarmless(to)) continue;
        for (const node of givenTo(call)) this.#add({ in: at, node, to }, found);
      }
    }
    return found;
  }

  /** The path of what is called, where that is none of the program's. */
  #foreign(at: ModelFile, call: Call): ApiPath | undefined {
    const to = at.file.calleeOf(call);
    const value = to === undefined ? undefined : this.#analysis.resolver.valueOf(at, call.callee);
    return value === undefined || value.kind === 'external' ? to : undefined;
  }

  #valuesOf({ in: at, node }: Gift): readonly Value[] {
    const known = this.#analysis.resolver.valueOf(at, node);
    if (known) return [known];
    const values = isNearField(node) ? this.#analysis.possible.of(at, node) : undefined;
    return values && values.length <= MOST_VALUES ? values : [];
  }

  #add(gift: Gift, found: Map<Node, Gift[]>): void {
    for (const owner of this.#valuesOf(gift).flatMap(ownersIn)) {
      const known = found.get(owner);
      if (known) known.push(gift);
      else found.set(owner, [gift]);
    }
  }
}

/** Fields have no owner, so only those of a name or of `this` are asked for, and only where few things are kept there. */
function isNearField(node: Node): boolean {
  return node.type === 'MemberExpression' && /^(?:Identifier|NewExpression|ThisExpression)$/.test(node.object.type);
}

function ownersIn(value: Value): readonly Node[] {
  return value.kind === 'instance' || value.kind === 'class' || value.kind === 'object' ? [value.node] : [];
}

/** Arguments, and what stands in objects and lists written in place; the `this` of `call` is the super class's own. */
function givenTo(call: Call): readonly Node[] {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
  const given = name === 'call' || name === 'apply' || name === 'bind' ? call.arguments.slice(1) : call.arguments;
  return given.flatMap((node) => partsOf(node));
}

function partsOf(node: Node): readonly Node[] {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'ObjectExpression':
      return inner.properties.flatMap((one) => (one.type === 'Property' ? partsOf(one.value) : []));
    case 'ArrayExpression':
      return inner.elements.flatMap((one) => (one ? partsOf(one) : []));
    case 'SpreadElement':
      return partsOf(inner.argument);
    case 'Identifier':
    case 'ThisExpression':
    case 'NewExpression':
    case 'MemberExpression':
    case 'CallExpression':
      return [inner];
    default:
      return [];
  }
}

/** Node calls what streams, emitters and the like have; packages may call anything. */
function mayCall(to: ApiPath, member: string): boolean {
  if (/^#(?:Proxy|Reflect)\b/.test(to)) return true;
  const root = /^[^.()]+/.exec(to.replace(/^node:/, ''))?.[0] ?? '';
  return root.startsWith('#') || BUILTINS.has(root) ? isProtocolMember(member) : true;
}

/** Refuses where an object that holds the function is given to code from outside. */
export function refuseGift({ analysis, out }: ValueWalk, name: string, owner: Owner, certainty: Certainty): void {
  if (!owner || !('node' in owner) || owner.kind === 'interface' || owner.kind === 'function') return;
  const holders = owner.kind === 'object' ? [owner] : analysis.hierarchy.familyOf(owner);
  const gift = analysis.gifts.of(
    holders.map(({ node }) => node),
    name,
  );
  if (!gift) return;
  const message = `what has \`${name}\` is given to \`${gift.to}\`, which may call it`;
  out.refuse(gift.in, gift.node, 'barrier/escapes', message, certainty);
}
