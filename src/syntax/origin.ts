/** Follows the value of an expression back to where it enters the file. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, FunctionNode, Node, Variable, Write } from '../contracts.ts';
import { modulePath, stepInto } from './api-path.ts';
import { foldString } from './fold.ts';
import { isClass, isFunction, keyName, unwrap } from './node.ts';
import type { ScopeIndex } from './scope.ts';
import { typeApiOf } from './type-origin.ts';

/** Helpers compilers put around a required module; each returns the module. */
const INTEROP =
  /^(?:__importStar|__importDefault|__toESM|__toCommonJS|_?interopRequire(?:Default|Wildcard)|_?interop(?:Default|Namespace)(?:Legacy|Compat)?\d*)$/;

/** Calls that hand back their first argument. */
const IDENTITIES: ReadonlySet<ApiPath> = new Set([
  '#Object.freeze',
  '#Object.seal',
  'util.deprecate',
  'bluebird.promisifyAll',
  'graceful-fs.gracefulify',
  'tslib.__importDefault',
  'tslib.__importStar',
]);

/** Projects' own modules known to hand on something external: `./io#read` to `fs.readFileSync`. */
export type ImportAliases = ReadonlyMap<string, ApiPath>;

const MAX_DEPTH = 24;

export class Origins {
  readonly #scopes: ScopeIndex;
  readonly #aliases: ImportAliases;
  readonly #memo = new Map<Node, ApiPath | undefined>();
  #depth = 0;

  constructor(scopes: ScopeIndex, aliases: ImportAliases) {
    this.#scopes = scopes;
    this.#aliases = aliases;
  }

  of(node: Node): ApiPath | undefined {
    if (this.#memo.has(node)) return this.#memo.get(node);
    if (this.#depth >= MAX_DEPTH) return undefined;
    // Set first: a value that depends on itself has no origin.
    this.#memo.set(node, undefined);
    this.#depth++;
    const path = this.#compute(node);
    this.#depth--;
    this.#memo.set(node, path);
    return path;
  }

  /** What a call runs, seeing through `f.call(…)`, `f.apply(…)` and `Reflect.apply(f, …)`. */
  ofCallee(call: TSESTree.CallExpression | TSESTree.NewExpression): ApiPath | undefined {
    const callee = unwrap(call.callee);
    if (callee.type === 'MemberExpression') {
      const name = this.memberName(callee);
      if (name === 'call' || name === 'apply') {
        const inner = this.of(callee.object);
        if (inner === '#Reflect' && call.arguments[0]) return this.of(call.arguments[0]);
        if (inner !== undefined) return inner;
      }
    }
    return this.of(callee);
  }

  /** The name a member expression reads, constants folded; undefined where it is computed. */
  memberName(node: TSESTree.MemberExpression): string | undefined {
    return node.computed ? foldString(node.property, this.#scopes) : keyName(node.property, false);
  }

  #compute(node: Node): ApiPath | undefined {
    const inner = unwrap(node);
    if (inner !== node) return this.of(inner);
    switch (node.type) {
      case 'Identifier':
        return this.#ofName(node);
      case 'MemberExpression':
        return this.#ofMember(node);
      case 'CallExpression':
        return this.#ofCall(node);
      case 'NewExpression':
        return this.#step(this.of(node.callee), 'new');
      case 'TSQualifiedName':
        return this.#step(this.of(node.left), node.right.name);
      case 'ImportExpression':
        return this.#ofModule(foldString(node.source, this.#scopes));
      case 'AssignmentExpression':
        return this.of(node.right);
      case 'LogicalExpression':
        return this.of(node.left) ?? this.of(node.right);
      case 'ConditionalExpression':
        return this.#ofAll([node.consequent, node.alternate]);
      default:
        return undefined;
    }
  }

  #step(path: ApiPath | undefined, ...steps: readonly string[]): ApiPath | undefined {
    return steps.reduce<ApiPath | undefined>((at, step) => at && stepInto(at, step), path);
  }

  #ofModule(specifier: string | undefined, name?: string): ApiPath | undefined {
    if (specifier === undefined) return undefined;
    const path = modulePath(specifier);
    if (path !== undefined) return name === undefined ? path : this.#step(path, name);
    return this.#aliases.get(name === undefined ? specifier : `${specifier}#${name}`);
  }

  #ofName(node: TSESTree.Identifier): ApiPath | undefined {
    const variable = this.#scopes.variableOf(node);
    return variable ? this.#ofVariable(variable) : node.name === 'undefined' ? undefined : `#${node.name}`;
  }

  /** Names in annotations stand for imports nearly always, and annotations have no scopes of their own here. */
  #ofTypeName(name: string): ApiPath | undefined {
    const variable = this.#scopes.moduleVariable(name);
    return variable?.kind === 'import' ? this.#ofImport(variable.declaration) : undefined;
  }

  #ofVariable(variable: Variable): ApiPath | undefined {
    if (variable.kind === 'import') return this.#ofImport(variable.declaration);
    const typed = typeApiOf(variable.declaration, (name) => this.#ofTypeName(name));
    if (typed !== undefined) return typed;
    if (variable.kind === 'function' || variable.kind === 'class' || variable.kind === 'catch') return undefined;
    const writes = variable.writes.filter((write) => !isNothing(write.value));
    const [first, ...rest] = writes;
    // `const { read = fallback } = fs`: the default counts where nothing is known of what it stands in for.
    const hasDefaults = variable.kind !== 'param' && first !== undefined && rest.every(isDefault);
    return hasDefaults ? (this.#ofWrite(first) ?? this.#ofWrites(rest)) : this.#ofWrites(writes);
  }

  /** `fs = require('graceful-fs')`, or on failure `require('fs')`: every write must lead outside, the first says where. */
  #ofWrites(writes: readonly Write[]): ApiPath | undefined {
    const paths = writes.map((write) => this.#ofWrite(write));
    return paths.includes(undefined) ? undefined : paths[0];
  }

  #ofWrite({ value, path, element }: Write): ApiPath | undefined {
    if (element) return undefined;
    const whole = this.#step(this.of(value), ...path);
    const [key] = path;
    return whole ?? (key === undefined ? undefined : this.#step(this.#ofKnownMember(value, key), ...path.slice(1)));
  }

  #ofImport(declaration: Node): ApiPath | undefined {
    if (declaration.type === 'TSImportEqualsDeclaration') {
      const { moduleReference: reference } = declaration;
      if (reference.type === 'TSExternalModuleReference') return this.#ofModule(foldString(reference.expression, this.#scopes));
      return this.of(reference);
    }
    const source = declaration.parent?.type === 'ImportDeclaration' ? declaration.parent.source.value : undefined;
    if (declaration.type !== 'ImportSpecifier') return this.#ofModule(source, importedAs(declaration));
    return this.#ofModule(source, keyName(declaration.imported, false));
  }

  #ofMember(node: TSESTree.MemberExpression): ApiPath | undefined {
    const name = this.memberName(node);
    if (name === undefined) return undefined;
    return this.#step(this.of(node.object), name) ?? this.#ofKnownMember(node.object, name);
  }

  /** A member of an object or class written in this file: `const io = { read: fs.readFileSync }`, `this.fs = fs`. */
  #ofKnownMember(object: Node, name: string): ApiPath | undefined {
    const specifier = this.#ownModuleOf(unwrap(object));
    if (specifier !== undefined) return this.#aliases.get(`${specifier}#${name}`);
    const target = this.#objectOf(unwrap(object));
    if (target?.type === 'ThisExpression') return this.#ofThisMember(target, name);
    if (target?.type !== 'ObjectExpression') return undefined;
    for (const property of target.properties) {
      if (property.type === 'Property' && keyName(property.key, property.computed) === name) return this.of(property.value);
    }
    const spread = target.properties.filter((property) => property.type === 'SpreadElement');
    return spread.length === 1 && spread[0] ? this.#step(this.of(spread[0].argument), name) : undefined;
  }

  /** The specifier of a module of the project that an expression holds whole. */
  #ownModuleOf(node: Node): string | undefined {
    if (this.#aliases.size === 0) return undefined;
    const variable = node.type === 'Identifier' ? this.#scopes.variableOf(node) : undefined;
    const { declaration } = variable ?? {};
    if (declaration?.parent?.type === 'ImportDeclaration' && declaration.type !== 'ImportSpecifier') {
      return declaration.parent.source.value;
    }
    const value = variable ? this.#objectOf(node) : node;
    const call = value?.type === 'CallExpression' && this.of(value.callee) === '#require' ? value.arguments[0] : undefined;
    const specifier = call && foldString(call, this.#scopes);
    return specifier !== undefined && modulePath(specifier) === undefined ? specifier : undefined;
  }

  #objectOf(node: Node): Node | undefined {
    if (node.type !== 'Identifier') return node;
    const variable = this.#scopes.variableOf(node);
    const [write] = variable?.writes ?? [];
    return variable?.writes.length === 1 && write?.path.length === 0 && !write.element ? unwrap(write.value) : undefined;
  }

  #ofThisMember(node: TSESTree.ThisExpression, name: string): ApiPath | undefined {
    const body = classBodyOf(node);
    if (!body) return undefined;
    const values: Node[] = [];
    for (const member of body.body) {
      if (member.type === 'PropertyDefinition' && keyName(member.key, member.computed) === name) {
        const typed = typeApiOf(member, (name) => this.#ofTypeName(name));
        if (typed !== undefined) return typed;
        if (member.value) values.push(member.value);
      }
      const parameter = constructorProperty(member, name);
      if (parameter) return this.of(parameter);
    }
    for (const assignment of this.#scopes.nodes('AssignmentExpression') as readonly TSESTree.AssignmentExpression[]) {
      if (isThisMember(assignment.left, name) && classBodyOf(assignment.left) === body) values.push(assignment.right);
    }
    return this.#ofAll(values.filter((value) => !isNothing(value)));
  }

  #ofAll(values: readonly Node[]): ApiPath | undefined {
    return this.#ofWrites(values.map((value) => ({ value, path: [] })));
  }

  #ofCall(call: TSESTree.CallExpression): ApiPath | undefined {
    const callee = unwrap(call.callee);
    const [first] = call.arguments;
    if (callee.type === 'Identifier' && INTEROP.test(callee.name)) return first && this.of(first);
    if (callee.type === 'MemberExpression' && this.memberName(callee) === 'bind') {
      const bound = this.of(callee.object);
      if (bound !== undefined) return bound;
    }
    const path = this.of(callee);
    if (path === undefined) return this.#ofReturn(callee);
    if (first && isRequire(path)) return this.#ofModule(foldString(first, this.#scopes));
    if (first && IDENTITIES.has(path)) return this.of(first);
    return this.#step(path, '()');
  }

  /** The result of a function of this file that only hands something on: `const getFs = () => require('fs')`. */
  #ofReturn(callee: Node): ApiPath | undefined {
    if (callee.type !== 'Identifier') return undefined;
    const variable = this.#scopes.variableOf(callee);
    const declared = variable?.kind === 'function' ? variable.declaration : this.#objectOf(callee);
    if (!declared || !isFunction(declared) || declared.generator) return undefined;
    const result = soleResult(declared);
    return result && this.of(result);
  }
}

function isRequire(path: ApiPath): boolean {
  return (
    path === '#require' ||
    path === 'module.createRequire()' ||
    path === '#process.getBuiltinModule' ||
    path === 'process.getBuiltinModule' ||
    path === '#module.require'
  );
}

/** The right side of `name = value` in a pattern. */
function isDefault({ value }: Write): boolean {
  return value.parent?.type === 'AssignmentPattern' && value.parent.right === value;
}

/** A default import is the module itself, a namespace import too. */
function importedAs(declaration: Node): string | undefined {
  return declaration.type === 'ImportDefaultSpecifier' ? 'default' : undefined;
}

/** `undefined`, `null` and `void 0`: what a variable holds before it is set. */
function isNothing(node: Node): boolean {
  return (
    (node.type === 'Literal' && node.value === null && !('regex' in node)) ||
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'UnaryExpression' && node.operator === 'void')
  );
}

function isThisMember(node: Node, name: string): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'ThisExpression' &&
    keyName(node.property, node.computed) === name
  );
}

/** The body of the class whose instance `this` is. */
function classBodyOf(node: Node): TSESTree.ClassBody | undefined {
  for (let at: Node | undefined = node; at; at = at.parent) {
    if (at.type === 'ClassBody') return at;
    const ownsThis = at.type === 'FunctionDeclaration' || (at.type === 'FunctionExpression' && !isMethod(at.parent));
    if (ownsThis || isClass(at)) return undefined;
  }
  return undefined;
}

function isMethod(node: Node | undefined): boolean {
  return node?.type === 'MethodDefinition' || node?.type === 'PropertyDefinition';
}

/** The `private name: Type` parameter of a constructor. */
function constructorProperty(member: Node, name: string): TSESTree.Identifier | undefined {
  if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') return undefined;
  for (const param of member.value.params) {
    if (param.type !== 'TSParameterProperty') continue;
    const target = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
    if (target.type === 'Identifier' && target.name === name) return target;
  }
  return undefined;
}

/** What a function returns, where its body is one expression or one `return`. */
function soleResult(fn: FunctionNode): Node | undefined {
  if (fn.body?.type !== 'BlockStatement') return fn.body ?? undefined;
  const [statement, ...more] = fn.body.body;
  return more.length === 0 && statement?.type === 'ReturnStatement' ? (statement.argument ?? undefined) : undefined;
}
