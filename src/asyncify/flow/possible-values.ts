/** Everything an expression may be, where the program shows all that is put there: by parameters, names and fields. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, Variable } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import { descendants } from '../../syntax/references.ts';
import { isRequire } from '../model/exports.ts';
import type { ModelFile } from '../model/model-file.ts';
import { isEmptyValue } from '../model/value-shapes.ts';
import type { Value } from '../model/values.ts';
import type { Analysis } from './analysis.ts';
import { membersOf, valuesInTable } from './tables.ts';

/** So far fields are followed into one another; further, anything may be there. */
const MOST_STEPS = 100;

/** So many values tell nothing apart. */
const MOST_VALUES = 200;

/** Something written to a field; `steps` says how many computed members lie between the field and it. */
interface Store {
  readonly in: ModelFile;
  readonly value: Node;
  readonly steps: number;
}

/** Of one program; fields have no owner here: all that is stored under a name may be read under it. */
export class PossibleValues {
  readonly #analysis: Analysis;
  readonly #known = new Map<Node, readonly Value[] | undefined>();
  #steps = 0;
  #stores: ReadonlyMap<string, readonly Store[]> | undefined;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  /** Undefined where something else may be there as well. */
  of(at: ModelFile, node: Node): readonly Value[] | undefined {
    const inner = unwrap(node);
    if (this.#known.has(inner)) return this.#known.get(inner);
    // Set first: what depends on itself may be anything.
    this.#known.set(inner, undefined);
    this.#steps++;
    const values = this.#steps > MOST_STEPS ? undefined : this.#compute(at, inner);
    this.#steps--;
    const found = values && values.length <= MOST_VALUES ? [...new Set(values)] : undefined;
    this.#known.set(inner, found);
    return found;
  }

  #compute(at: ModelFile, inner: Node): readonly Value[] | undefined {
    if (isEmptyValue(inner)) return [];
    const known = this.#analysis.resolver.valueOf(at, inner);
    if (known) return [known];
    switch (inner.type) {
      case 'Identifier':
        return this.#ofVariable(at, at.file.variableOf(inner));
      case 'MemberExpression':
        return this.#ofTable(at, inner) ?? this.#ofMember(inner);
      case 'CallExpression':
        return isRequire(at.file, inner) ? this.#ofLoad(at, inner) : undefined;
      case 'LogicalExpression':
        return this.#all(at, [inner.left, inner.right]);
      case 'ConditionalExpression':
        return this.#all(at, [inner.consequent, inner.alternate]);
      default:
        return undefined;
    }
  }

  #all(at: ModelFile, nodes: readonly Node[]): readonly Value[] | undefined {
    return allKnown(nodes.map((node) => this.of(at, node)));
  }

  #ofLoad(at: ModelFile, call: TSESTree.CallExpression): readonly Value[] | undefined {
    const load = at.loads.find((one) => one.node === call);
    if (load?.specifier === undefined) return undefined;
    const targets = this.#analysis.program.targetsOf(at, load);
    if (targets.length === 0) return undefined;
    return targets.flatMap((target) => [
      { kind: 'module', in: target } satisfies Value,
      ...[this.#analysis.resolver.whole(target)].filter((value) => value !== undefined),
    ]);
  }

  #ofVariable(at: ModelFile, variable: Variable | undefined): readonly Value[] | undefined {
    if (!variable) return undefined;
    if (variable.kind === 'param') return this.#ofParameter(at, variable);
    const { writes } = variable;
    if (writes.length === 0 || writes.some(({ path, element }) => path.length > 0 || element === true))
      return undefined;
    return this.#all(
      at,
      writes.map(({ value }) => value),
    );
  }

  /** What the calls of its function give, where all of them are known. */
  #ofParameter(at: ModelFile, variable: Variable): readonly Value[] | undefined {
    const { param, scopeFunction, writes } = variable;
    if (!param || param.path.length > 0 || !scopeFunction || writes.length > 0) return undefined;
    const uses = this.#analysis.usesOf({ in: at, node: scopeFunction satisfies FunctionNode });
    if (uses.obstacles.length > 0 || uses.iterations.length > 0 || uses.together.length > 0) return undefined;
    const given = uses.calls.map((call) => {
      const argument = plainArgument(call.node, param.index);
      return argument === undefined ? undefined : this.of(call.in, argument);
    });
    return allKnown(given);
  }

  #ofTable(at: ModelFile, member: TSESTree.MemberExpression): readonly Value[] | undefined {
    const values = valuesInTable(at, member);
    return values && this.#all(at, values);
  }

  /** All that is stored under the name, `steps` computed members deep. */
  #ofMember(member: TSESTree.MemberExpression): readonly Value[] | undefined {
    const { name, steps } = fieldOf(member);
    if (name === undefined) return undefined;
    this.#stores ??= this.#findStores();
    const stores = this.#stores.get(name) ?? [];
    return allKnown(stores.map((store) => this.#ofStore(store, steps)));
  }

  #ofStore({ in: at, value, steps }: Store, wanted: number): readonly Value[] | undefined {
    if (steps > wanted) return [];
    let nodes: readonly Node[] | undefined = [value];
    for (let step = steps; step < wanted; step++) nodes = nodes && membersOf(nodes);
    return nodes && this.#all(at, nodes);
  }

  #findStores(): ReadonlyMap<string, readonly Store[]> {
    const found = new Map<string, Store[]>();
    const add = (name: string | undefined, store: Store): void => {
      if (name === undefined) return;
      const known = found.get(name);
      if (known) known.push(store);
      else found.set(name, [store]);
    };
    for (const at of this.#analysis.program.files.values()) {
      for (const { left, right } of at.file.nodes('AssignmentExpression')) {
        const field = left.type === 'MemberExpression' ? fieldOf(left) : undefined;
        if (field) add(field.name, { in: at, value: right, steps: field.steps });
      }
      for (const one of declaredMembers(at)) {
        if (one.value) add(keyName(one.key, one.computed), { in: at, value: one.value, steps: 0 });
      }
    }
    return found;
  }
}

function declaredMembers(at: ModelFile): readonly (TSESTree.Property | TSESTree.PropertyDefinition)[] {
  return descendants(at.file.ast).filter(
    (node): node is TSESTree.Property | TSESTree.PropertyDefinition =>
      node.type === 'PropertyDefinition' || (node.type === 'Property' && node.parent.type === 'ObjectExpression'),
  );
}

/** `a.b[c][d]` is two steps below the field `b`. */
function fieldOf(member: TSESTree.MemberExpression): { readonly name: string | undefined; readonly steps: number } {
  let steps = 0;
  for (let at: Node = member; at.type === 'MemberExpression'; at = unwrap(at.object)) {
    const name = keyName(at.property, at.computed);
    if (name !== undefined) return { name, steps };
    steps++;
  }
  return { name: undefined, steps };
}

/** An argument that stands at its own place; undefined where one before it is spread. */
function plainArgument(call: Node, index: number): Node | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
  if (name === 'call' || name === 'apply') return undefined;
  const before = call.arguments.slice(0, index + 1);
  return before.some(({ type }) => type === 'SpreadElement') ? undefined : before[index];
}

function allKnown(parts: readonly (readonly Value[] | undefined)[]): readonly Value[] | undefined {
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}
