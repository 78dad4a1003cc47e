/** Follows the value of one function through the whole program. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, Variable } from '../../contracts.ts';
import { keyName, spanOf } from '../../syntax/node.ts';
import { bindingsOf } from '../../syntax/patterns.ts';
import { referencesTo } from '../../syntax/references.ts';
import { WHOLE, exportedName } from '../model/exports.ts';
import type { ModelFile, PropertyRead } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';
import { ownerOfObject, prototypeOwner } from '../model/this-owner.ts';
import type { Analysis } from './analysis.ts';
import { takeArgument } from './arguments.ts';
import { Elements } from './elements.ts';
import { refuseGift } from './gifts.ts';
import { followMember } from './members.ts';
import { isExcluded, type Owner } from './owners.ts';
import { UseCollector, type Certainty, type Uses } from './uses.ts';
import { overloadsOf } from './overloads.ts';
import { resultTypesOf } from './result-types.ts';
import { isConstructing, isInert, isStore, isTarget, isTransparent, isUsed } from './value-places.ts';

/** Reads that one walk looks at; walks in programs of usual size need some hundreds. */
const MOST_READS = 50_000;

/** The uses of a function's value. */
export function usesOf(analysis: Analysis, fn: PlacedFunction): Uses {
  const walk = new ValueWalk(analysis, fn);
  walk.start();
  walk.finish();
  return walk.out.done();
}

/** One walk; it ends, since every place is visited once. */
export class ValueWalk {
  readonly analysis: Analysis;
  readonly fn: PlacedFunction;
  readonly out = new UseCollector();
  /** What is still to be looked at: a recursion as deep as large programs make it would not fit on the stack. */
  readonly #waiting: Readonly<Record<Certainty, (() => void)[]>> = { proved: [], possible: [] };

  #left = MOST_READS;

  constructor(analysis: Analysis, fn: PlacedFunction) {
    this.analysis = analysis;
    this.fn = fn;
  }

  start(): void {
    const { in: at, node } = this.fn;
    if (node.type !== 'FunctionDeclaration') {
      const own = node.type === 'FunctionExpression' && node.id ? at.file.variableOf(node.id) : undefined;
      if (own?.declaration === node) this.variable(at, own, 'proved');
      this.value(at, node, 'proved');
      return;
    }
    const variable = node.id ? at.file.variableOf(node.id) : undefined;
    if (variable) this.variable(at, variable, 'proved');
    for (const overload of overloadsOf(node)) this.out.types.set(overload, { in: at, node: overload });
    if (node.parent.type === 'ExportDefaultDeclaration') this.exported(at, 'default', 'proved');
    if (node.parent.type === 'ExportNamedDeclaration' && node.id) this.exported(at, node.id.name, 'proved');
  }

  /** Goes on until nothing is left; what is proved first, so that what is come to in both ways is proved. */
  finish(): void {
    const { proved, possible } = this.#waiting;
    for (let next = proved.pop() ?? possible.pop(); next; next = proved.pop() ?? possible.pop()) next();
  }

  /** An expression whose value is, or may be, the function. */
  value(at: ModelFile, node: Node, certainty: Certainty): void {
    this.#waiting[certainty].push(() => this.#value(at, node, certainty));
  }

  #value(at: ModelFile, node: Node, certainty: Certainty): void {
    if (!this.out.isNew(node)) return;
    const { parent } = node;
    if (parent && isTransparent(parent.type)) return this.value(at, parent, certainty);
    switch (parent?.type) {
      case 'SequenceExpression':
        return parent.expressions.at(-1) === node ? this.value(at, parent, certainty) : undefined;
      case 'ConditionalExpression':
        return parent.test === node ? undefined : this.value(at, parent, 'possible');
      case 'LogicalExpression':
        return parent.operator === '&&' && parent.left === node ? undefined : this.value(at, parent, 'possible');
      case 'VariableDeclarator':
        return this.pattern(at, parent.id, certainty);
      case 'AssignmentExpression':
        return this.#assigned(at, parent, certainty);
      case 'CallExpression':
        return this.#call(at, parent, node, certainty);
      case 'NewExpression':
        return this.#new(at, parent, node, certainty);
      case 'MemberExpression':
        return parent.object === node ? followMember(this, at, parent, certainty) : undefined;
      case 'Property':
      case 'PropertyDefinition':
      case 'MethodDefinition':
        return this.#member(at, parent, node, certainty);
      case 'ReturnStatement':
        return this.#result(at, at.file.functionOf(parent), certainty);
      case 'ArrowFunctionExpression':
        return parent.body === node ? this.#result(at, parent, certainty) : undefined;
      case 'ExportDefaultDeclaration':
        return this.exported(at, 'default', certainty);
      case 'TSExportAssignment':
        return this.exported(at, WHOLE, certainty);
      case 'ExportSpecifier':
        return this.exported(at, keyName(parent.exported, false) ?? '*', certainty);
      default:
        return this.#other(at, node, certainty);
    }
  }

  /** What is neither a use of the value nor a way for it to go on, or is lost. */
  #other(at: ModelFile, node: Node, certainty: Certainty): void {
    const { parent } = node;
    if (parent?.type === 'AssignmentPattern') return this.pattern(at, parent.left, 'possible');
    if (parent === undefined || isInert(parent.type)) return;
    if (parent.type === 'ArrayExpression') {
      new Elements(this, 'element', 'refuse').list(at, parent);
    } else if (parent.type === 'SpreadElement') {
      this.out.refuse(at, node, 'barrier/stored', 'spread, which gives its members to somebody', certainty);
    } else if (parent.type.startsWith('JSX')) {
      this.out.refuse(at, node, 'barrier/react', 'given to a component', certainty);
    } else if (parent.type === 'Decorator') {
      this.out.refuse(at, node, 'barrier/decorator', 'used as a decorator', certainty);
    } else {
      this.out.refuse(at, node, 'barrier/escapes', 'its value goes where it is not followed', certainty);
    }
  }

  /** The left side of a declaration or an assignment. */
  pattern(at: ModelFile, pattern: Node, certainty: Certainty): void {
    // Members of a function: it has none that matter.
    if (pattern.type !== 'Identifier') return;
    const variable = at.file.variableOf(pattern);
    const annotation = pattern.typeAnnotation?.typeAnnotation;
    if (annotation?.type === 'TSFunctionType') this.out.types.set(annotation, { in: at, node: annotation });
    if (variable) this.variable(at, variable, variable.writes.length > 1 ? 'possible' : certainty);
    else this.out.refuse(at, pattern, 'barrier/stored', `kept in the global ${pattern.name}`, certainty);
  }

  /** Every place that names a variable which holds the function. */
  variable(at: ModelFile, variable: Variable, certainty: Certainty): void {
    if (!this.out.isNew(variable)) return;
    for (const reference of referencesTo(at.file, variable)) {
      if (isTarget(reference)) continue;
      this.value(at, reference, certainty);
    }
    for (const type of resultTypesOf(at.file, variable.name)) this.out.types.set(type, { in: at, node: type });
    const isTop = variable.scopeFunction === undefined;
    for (const [name, entries] of isTop ? at.exports.names : []) {
      if (entries.some((entry) => entry.kind === 'variable' && entry.variable === variable)) {
        this.exported(at, name, certainty);
      }
    }
  }

  #assigned(at: ModelFile, node: TSESTree.AssignmentExpression, certainty: Certainty): void {
    if (!isStore(node.operator)) return;
    // The value of the assignment goes on too: `const f = exports.f = …`.
    if (node.parent.type !== 'ExpressionStatement') this.value(at, node, certainty);
    const { left } = node;
    if (left.type !== 'MemberExpression') return this.pattern(at, left, certainty);
    const exported = exportedName(at.file, left);
    if (exported !== undefined) return this.exported(at, exported, certainty);
    const name = at.file.memberName(left) ?? keyName(left.property, left.computed);
    if (name === undefined) {
      return this.out.refuse(at, left, 'barrier/stored', 'kept under a computed name', certainty);
    }
    const owner =
      prototypeOwner(this.analysis.resolver, at, left.object) ?? this.analysis.resolver.valueOf(at, left.object);
    if (owner?.kind === 'external') {
      return this.out.refuse(at, left, 'barrier/stored', 'kept in an object from outside the program', certainty);
    }
    if (!owner && !this.analysis.isRead(name)) {
      const message = `kept as \`${name}\`, which nobody in the program reads: somebody outside must`;
      return this.out.refuse(at, left, 'barrier/stored', message, certainty);
    }
    this.property(at, name, owner, left, certainty);
  }

  /** Calls of the function, and calls that are given it. */
  #call(at: ModelFile, call: TSESTree.CallExpression, node: Node, certainty: Certainty): void {
    if (call.callee === node) this.out.calls.set(call, { in: at, node: call, certainty });
    else takeArgument(this, at, call, node, certainty);
  }

  #new(at: ModelFile, call: TSESTree.NewExpression, node: Node, certainty: Certainty): void {
    if (call.callee === node) {
      this.out.refuse(at, call, 'barrier/constructor', 'called with `new`', certainty);
    } else takeArgument(this, at, call, node, certainty);
  }

  /** A value in an object or a class. */
  #member(
    at: ModelFile,
    member: TSESTree.Property | TSESTree.PropertyDefinition | TSESTree.MethodDefinition,
    node: Node,
    certainty: Certainty,
  ): void {
    if (member.value !== node) return;
    const name = keyName(member.key, member.computed);
    if (name === undefined)
      return this.out.refuse(at, member, 'barrier/stored', 'kept under a computed name', certainty);
    if (member.type === 'Property') {
      if (member.parent.type === 'ObjectPattern') return this.pattern(at, node, 'possible');
      const owner = ownerOfObject(this.analysis.resolver, at, member.parent);
      this.property(at, name, owner, member, certainty);
      return this.analysis.objects.check(this, at, member.parent, name, certainty);
    }
    const body = member.parent;
    const owner: Owner = { kind: member.static ? 'class' : 'instance', in: at, node: body.parent };
    this.property(at, name, owner, member, certainty);
    this.analysis.families.check(this, at, body.parent, name, member.static, certainty);
  }

  /** Every read of a property of this name, but for those known to mean another. */
  property(at: ModelFile, name: string, owner: Owner, where: Node, certainty: Certainty): void {
    const key = `property ${name} ${owner && 'node' in owner ? spanOf(owner.node).join() : ''} ${owner && 'in' in owner ? owner.in.path : ''}`;
    if (!this.out.isNew(key)) return;
    if (this.analysis.isBeyondNames(name)) {
      return this.out.refuse(
        at,
        where,
        'barrier/implicit-method',
        `a method named ${name} is called implicitly`,
        certainty,
      );
    }
    const reads = this.analysis.program.readsOf(name);
    this.#left -= reads.length;
    if (this.#left < 0) return this.#giveUp(at, name, where);
    for (const { in: from, read } of reads) this.#read(from, name, owner, read, certainty);
    this.analysis.computed.follow(this, name, owner, certainty);
    refuseGift(this, name, owner, certainty);
  }

  #giveUp(at: ModelFile, name: string, where: Node): void {
    for (const waiting of Object.values(this.#waiting)) waiting.length = 0;
    const message = `kept as \`${name}\` and the like, which are read in more places than are followed`;
    this.out.refuse(at, where, 'barrier/unresolved-call', message, 'possible');
  }

  #read(at: ModelFile, name: string, owner: Owner, read: PropertyRead, certainty: Certainty): void {
    const relation = this.analysis.relationOf(at, name, owner, read, this.fn);
    if (isExcluded(relation)) {
      this.out.excluded.set(read.node, { in: at, node: read.node, rule: relation });
      return;
    }
    const sure = certainty === 'proved' && relation === 'proved' ? 'proved' : 'possible';
    if (sure === 'possible' && this.analysis.isCommonName(name) && isUsed(read)) {
      const message = `whether this \`${name}\` is the one that becomes async can't be told`;
      return this.out.refuse(at, read.node, 'barrier/unresolved-call', message, 'possible');
    }
    if (read.kind === 'member') return this.value(at, read.node, sure);
    for (const { id, path } of bindingsOf(read.node.value)) {
      const variable = path.length === 0 ? at.file.variableOf(id) : undefined;
      if (variable) this.variable(at, variable, sure);
    }
  }

  /** What a function returns is what its calls give. */
  #result(at: ModelFile, fn: FunctionNode | undefined, certainty: Certainty): void {
    if (fn && this.out.isNew(fn)) this.results({ in: at, node: fn }, certainty);
  }

  /** The value comes out of every call of this function. */
  results(fn: PlacedFunction, certainty: Certainty): void {
    const uses = this.analysis.usesOf(fn);
    for (const call of uses.calls) {
      this.value(call.in, call.node, call.certainty === 'proved' ? certainty : 'possible');
    }
    for (const other of uses.together) {
      if (this.out.isNew(other.node)) this.results(other, 'possible');
    }
    const [lost] = uses.obstacles;
    if (lost && !isConstructing(lost.code)) {
      const message = 'returned by a function whose calls are not all known';
      this.out.refuse(lost.in, lost.node, 'barrier/escapes', message, certainty);
    }
  }

  /** An exported name, wherever it is imported. */
  exported(at: ModelFile, name: string, certainty: Certainty): void {
    if (!this.out.isNew(`export ${at.path}#${name}`)) return;
    this.analysis.exports.follow(this, at, name, certainty);
  }
}
