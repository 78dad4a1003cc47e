/** Whether a read of a property can be a read of the one that a function is stored in. */
import { builtinModules } from 'node:module';
import type { Node } from '../../contracts.ts';
import { interfacesOf, isClass, keyName } from '../../syntax/node.ts';
import { ancestorsOf, classMember, foreignSuper, superOf, type Hierarchy } from '../model/hierarchy.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Resolver } from '../model/resolver.ts';
import { isSameValue, nodeOf, type Value } from '../model/values.ts';
import type { Exclusion } from './exclusions.ts';

const BUILTINS: ReadonlySet<string> = new Set(builtinModules);

/** What holds the property; undefined where that can't be told. */
export type Owner = Value | undefined;

/** `proved`, `possible`, or excluded, for which there has to be a positive reason. */
export type Relation = 'proved' | 'possible' | Exclusion;

/** Whether a read is known to mean something else. */
export function isExcluded(relation: Relation): relation is Exclusion {
  return relation !== 'proved' && relation !== 'possible';
}

/** Compares the receiver of a read with the owner of a property. */
export class Owners {
  readonly #resolver: Resolver;
  readonly #hierarchy: Hierarchy;

  constructor(resolver: Resolver, hierarchy: Hierarchy) {
    this.#resolver = resolver;
    this.#hierarchy = hierarchy;
  }

  relate(owner: Owner, receiver: Value | undefined, name: string, fn: Node): Relation {
    if (!receiver) return 'possible';
    if (receiver.kind === 'external') {
      return owner?.kind === 'external' || givesBack(receiver.api) ? 'possible' : 'foreign-receiver';
    }
    const member = this.#resolver.memberOf(receiver, name);
    if (member && nodeOf(member) === fn) return 'proved';
    if (!owner) return this.#hasOwn(receiver, name) ? 'own-member' : 'possible';
    if (isSameValue(owner, receiver)) return 'proved';
    if (receiver.kind === 'interface') return this.#byInterface(owner, receiver);
    if (isInstance(owner) && isInstance(receiver)) return this.#byFamily(owner, receiver, name);
    if (this.#hasOwn(receiver, name)) return 'own-member';
    if (isClosed(receiver)) return 'closed-module';
    return isApart(owner, receiver) ? 'other-object' : 'possible';
  }

  #byInterface(owner: Value, receiver: Value & { readonly kind: 'interface' }): Relation {
    if (owner.kind !== 'instance') return 'possible';
    const implemented = ancestorsOf(this.#resolver, owner).flatMap(({ node }) =>
      isClass(node) ? interfacesOf(node) : [],
    );
    const names = implemented.map(({ expression }) => (expression.type === 'Identifier' ? expression.name : ''));
    return names.includes(receiver.node.id.name) ? 'proved' : 'possible';
  }

  #byFamily(
    owner: Value & { readonly node: Node },
    receiver: Value & { readonly kind: 'instance' | 'class' },
    name: string,
  ): Relation {
    if (owner.kind !== receiver.kind) return 'static-or-instance';
    const family = this.#hierarchy.familyOf(receiver);
    if (family.some(({ node }) => node === owner.node)) return 'proved';
    if (this.#hasOwn(receiver, name)) return 'own-member';
    const foreign = foreignSuper(this.#resolver, receiver);
    // A mixin may bring anything.
    return foreign === '?' || !isClass(receiver.node) ? 'possible' : 'other-hierarchy';
  }

  /** The receiver itself says what the property is. */
  #hasOwn(receiver: Value, name: string): boolean {
    switch (receiver.kind) {
      case 'object':
        return receiver.node.properties.some(
          (one) => one.type === 'Property' && keyName(one.key, one.computed) === name,
        );
      case 'module':
        return receiver.in.exports.names.has(name);
      case 'instance':
      case 'class':
        return this.#isDeclared(receiver, name);
      default:
        return false;
    }
  }

  #isDeclared(receiver: Value & { readonly kind: 'instance' | 'class' }, name: string): boolean {
    for (
      let at: { in: ModelFile; node: Value extends never ? never : typeof receiver.node } | undefined = receiver;
      at;
    ) {
      const member = classMember(at.node, name, receiver.kind === 'class');
      if (member) return member.type === 'MethodDefinition' || ('value' in member && member.value !== null);
      at = superOf(this.#resolver, at);
    }
    return false;
  }
}

/** Functions of the language whose results are never what somebody put in before. */
const MAKES_ITS_OWN =
  /^#(?:JSON|String|Number|Boolean|BigInt|Date|Math|Buffer|RegExp|Error|URL|URLSearchParams|fetch|parseInt|parseFloat|encodeURI|decodeURI|process|console|performance|crypto)\b/;

/** Calls outside the program may give back what it handed to them: `stores.get('main')`, `container.resolve(Store)`. */
function givesBack(api: string | undefined): boolean {
  if (!api?.includes('()')) return false;
  const root = /^[\w@/-]+/.exec(api)?.[0];
  return root === undefined ? !MAKES_ITS_OWN.test(api) : !BUILTINS.has(root);
}

function isInstance(value: Value): value is Value & { readonly kind: 'instance' | 'class' } {
  return value.kind === 'instance' || value.kind === 'class';
}

/**
 * Two different things of the program: what is stored in one is not in the other, unless it is stored there too, which
 * is followed by itself. Copying all members (`Object.assign`, spread) makes a property of nobody in particular.
 */
function isApart(owner: Value, receiver: Value): boolean {
  if (owner.kind === 'module' || receiver.kind === 'module' || owner.kind === 'interface') return false;
  return !(receiver.kind === 'object' && receiver.node.properties.some(({ type }) => type === 'SpreadElement'));
}

/** A module of declarations only has what it exports. */
function isClosed(receiver: Value): boolean {
  return receiver.kind === 'module' && receiver.in.exports.isModule && receiver.in.exports.stars.length === 0;
}
