/** Follows the value of an expression back to where it enters the file. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, Node, Variable, Write } from '../contracts.ts';
import { modulePath, stepInto } from './api-path.ts';
import { foldString } from './fold.ts';
import { givenTo, isDefault, isNothing } from './given.ts';
import { isInteropHelper } from './interop.ts';
import { KnownMembers } from './known-members.ts';
import { isFunction, keyName, storesRightSide, unwrap } from './node.ts';
import type { ScopeIndex } from './scope.ts';
import { typeApiOf } from './type-origin.ts';

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

/** Calls that load a module by its name. */
const REQUIRES: ReadonlySet<ApiPath> = new Set([
  '#Npm.require',
  '#module.require',
  '#process.getBuiltinModule',
  '#process.mainModule.require',
  '#require',
  '#require.main.require',
  'module.createRequire()',
  'process.getBuiltinModule',
]);

/** Globals whose members are what the file puts there. */
const WRITTEN_HERE: ReadonlySet<ApiPath> = new Set(['#exports', '#module.exports', '#Promise.all()']);

/** Projects' own modules known to hand on something external: `./io#read` to `fs.readFileSync`. */
export type ImportAliases = ReadonlyMap<string, ApiPath>;

const MAX_DEPTH = 24;

export class Origins {
  readonly #scopes: ScopeIndex;
  readonly #aliases: ImportAliases;
  readonly #members: KnownMembers;
  readonly #memo = new Map<Node, ApiPath | undefined>();
  #depth = 0;
  #isTooDeep = false;
  readonly #givenUp: Node[] = [];
  /** Objects whose members are being looked up right now. */
  readonly #open = new Set<Node>();

  constructor(scopes: ScopeIndex, aliases: ImportAliases) {
    this.#scopes = scopes;
    this.#aliases = aliases;
    this.#members = new KnownMembers(scopes, (node) => this.memberName(node));
  }

  of(node: Node): ApiPath | undefined {
    if (this.#memo.has(node)) return this.#memo.get(node);
    if (this.#depth >= MAX_DEPTH) {
      this.#isTooDeep = true;
      return undefined;
    }
    // Set first: a value that depends on itself has no origin.
    this.#memo.set(node, undefined);
    this.#depth++;
    const path = this.#compute(node);
    this.#depth--;
    this.#memo.set(node, path);
    if (this.#isTooDeep) this.#forgetOnceDone(node);
    return path;
  }

  /** What was given up halfway down a long chain may well be known when asked for by itself. */
  #forgetOnceDone(node: Node): void {
    this.#givenUp.push(node);
    if (this.#depth > 0) return;
    for (const one of this.#givenUp.splice(0)) this.#memo.delete(one);
    this.#isTooDeep = false;
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
    const name = node.computed ? foldString(node.property, this.#scopes) : keyName(node.property, false);
    return name?.includes('*') ? undefined : name;
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
        return storesRightSide(node) ? this.of(node.right) : undefined;
      case 'LogicalExpression':
        return (node.operator === '&&' ? undefined : this.of(node.left)) ?? this.of(node.right);
      case 'ConditionalExpression':
        return this.#ofAll([node.consequent, node.alternate]);
      case 'PropertyDefinition':
        return this.#ofTyped(node) ?? (node.value ? this.of(node.value) : undefined);
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
    const typed = this.#ofTyped(variable.declaration);
    if (typed !== undefined) return typed;
    if (variable.kind === 'function' || variable.kind === 'class' || variable.kind === 'catch') return undefined;
    const [first, ...rest] = [...givenTo(variable, this.#scopes), ...variable.writes].filter(
      ({ value }) => !isNothing(value),
    );
    if (!first) return undefined;
    // `const { read = fallback } = fs`: the default counts where nothing is known of what it stands in for.
    const hasDefaults = rest.every(isDefault);
    return hasDefaults ? (this.#ofWrite(first) ?? this.#ofWrites(rest)) : this.#ofWrites([first, ...rest]);
  }

  #ofTyped(declaration: Node): ApiPath | undefined {
    return typeApiOf(declaration, (name) => this.#ofTypeName(name));
  }

  /** `fs = require('graceful-fs')`, or on failure `require('fs')`: every write must lead outside, the first says where. */
  #ofWrites(writes: readonly Write[]): ApiPath | undefined {
    const paths = writes.map((write) => this.#ofWrite(write));
    return paths.includes(undefined) ? undefined : paths[0];
  }

  #ofWrite({ value, path, element }: Write): ApiPath | undefined {
    if (element || path.includes('*')) return undefined;
    const [key, ...rest] = path;
    return key === undefined ? this.of(value) : this.#step(this.#ofPart(value, key), ...rest);
  }

  #ofImport(declaration: Node): ApiPath | undefined {
    if (declaration.type === 'TSImportEqualsDeclaration') {
      const { moduleReference: reference } = declaration;
      if (reference.type === 'TSExternalModuleReference')
        return this.#ofModule(foldString(reference.expression, this.#scopes));
      return this.of(reference);
    }
    const source = declaration.parent?.type === 'ImportDeclaration' ? declaration.parent.source.value : undefined;
    if (declaration.type !== 'ImportSpecifier') return this.#ofModule(source, importedAs(declaration));
    return this.#ofModule(source, keyName(declaration.imported, false));
  }

  #ofMember(node: TSESTree.MemberExpression): ApiPath | undefined {
    const name = this.memberName(node);
    if (name === undefined) return undefined;
    return this.#ofPart(node.object, name);
  }

  #ofPart(object: Node, name: string): ApiPath | undefined {
    const whole = this.of(object);
    const isOpen = whole === undefined || WRITTEN_HERE.has(whole);
    return isOpen ? this.#ofKnownMember(object, name) : this.#step(whole, name);
  }

  /** A member of an object or class written in this file: `const io = { read: fs.readFileSync }`, `this.fs = fs`. */
  #ofKnownMember(object: Node, name: string): ApiPath | undefined {
    const specifier = this.#ownModuleOf(unwrap(object));
    if (specifier !== undefined) return this.#aliases.get(`${specifier}#${name}`);
    // `data = { ...data }`: a member that comes from itself has no origin.
    if (this.#open.has(object)) return undefined;
    this.#open.add(object);
    const path = this.#ofWrites(this.#members.writesTo(object, name).filter(({ value }) => !isNothing(value)));
    this.#open.delete(object);
    return path;
  }

  /** The specifier of a module of the project that an expression holds whole. */
  #ownModuleOf(node: Node): string | undefined {
    if (this.#aliases.size === 0) return undefined;
    const variable = node.type === 'Identifier' ? this.#scopes.variableOf(node) : undefined;
    const { declaration } = variable ?? {};
    if (declaration?.parent?.type === 'ImportDeclaration' && declaration.type !== 'ImportSpecifier') {
      return declaration.parent.source.value;
    }
    const value = variable ? this.#members.objectOf(node) : node;
    const call =
      value?.type === 'CallExpression' && this.of(value.callee) === '#require' ? value.arguments[0] : undefined;
    const specifier = call && foldString(call, this.#scopes);
    return specifier !== undefined && modulePath(specifier) === undefined ? specifier : undefined;
  }

  /** `./db#open` for a function of a module of the project, imported by name or as a member of the whole. */
  #importOf(callee: Node): string | undefined {
    if (callee.type === 'MemberExpression') {
      const [specifier, name] = [this.#ownModuleOf(unwrap(callee.object)), this.memberName(callee)];
      return specifier === undefined || name === undefined ? undefined : `${specifier}#${name}`;
    }
    const variable = callee.type === 'Identifier' ? this.#scopes.variableOf(callee) : undefined;
    const { declaration } = variable ?? {};
    if (variable?.kind === 'import' && declaration?.parent?.type === 'ImportDeclaration') {
      const name = declaration.type === 'ImportSpecifier' ? keyName(declaration.imported, false) : 'default';
      return `${declaration.parent.source.value}#${name ?? ''}`;
    }
    const [write, ...more] = variable?.writes ?? [];
    const specifier = write && more.length === 0 ? this.#ownModuleOf(unwrap(write.value)) : undefined;
    return specifier === undefined || write?.path.length !== 1 ? undefined : `${specifier}#${write.path[0] ?? ''}`;
  }

  #ofAll(values: readonly Node[]): ApiPath | undefined {
    return this.#ofWrites(values.filter((value) => !isNothing(value)).map((value) => ({ value, path: [] })));
  }

  #ofCall(call: TSESTree.CallExpression): ApiPath | undefined {
    const callee = unwrap(call.callee);
    const [first] = call.arguments;
    if (callee.type === 'Identifier' && isInteropHelper(callee.name)) return first && this.of(first);
    if (callee.type === 'MemberExpression' && this.memberName(callee) === 'bind') {
      const bound = this.of(callee.object);
      if (bound !== undefined) return bound;
    }
    const path = this.of(callee);
    if (path === undefined) return this.#ofReturn(callee);
    if (first && REQUIRES.has(path)) return this.#ofModule(foldString(first, this.#scopes));
    if (first && IDENTITIES.has(path)) return this.of(first);
    return this.#step(path, '()');
  }

  /** The result of a function of this file that hands something on: `const getFs = () => require('fs')`. */
  #ofReturn(callee: Node): ApiPath | undefined {
    const imported = this.#aliases.size > 0 ? this.#importOf(callee) : undefined;
    if (imported !== undefined) return this.#aliases.get(`${imported}()`);
    const variable = callee.type === 'Identifier' ? this.#scopes.variableOf(callee) : undefined;
    const named = variable && (variable.kind === 'function' ? variable.declaration : this.#members.objectOf(callee));
    const fn = named ?? callee;
    return isFunction(fn) && !fn.generator ? this.#ofAll(this.#members.resultsOf(fn)) : undefined;
  }
}

/** A default import is the module itself, a namespace import too. */
function importedAs(declaration: Node): string | undefined {
  return declaration.type === 'ImportDefaultSpecifier' ? 'default' : undefined;
}
