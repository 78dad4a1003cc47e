/** Reads of members by a computed name, or of all members at once, which may give the function: `handlers[name]`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import { isRequire } from '../model/exports.ts';
import { mayBeKey } from '../model/keys.ts';
import type { Enumeration, ModelFile } from '../model/model-file.ts';
import { isSameValue, nodeOf, type Value } from '../model/values.ts';
import type { Analysis } from './analysis.ts';
import { isCalled } from './called.ts';
import { Elements } from './elements.ts';
import { isExcluded, type Owner } from './owners.ts';
import type { Certainty } from './uses.ts';
import type { ValueWalk } from './walk.ts';

interface ComputedRead {
  readonly in: ModelFile;
  readonly node: TSESTree.MemberExpression;
}

/** All computed reads of a program, by what they read from. */
interface Index {
  /** By the node of the value, or the file of the module. */
  readonly known: ReadonlyMap<object, readonly { readonly read: ComputedRead; readonly receiver: Value }[]>;
  /** Where the value can't be told: by the name it has there. */
  readonly named: ReadonlyMap<string, readonly ComputedRead[]>;
  /** And by the files that a computed `require` may load. */
  readonly loaded: ReadonlyMap<ModelFile, readonly ComputedRead[]>;
  /** Those whose value is called. */
  readonly called: readonly ComputedRead[];
  readonly enumerations: readonly (Enumeration & { readonly in: ModelFile })[];
}

/** What is known of a read: it is one of the owner's members, may be one, or is none. */
type Match = 'own' | 'maybe' | 'none';

/** Computed reads of one program. */
export class ComputedReads {
  readonly #analysis: Analysis;
  #index: Index | undefined;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  /** Goes on with every computed read of the owner, of what is kept under its name, and of what nobody can tell. */
  follow(walk: ValueWalk, name: string, owner: Owner, certainty: Certainty): void {
    if (owner?.kind === 'external') return;
    const index = (this.#index ??= this.#indexAll());
    const possible = certainty === 'proved' ? 'possible' : certainty;
    const own = owner ? this.#ownReads(index, owner) : new Set<ComputedRead>();
    const others = index.called.filter(
      (read) => !own.has(read) && this.#matchOf(walk, read.in, read.node.object, name, owner) !== 'none',
    );
    for (const { in: from, node } of [...own, ...others]) {
      if (this.mayBeKey(from, node, name)) walk.value(from, node, possible);
    }
    for (const { in: from, call, of, shape } of index.enumerations) {
      const match = this.#matchOf(walk, from, of, name, owner);
      if (match !== 'none') new Elements(walk, shape, match === 'own' ? 'refuse' : 'leave').list(from, call);
    }
  }

  /** Whether the computed member may have this name. */
  mayBeKey({ file }: ModelFile, { property }: TSESTree.MemberExpression, name: string): boolean {
    return mayBeKey(file, property, name);
  }

  #ownReads(index: Index, owner: Value & { readonly in: ModelFile }): ReadonlySet<ComputedRead> {
    const isNamed = owner.kind === 'object' && !this.#analysis.kept.has(owner);
    const kept = isNamed ? nameKept(owner.node) : undefined;
    return new Set<ComputedRead>([
      ...this.#readsOf(index, owner),
      ...((kept !== undefined && index.named.get(kept)) || []),
      ...(index.loaded.get(owner.in) ?? []),
    ]);
  }

  #matchOf(walk: ValueWalk, from: ModelFile, object: Node, name: string, owner: Owner): Match {
    const home = owner && 'in' in owner ? owner.in : walk.fn.in;
    if (from !== home && this.#analysis.program.isOfBrowser(from)) return 'none';
    const receiver = this.#analysis.resolver.valueOf(from, object);
    if (receiver) {
      if (owner && (isSameValue(owner, receiver) || this.#isModuleOf(owner, receiver))) return 'own';
      if (isExcluded(this.#analysis.relate(owner, receiver, name, walk.fn.node))) return 'none';
    }
    if (this.#analysis.kept.has(owner) && !this.#analysis.kept.mayBeLoaded(from, object)) return 'none';
    if (receiver) return 'maybe';
    if (!this.#analysis.together.mayMeet(from, home)) return 'none';
    const values = this.#analysis.possible.of(from, object);
    return values?.every((value) => this.#isApart(walk, value, name, owner)) === true ? 'none' : 'maybe';
  }

  #isApart(walk: ValueWalk, value: Value, name: string, owner: Owner): boolean {
    if (owner && (isSameValue(owner, value) || this.#isModuleOf(owner, value))) return false;
    // What is stored in an object that nobody knows is not taken to be stored in those that are known.
    if (/^(?:object|module|function)$/.test(value.kind)) return true;
    return isExcluded(this.#analysis.relate(owner, value, name, walk.fn.node));
  }

  /** `module.exports = { … }` is what its module gives. */
  #isModuleOf(owner: Value, receiver: Value): boolean {
    if (owner.kind !== 'module' || receiver.kind === 'external') return false;
    const whole = this.#analysis.resolver.whole(owner.in);
    return whole !== undefined && isSameValue(whole, receiver);
  }

  /** Those of the owner itself; `module.exports = { … }` is what its module gives. */
  #readsOf(index: Index, owner: Value): readonly ComputedRead[] {
    const whole = owner.kind === 'module' ? this.#analysis.resolver.whole(owner.in) : undefined;
    return [owner, ...(whole ? [whole] : [])].flatMap((value) =>
      (index.known.get(keyOf(value) ?? index) ?? []).flatMap(({ read, receiver }) =>
        isSameValue(value, receiver) ? [read] : [],
      ),
    );
  }

  #indexAll(): Index {
    const known = new Map<object, { readonly read: ComputedRead; readonly receiver: Value }[]>();
    const named = new Map<string, ComputedRead[]>();
    const loaded = new Map<ModelFile, ComputedRead[]>();
    const called: ComputedRead[] = [];
    const enumerations: (Enumeration & { readonly in: ModelFile })[] = [];
    for (const at of this.#analysis.program.files.values()) {
      enumerations.push(...at.enumerations.map((one) => ({ in: at, ...one })));
      for (const node of at.computed) {
        const read = { in: at, node };
        if (isCalled(at, node)) called.push(read);
        const receiver = this.#analysis.resolver.valueOf(at, node.object);
        const key = receiver && keyOf(receiver);
        if (key) add(known, key, { read, receiver });
        if (receiver) continue;
        const name = nameOf(node.object);
        if (name !== undefined) add(named, name, read);
        for (const target of this.#loads(at, node.object)) add(loaded, target, read);
      }
    }
    return { known, named, loaded, called, enumerations };
  }

  /** `require('./jobs/' + name)[action]`. */
  #loads(from: ModelFile, node: Node): readonly ModelFile[] {
    const inner = unwrap(node);
    const variable = inner.type === 'Identifier' ? from.file.variableOf(inner) : undefined;
    const value = variable?.writes.length === 1 ? variable.writes[0]?.value : inner;
    if (value?.type !== 'CallExpression' || !isRequire(from.file, value)) return [];
    const load = from.loads.find((one) => one.node === value);
    return load ? this.#analysis.program.targetsOf(from, load) : [];
  }
}

function add<Key, Item>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  const known = groups.get(key);
  if (known) known.push(item);
  else groups.set(key, [item]);
}

function keyOf(value: Value): object | undefined {
  return value.kind === 'module' ? value.in : nodeOf(value);
}

/** The name that an object is written to: of a variable, a property, a member. */
function nameKept(object: Node): string | undefined {
  const { parent } = object;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'AssignmentExpression':
      return nameOf(parent.left);
    case 'Property':
    case 'PropertyDefinition':
      return keyName(parent.key, parent.computed);
    default:
      return undefined;
  }
}

function nameOf(node: Node): string | undefined {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') return inner.name;
  return inner.type === 'MemberExpression' ? keyName(inner.property, inner.computed) : undefined;
}
