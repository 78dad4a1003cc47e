/** Resolves expressions to what they stand for, through variables, imports, members, `this`, `new` and types. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, Variable } from '../../contracts.ts';
import { isClass, isFunction, keyName, unwrap } from '../../syntax/node.ts';
import { WHOLE, exportedName, isRequire, isModuleExports, isFreeName, type ExportEntry } from './exports.ts';
import { classMember, superOf } from './hierarchy.ts';
import type { ModelFile } from './model-file.ts';
import type { Program } from './program.ts';
import { thisOwner } from './this-owner.ts';
import { valueOfType } from './type-names.ts';
import { bothExternal, castOf, instanceOf, isEmptyValue, unpromised } from './value-shapes.ts';
import { isSameValue, type ClassLike, type Value } from './values.ts';

const MAX_DEPTH = 16;

/** Literals and the like: whatever they are, they are not of the program. */
const BUILTIN_NODES: ReadonlySet<string> = new Set([
  'Literal',
  'TemplateLiteral',
  'ArrayExpression',
  'BinaryExpression',
  'UnaryExpression',
  'UpdateExpression',
]);

/** Answers for one program; it remembers. */
export class Resolver {
  readonly program: Program;
  readonly #known = new Map<Node, Value | undefined>();
  readonly #results = new Map<ModelFile, ReadonlyMap<FunctionNode, readonly Node[]>>();

  constructor(program: Program) {
    this.program = program;
  }

  /** What an expression stands for; undefined where that can't be told. */
  valueOf(at: ModelFile, node: Node, depth = 0): Value | undefined {
    if (depth > MAX_DEPTH) return undefined;
    if (this.#known.has(node)) return this.#known.get(node);
    // Set first: a value that depends on itself stands for nothing.
    this.#known.set(node, undefined);
    const value = this.#compute(at, node, depth + 1) ?? this.#external(at, node);
    this.#known.set(node, value);
    return value;
  }

  #external(at: ModelFile, node: Node): Value | undefined {
    const api = at.file.apiOf(node);
    if (api === undefined || /^#(?:module\.)?exports\b|^#(?:this|globalThis|global|window)\b/.test(api))
      return undefined;
    return { kind: 'external', api };
  }

  #compute(at: ModelFile, node: Node, depth: number): Value | undefined {
    const inner = unwrap(node);
    const cast = castOf(node);
    if (cast) return valueOfType(this.program, at, cast) ?? this.valueOf(at, inner, depth);
    if (inner !== node) return this.valueOf(at, inner, depth);
    if (isFunction(node)) return { kind: 'function', in: at, node };
    if (isClass(node)) return { kind: 'class', in: at, node };
    if (BUILTIN_NODES.has(node.type)) return { kind: 'external' };
    switch (node.type) {
      case 'ObjectExpression':
        return { kind: 'object', in: at, node };
      case 'Identifier':
        return this.#ofName(at, node, depth);
      case 'ThisExpression':
        return thisOwner(this, at, node);
      case 'MemberExpression':
        return this.#ofMember(at, node, depth);
      case 'NewExpression':
        return instanceOf(this.valueOf(at, node.callee, depth));
      case 'CallExpression':
        return this.#ofCall(at, node, depth);
      case 'ImportExpression':
        return this.#ofLoad(at, node);
      case 'AssignmentExpression':
        return node.operator === '=' ? this.valueOf(at, node.right, depth) : undefined;
      case 'LogicalExpression':
        return this.#agreed(at, [node.left, node.right], depth);
      case 'ConditionalExpression':
        return this.#agreed(at, [node.consequent, node.alternate], depth);
      default:
        return undefined;
    }
  }

  /** What all of these are, where they are one thing; `null` and the like don't count. */
  #agreed(at: ModelFile, nodes: readonly Node[], depth: number): Value | undefined {
    const [first, ...rest] = nodes.filter((node) => !isEmptyValue(node)).map((node) => this.valueOf(at, node, depth));
    if (!first) return undefined;
    if (first.kind === 'external') return rest.every((other) => other?.kind === 'external') ? first : undefined;
    return rest.every((other) => other !== undefined && isSameValue(first, other)) ? first : undefined;
  }

  #ofName(at: ModelFile, node: TSESTree.Identifier, depth: number): Value | undefined {
    if (isFreeName(at.file, node, 'exports')) return { kind: 'module', in: at };
    const variable = at.file.variableOf(node);
    return variable && this.ofVariable(at, variable, depth);
  }

  /** What a variable holds. */
  ofVariable(at: ModelFile, variable: Variable, depth = 0): Value | undefined {
    const { declaration, kind } = variable;
    if (kind === 'import') return this.#ofImport(at, declaration, depth);
    if (kind === 'class') return isClass(declaration) ? { kind: 'class', in: at, node: declaration } : undefined;
    if (isFunction(declaration)) {
      return variable.writes.length === 0 ? { kind: 'function', in: at, node: declaration } : undefined;
    }
    const typed = 'typeAnnotation' in declaration && valueOfType(this.program, at, declaration.typeAnnotation);
    if (typed) return typed;
    if (kind === 'param' || kind === 'catch') return undefined;
    const writes = variable.writes.filter(({ value }) => !isEmptyValue(value));
    const values = writes.map(({ value, path, element }) =>
      element ? undefined : this.#along(this.valueOf(at, value, depth), path, depth),
    );
    const [first, ...rest] = values;
    return first && rest.every((other) => other && (isSameValue(first, other) || bothExternal(first, other)))
      ? first
      : undefined;
  }

  #along(value: Value | undefined, path: readonly string[], depth: number): Value | undefined {
    return path.reduce<Value | undefined>((at, name) => at && this.memberOf(at, name, depth), value);
  }

  #ofImport(at: ModelFile, declaration: Node, depth: number): Value | undefined {
    if (declaration.type === 'TSImportEqualsDeclaration') return this.#ofLoad(at, declaration);
    const statement = declaration.parent;
    if (statement?.type !== 'ImportDeclaration') return undefined;
    const target = this.program.resolve(at.path, statement.source.value);
    if (!target) return undefined;
    if (declaration.type === 'ImportNamespaceSpecifier') return { kind: 'module', in: target };
    const name = declaration.type === 'ImportSpecifier' ? (keyName(declaration.imported, false) ?? '*') : 'default';
    return this.exported(target, name, depth);
  }

  /** What a module exports under a name; its default is `module.exports` where it has no other. */
  exported(at: ModelFile, name: string, depth = 0): Value | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const entries = at.exports.names.get(name);
    if (entries?.length === 1 && entries[0]) return this.#ofEntry(at, entries[0], depth + 1);
    if (entries) return undefined;
    if (name === 'default' && !at.exports.isModule) return this.whole(at, depth + 1);
    for (const specifier of at.exports.stars) {
      const target = this.program.resolve(at.path, specifier);
      const found = target && this.exported(target, name, depth + 1);
      if (found) return found;
    }
    const whole = at.exports.names.has(WHOLE) ? this.whole(at, depth + 1) : undefined;
    return whole && whole.kind !== 'module' ? this.memberOf(whole, name, depth + 1) : undefined;
  }

  /** What `require` of the module gives. */
  whole(at: ModelFile, depth = 0): Value | undefined {
    const entries = at.exports.names.get(WHOLE) ?? [];
    const [entry] = entries;
    const value = entries.length === 1 && entry ? this.#ofEntry(at, entry, depth + 1) : undefined;
    return entries.length === 0 ? { kind: 'module', in: at } : value;
  }

  #ofEntry(at: ModelFile, entry: ExportEntry, depth: number): Value | undefined {
    if (entry.kind === 'variable') return this.ofVariable(at, entry.variable, depth);
    if (entry.kind === 'value') return this.valueOf(at, entry.node, depth);
    const target = this.program.resolve(at.path, entry.specifier);
    if (!target) return undefined;
    return entry.name === undefined ? { kind: 'module', in: target } : this.exported(target, entry.name, depth);
  }

  #ofLoad(at: ModelFile, node: Node): Value | undefined {
    const load = at.loads.find((one) => one.node === node);
    const targets = load ? this.program.targetsOf(at, load) : [];
    const [target, ...more] = targets;
    if (!target || more.length > 0 || load?.specifier?.includes('*')) return undefined;
    return node.type === 'ImportExpression' ? { kind: 'module', in: target } : this.whole(target);
  }

  #ofMember(at: ModelFile, node: TSESTree.MemberExpression, depth: number): Value | undefined {
    if (isModuleExports(at.file, node)) return this.whole(at, depth);
    const name = at.file.memberName(node) ?? keyName(node.property, node.computed);
    if (name === undefined) return undefined;
    const exported = exportedName(at.file, node);
    if (exported !== undefined) return this.exported(at, exported, depth);
    const owner = this.valueOf(at, node.object, depth);
    return owner && this.memberOf(owner, name, depth);
  }

  /** What a member of a value is. */
  memberOf(owner: Value, name: string, depth = 0): Value | undefined {
    if (depth > MAX_DEPTH) return undefined;
    switch (owner.kind) {
      case 'external':
        return owner.api === undefined ? undefined : { kind: 'external' };
      case 'module':
        return this.exported(owner.in, name, depth + 1);
      case 'object':
        return this.#ofObject(owner, name, depth + 1);
      case 'instance':
      case 'class':
        return this.#ofClass(owner, name, depth + 1);
      case 'interface':
      case 'function':
        return undefined;
    }
  }

  #ofObject(owner: Value & { readonly kind: 'object' }, name: string, depth: number): Value | undefined {
    const property = owner.node.properties.find(
      (one) => one.type === 'Property' && keyName(one.key, one.computed) === name,
    );
    if (property?.type !== 'Property' || property.kind !== 'init') return undefined;
    return this.valueOf(owner.in, property.value, depth);
  }

  #ofClass(owner: Value & { readonly kind: 'instance' | 'class' }, name: string, depth: number): Value | undefined {
    for (let at: { in: ModelFile; node: ClassLike } | undefined = owner; at; at = superOf(this, at)) {
      const member = classMember(at.node, name, owner.kind === 'class');
      if (!member) continue;
      if (member.type === 'MethodDefinition') {
        const isPlain = member.kind === 'method' && member.value.type === 'FunctionExpression';
        return isPlain ? { kind: 'function', in: at.in, node: member.value as FunctionNode } : undefined;
      }
      if (member.type === 'TSParameterProperty') {
        const target = member.parameter.type === 'AssignmentPattern' ? member.parameter.left : member.parameter;
        return valueOfType(this.program, at.in, target.typeAnnotation);
      }
      const typed = valueOfType(this.program, at.in, member.typeAnnotation);
      return (
        typed ?? (member.value && !isEmptyValue(member.value) ? this.valueOf(at.in, member.value, depth) : undefined)
      );
    }
    return undefined;
  }

  #ofCall(at: ModelFile, call: TSESTree.CallExpression, depth: number): Value | undefined {
    if (isRequire(at.file, call)) return this.#ofLoad(at, call);
    const api = at.file.apiOf(call.callee);
    const [first] = call.arguments;
    if (first && (api === '#Object.freeze' || api === '#Object.seal')) return this.valueOf(at, first, depth);
    const callee = this.valueOf(at, call.callee, depth);
    if (callee?.kind !== 'function') return undefined;
    const { node } = callee;
    const typed = valueOfType(this.program, callee.in, unpromised(node.returnType));
    if (typed) return typed;
    if (node.generator) return undefined;
    const results = this.resultsOf(callee.in, node);
    return results.length === 0 ? undefined : this.#agreed(callee.in, results, depth);
  }

  /** The values of all `return`s of a function. */
  resultsOf(at: ModelFile, fn: FunctionNode): readonly Node[] {
    if (fn.body.type !== 'BlockStatement') return [fn.body];
    let results = this.#results.get(at);
    if (!results) this.#results.set(at, (results = groupReturns(at)));
    return results.get(fn) ?? [];
  }
}

function groupReturns(at: ModelFile): ReadonlyMap<FunctionNode, readonly Node[]> {
  const groups = new Map<FunctionNode, Node[]>();
  for (const statement of at.file.nodes('ReturnStatement')) {
    const fn = at.file.functionOf(statement);
    if (!fn || !statement.argument) continue;
    const group = groups.get(fn);
    if (group) group.push(statement.argument);
    else groups.set(fn, [statement.argument]);
  }
  return groups;
}
