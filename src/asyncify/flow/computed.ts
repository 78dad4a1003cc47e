/** Reads of members by a computed name, which may give the function: `handlers[name]`. */
import type { Node } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import { isRequire } from '../model/exports.ts';
import type { ModelFile } from '../model/model-file.ts';
import { isSameValue } from '../model/values.ts';
import type { Analysis } from './analysis.ts';
import type { Owner } from './owners.ts';
import type { Certainty } from './uses.ts';
import type { ValueWalk } from './walk.ts';

/** Computed reads of one program. */
export class ComputedReads {
  readonly #analysis: Analysis;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  /** Goes on with every computed read of the owner, and of what is kept under its name. */
  follow(walk: ValueWalk, owner: Owner, certainty: Certainty): void {
    if (!owner || owner.kind === 'external') return;
    const kept = owner.kind === 'object' ? nameKept(owner.node) : undefined;
    for (const from of this.#analysis.resolver.program.files.values()) {
      for (const read of from.computed) {
        const receiver = this.#analysis.resolver.valueOf(from, read.object);
        const isIt = receiver
          ? isSameValue(owner, receiver) || this.#isModuleOf(owner, receiver)
          : (kept !== undefined && nameOf(read.object) === kept) || this.#isLoadOf(from, read.object, owner);
        if (isIt) walk.value(from, read, certainty === 'proved' ? 'possible' : certainty);
      }
    }
  }

  /** `module.exports = { … }` is what its module gives. */
  #isModuleOf(owner: Owner & object, receiver: Owner & object): boolean {
    if (owner.kind !== 'module' || receiver.kind === 'external') return false;
    const whole = this.#analysis.resolver.whole(owner.in);
    return whole !== undefined && isSameValue(whole, receiver);
  }

  /** `require('./jobs/' + name)[action]`. */
  #isLoadOf(from: ModelFile, node: Node, owner: Owner & object): boolean {
    if (!('in' in owner)) return false;
    const inner = unwrap(node);
    const variable = inner.type === 'Identifier' ? from.file.variableOf(inner) : undefined;
    const value = variable?.writes.length === 1 ? variable.writes[0]?.value : inner;
    if (value?.type !== 'CallExpression' || !isRequire(from.file, value)) return false;
    const load = from.loads.find((one) => one.node === value);
    return load !== undefined && this.#analysis.resolver.program.targetsOf(from, load).includes(owner.in);
  }
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
