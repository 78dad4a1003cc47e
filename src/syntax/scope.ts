/** Scopes, bindings and an index of nodes, all in one walk of the tree. */
import { visitorKeys as allKeys } from '@typescript-eslint/visitor-keys';
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, NodeType, Variable, Write } from '../contracts.ts';
import { bindingsOf } from './patterns.ts';
import { isClass, isFunction, storesRightSide } from './node.ts';

interface Binding extends Variable {
  readonly writes: Write[];
}

class Scope {
  readonly variables = new Map<string, Binding>();
  readonly parent: Scope | undefined;
  readonly fn: FunctionNode | undefined;
  /** Where `var` and sloppy function declarations go. */
  readonly hoistsTo: Scope;

  constructor(parent: Scope | undefined, fn: FunctionNode | undefined, hoists: boolean) {
    this.parent = parent;
    this.fn = fn;
    this.hoistsTo = hoists || !parent ? this : parent.hoistsTo;
  }
}

/** Types whose nodes can be listed by `ScopeIndex.nodes`; the rest are too many to be worth keeping. */
const INDEXED: ReadonlySet<string> = new Set<NodeType>([
  'AssignmentExpression',
  'AwaitExpression',
  'BinaryExpression',
  'CallExpression',
  'ClassDeclaration',
  'ClassExpression',
  'DoWhileStatement',
  'ExportAllDeclaration',
  'ExportDefaultDeclaration',
  'ExportNamedDeclaration',
  'ForInStatement',
  'ForOfStatement',
  'ForStatement',
  'ArrowFunctionExpression',
  'FunctionDeclaration',
  'FunctionExpression',
  'ImportDeclaration',
  'ImportExpression',
  'MemberExpression',
  'NewExpression',
  'ObjectPattern',
  'ReturnStatement',
  'TaggedTemplateExpression',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
  'VariableDeclarator',
  'WhileStatement',
  'YieldExpression',
]);

/** Types hold no code that runs, so they are not walked; what a rule asks of an annotation it reads from the node. */
const TYPE_KEYS: ReadonlySet<string> = new Set([
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
  'superTypeArguments',
  'implements',
]);

/** What holds the script in trees of Svelte files; those of Vue files are the script's. */
const SCRIPTS = { SvelteScriptElement: ['body'] };

const NOT_WALKED = /^TS(?:Interface|TypeAlias|Declare|Abstract(?:Method|Property|Accessor))/;

/** The keys of each type of node under which there may be code. */
export const walkedKeys: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({ ...allKeys, ...SCRIPTS }).map(([type, keys]) => [
    type,
    NOT_WALKED.test(type) ? [] : keys.filter((key) => !TYPE_KEYS.has(key)),
  ]),
);

const BLOCKS: ReadonlySet<string> = new Set([
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'CatchClause',
  'StaticBlock',
  'TSModuleBlock',
  'ClassExpression',
]);

/**
 * The scopes of one tree. Sets `parent` on every node it visits.
 * Names resolve as ECMAScript says, but for `with` and `eval`, which nothing
 * static can follow. A test holds it against @typescript-eslint/scope-manager.
 */
export class ScopeIndex {
  readonly #scopes = new Map<Node, Scope>();
  readonly #nodes = new Map<string, Node[]>();
  readonly #module: Scope;
  /** Writes are attached once every declaration is known. */
  readonly #assignments: { readonly target: Node; readonly value: Node; readonly element: boolean }[] = [];
  readonly #inBlocks: { readonly name: string; readonly fn: FunctionNode; readonly hoistsTo: Scope }[] = [];

  constructor(ast: TSESTree.Program) {
    this.#module = new Scope(undefined, undefined, true);
    this.#scopes.set(ast, this.#module);
    this.#visitChildren(ast, this.#module);
    if (ast.sourceType !== 'module') this.#hoistOutOfBlocks();
    for (const { target, value, element } of this.#assignments) this.#attach(target, value, element);
  }

  nodes(type: NodeType): readonly Node[] {
    if (!INDEXED.has(type)) throw new Error(`no index of ${type}: add it to INDEXED in src/syntax/scope.ts`);
    return this.#nodes.get(type) ?? [];
  }

  variableOf(identifier: TSESTree.Identifier | TSESTree.JSXIdentifier): Variable | undefined {
    return this.#lookUp(identifier);
  }

  /** A name declared or imported at the top level of the module. */
  moduleVariable(name: string): Variable | undefined {
    return this.#module.variables.get(name);
  }

  #lookUp(identifier: TSESTree.Identifier | TSESTree.JSXIdentifier): Binding | undefined {
    let from: Node = identifier;
    for (let at: Node | undefined = startOfLookup(identifier); at; from = at, at = at.parent) {
      const found = this.#scopes.get(at)?.variables.get(identifier.name);
      if (found && isVisible(found, at, from)) return found;
    }
    return undefined;
  }

  #visitChildren(node: Node, scope: Scope): void {
    const keys = walkedKeys[node.type];
    if (!keys) return;
    for (const key of keys) {
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
      if (!child) continue;
      if (!Array.isArray(child)) this.#visit(child, node, scope);
      else for (const item of child) if (item) this.#visit(item, node, scope);
    }
  }

  #visit(node: Node, parent: Node, outer: Scope): void {
    // ESLint has set it already; its trees are not ours to write to.
    if (node.parent !== parent) node.parent = parent;
    if (INDEXED.has(node.type)) this.#index(node);
    const scope = this.#declare(node, outer);
    this.#visitChildren(node, scope);
  }

  #index(node: Node): void {
    const list = this.#nodes.get(node.type);
    if (list) list.push(node);
    else this.#nodes.set(node.type, [node]);
  }

  /** Declares what the node declares and returns the scope of its children. */
  #declare(node: Node, outer: Scope): Scope {
    if (isFunction(node)) return this.#declareFunction(node, outer);
    switch (node.type) {
      case 'VariableDeclaration':
        this.#declareVariables(node, outer);
        return outer;
      case 'ClassDeclaration':
      case 'TSEnumDeclaration':
        if (node.id) this.#add(outer, node.id.name, 'class', node);
        return outer;
      case 'TSModuleDeclaration':
        if (node.id.type === 'Identifier') this.#add(outer, node.id.name, 'class', node);
        return outer;
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) this.#add(outer, specifier.local.name, 'import', specifier);
        return outer;
      case 'TSImportEqualsDeclaration':
        this.#add(outer, node.id.name, 'import', node);
        return outer;
      case 'AssignmentExpression':
        this.#assignments.push({ target: node.left, value: storesRightSide(node) ? node.right : node, element: false });
        return outer;
      case 'UpdateExpression':
        this.#assignments.push({ target: node.argument, value: node, element: false });
        return outer;
      case 'ForOfStatement':
      case 'ForInStatement':
        this.#declareLoopHead(node);
        return this.#open(node, outer);
      default:
        return BLOCKS.has(node.type) ? this.#openBlock(node, outer) : outer;
    }
  }

  #open(node: Node, outer: Scope, fn?: FunctionNode): Scope {
    const hoists = fn !== undefined || node.type === 'StaticBlock' || node.type === 'TSModuleBlock';
    const scope = new Scope(outer, fn ?? outer.fn, hoists);
    this.#scopes.set(node, scope);
    return scope;
  }

  #openBlock(node: Node, outer: Scope): Scope {
    // A function's body shares the scope of its parameters.
    if (node.type === 'BlockStatement' && isFunction(node.parent)) return outer;
    const scope = this.#open(node, outer);
    if (node.type === 'CatchClause' && node.param) {
      for (const binding of bindingsOf(node.param)) this.#add(scope, binding.id.name, 'catch', binding.id);
    }
    if (isClass(node) && node.id) this.#add(scope, node.id.name, 'class', node);
    return scope;
  }

  #declareFunction(node: FunctionNode, outer: Scope): Scope {
    if (node.type === 'FunctionDeclaration' && node.id) {
      this.#add(outer, node.id.name, 'function', node);
      if (outer !== outer.hoistsTo) this.#inBlocks.push({ name: node.id.name, fn: node, hoistsTo: outer.hoistsTo });
    }
    const scope = this.#open(node, outer, node);
    for (const [index, param] of node.params.entries()) {
      for (const { id, path, defaults } of bindingsOf(param)) {
        const variable = this.#add(scope, id.name, 'param', id, { index, path });
        for (const value of defaults) variable.writes.push({ value, path: [] });
      }
    }
    if (node.type === 'FunctionExpression' && node.id && !scope.variables.has(node.id.name)) {
      this.#add(scope, node.id.name, 'function', node);
    }
    return scope;
  }

  /** Sloppy code sees a function of a block outside it too, where nothing else has the name. */
  #hoistOutOfBlocks(): void {
    for (const { name, fn, hoistsTo } of this.#inBlocks) {
      if (!hoistsTo.variables.has(name)) this.#add(hoistsTo, name, 'function', fn);
    }
  }

  #declareVariables(node: TSESTree.VariableDeclaration, outer: Scope): void {
    const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
    const scope = kind === 'var' ? outer.hoistsTo : outer;
    for (const declarator of node.declarations) {
      for (const { id, path, defaults } of bindingsOf(declarator.id)) {
        const variable = this.#add(scope, id.name, kind, id);
        if (declarator.init) variable.writes.push({ value: declarator.init, path });
        for (const value of defaults) variable.writes.push({ value, path: [] });
      }
    }
  }

  #declareLoopHead(node: TSESTree.ForOfStatement | TSESTree.ForInStatement): void {
    const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0].id : node.left;
    // `for (key in value)` gives strings: no element, but not the value itself either.
    this.#assignments.push({ target, value: node.right, element: true });
  }

  #add(scope: Scope, name: string, kind: Variable['kind'], declaration: Node, param?: Variable['param']): Binding {
    const known = scope.variables.get(name);
    if (known && keepsFirst(kind, declaration) && !isOwnName(known, scope)) return known;
    const variable: Binding = { name, kind, declaration, scopeFunction: scope.fn, writes: [], ...(param && { param }) };
    scope.variables.set(name, variable);
    return variable;
  }

  #attach(target: Node, value: Node, element: boolean): void {
    for (const { id, path, defaults } of bindingsOf(target)) {
      const variable = this.#lookUp(id);
      variable?.writes.push({ value, path, ...(element && { element }) });
      for (const initial of defaults) variable?.writes.push({ value: initial, path: [] });
    }
  }
}

/** `var` and functions may be declared again; a namespace or an enum adds to what has its name already. */
function keepsFirst(kind: Variable['kind'], { type }: Node): boolean {
  return kind === 'var' || kind === 'function' || type === 'TSModuleDeclaration' || type === 'TSEnumDeclaration';
}

/** The name of a function expression gives way to whatever the function declares. */
function isOwnName({ declaration }: Variable, scope: Scope): boolean {
  return declaration === scope.fn;
}

/** The default of a parameter doesn't see the body's variables, nor what is switched on those of the cases. */
function isVisible({ kind, declaration }: Variable, holder: Node, from: Node): boolean {
  if (holder.type === 'SwitchStatement') return from !== holder.discriminant;
  return !isFunction(holder) || from === holder.body || kind === 'param' || declaration === holder;
}

/** The name of a declared function or class belongs to the scope around it. */
function startOfLookup(identifier: Node): Node | undefined {
  const { parent } = identifier;
  const isName = parent?.type === 'FunctionDeclaration' && parent.id === identifier;
  return isName ? parent.parent : parent;
}
