/** Reads of members by a computed name, which may give the function: `handlers[name]`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import { isRequire } from '../model/exports.ts';
import type { ModelFile } from '../model/model-file.ts';
import { isSameValue, nodeOf, type Value } from '../model/values.ts';
import type { Analysis } from './analysis.ts';
import type { Owner } from './owners.ts';
import type { Certainty } from './uses.ts';
import type { ValueWalk } from './walk.ts';

interface ComputedRead {
  readonly in: ModelFile;
  readonly node: TSESTree.MemberExpression;
}

/** All computed reads of a program, by what they read from. */
interface Index {
  /** By the node of the value, or the file of the module. */
  readonly known: ReadonlyMap<object, readonly (ComputedRead & { readonly receiver: Value })[]>;
  /** Where the value can't be told: by the name it has there. */
  readonly named: ReadonlyMap<string, readonly ComputedRead[]>;
  /** And by the files that a computed `require` may load. */
  readonly loaded: ReadonlyMap<ModelFile, readonly ComputedRead[]>;
}

/** Computed reads of one program. */
export class ComputedReads {
  readonly #analysis: Analysis;
  #index: Index | undefined;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  /** Goes on with every computed read of the owner, and of what is kept under its name. */
  follow(walk: ValueWalk, owner: Owner, certainty: Certainty): void {
    if (!owner || owner.kind === 'external') return;
    const index = (this.#index ??= this.#indexAll());
    const kept = owner.kind === 'object' ? nameKept(owner.node) : undefined;
    const reads = new Set<ComputedRead>([
      ...this.#readsOf(index, owner),
      ...((kept !== undefined && index.named.get(kept)) || []),
      ...(index.loaded.get(owner.in) ?? []),
    ]);
    for (const { in: from, node } of reads) walk.value(from, node, certainty === 'proved' ? 'possible' : certainty);
  }

  /** Those of the owner itself; `module.exports = { … }` is what its module gives. */
  #readsOf(index: Index, owner: Value): readonly ComputedRead[] {
    const whole = owner.kind === 'module' ? this.#analysis.resolver.whole(owner.in) : undefined;
    return [owner, ...(whole ? [whole] : [])].flatMap((value) =>
      (index.known.get(keyOf(value) ?? index) ?? []).filter(({ receiver }) => isSameValue(value, receiver)),
    );
  }

  #indexAll(): Index {
    const known = new Map<object, (ComputedRead & { readonly receiver: Value })[]>();
    const named = new Map<string, ComputedRead[]>();
    const loaded = new Map<ModelFile, ComputedRead[]>();
    for (const at of this.#analysis.program.files.values()) {
      for (const node of at.computed) {
        const receiver = this.#analysis.resolver.valueOf(at, node.object);
        const key = receiver && keyOf(receiver);
        if (key) add(known, key, { in: at, node, receiver });
        if (receiver) continue;
        const name = nameOf(node.object);
        if (name !== undefined) add(named, name, { in: at, node });
        for (const target of this.#loads(at, node.object)) add(loaded, target, { in: at, node });
      }
    }
    return { known, named, loaded };
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
