/** Where an object goes whose member is the function: who is handed it may call the member. */
import type { TSESTree } from '@typescript-eslint/types';
import { FRAMEWORKS } from '../../apis/handlers.ts';
import type { Node } from '../../contracts.ts';
import { isFunction, keyName, unwrap } from '../../syntax/node.ts';
import { referencesTo } from '../../syntax/references.ts';
import { WHOLE, exportedName } from '../model/exports.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Analysis } from './analysis.ts';
import { filledGlobal, isGlobalObject, type FilledGlobal } from './filled-globals.ts';
import { isHarmless } from './harmless.ts';
import type { Certainty } from './uses.ts';
import type { ValueWalk } from './walk.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** Follows objects written in place. */
export class ObjectFlow {
  readonly #analysis: Analysis;
  /** Undefined until it is looked for, null where there is none. */
  #filled: FilledGlobal | null | undefined;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  /** Goes where the object goes: names, results, exports, arguments. */
  check(walk: ValueWalk, at: ModelFile, object: Node, name: string, certainty: Certainty): void {
    if (!walk.out.isNew(`object ${name} ${at.path} ${at.file.spanOf(object).join()}`)) return;
    const { parent } = object;
    switch (parent?.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ConditionalExpression':
      case 'LogicalExpression':
        return this.check(walk, at, parent, name, certainty);
      case 'SpreadElement':
        return walk.property(at, name, undefined, object, 'possible');
      case 'VariableDeclarator':
        return this.#named(walk, at, parent.id, name, certainty);
      case 'AssignmentExpression': {
        if (parent.right !== object) return;
        const exported = exportedName(at.file, parent.left);
        if (exported === WHOLE) return walk.exported(at, name, certainty);
        if (exported !== undefined) return this.#exported(walk, at, exported, certainty);
        return this.#named(walk, at, parent.left, name, certainty);
      }
      case 'ExportDefaultDeclaration':
        return this.#exported(walk, at, 'default', certainty);
      case 'TSExportAssignment':
        return walk.exported(at, name, certainty);
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return this.#returned(walk, at, object, name, certainty);
      case 'CallExpression':
      case 'NewExpression':
        return this.#given(walk, at, parent, object, name, certainty);
      case 'Property':
        return this.#inner(walk, at, parent, name, certainty);
      default:
        if (parent?.type.startsWith('JSX') === true) {
          walk.out.refuse(at, object, 'barrier/react', 'given to a component', certainty);
        }
    }
  }

  #named(walk: ValueWalk, at: ModelFile, target: Node, name: string, certainty: Certainty): void {
    if (target.type === 'MemberExpression' && isGlobalObject(at, target.object)) {
      const message = `the object with \`${name}\` is kept in the global object`;
      return walk.out.refuse(at, target, 'barrier/stored', message, certainty);
    }
    const variable = target.type === 'Identifier' ? at.file.variableOf(target) : undefined;
    if (!variable) return;
    for (const reference of referencesTo(at.file, variable)) {
      if (reference.parent.type === 'MemberExpression' && reference.parent.object === reference) continue;
      this.check(walk, at, reference, name, certainty);
    }
    for (const [exported, entries] of at.exports.names) {
      if (entries.some((entry) => entry.kind === 'variable' && entry.variable === variable)) {
        this.#exported(walk, at, exported, certainty);
      }
    }
  }

  /** An exported object's members are public where it is. */
  #exported(walk: ValueWalk, at: ModelFile, exported: string, certainty: Certainty): void {
    this.#analysis.exports.checkLoaded(walk, at, exported, certainty);
    if (!this.#analysis.publicApi.isPublic(at.path, exported)) return;
    const message = `a member of \`${exported}\`, which the package exports`;
    walk.out.refuse(walk.fn.in, walk.fn.node, 'barrier/public-api', message, certainty);
  }

  /** A call that is made where it is written hands its result to what is around it. */
  #returned(walk: ValueWalk, at: ModelFile, object: Node, name: string, certainty: Certainty): void {
    const fn = at.file.functionOf(object);
    if (!fn || (object.parent?.type === 'ArrowFunctionExpression' && object.parent.body !== object)) return;
    if (isInvoked(fn)) return this.check(walk, at, fn.parent, name, certainty);
    this.#maybeGlobal(walk, name, certainty);
    if (this.#analysis.isPublicFunction({ in: at, node: fn })) {
      const message = 'a member of what an exported function of the package returns';
      walk.out.refuse(walk.fn.in, walk.fn.node, 'barrier/public-api', message, certainty);
    }
    for (const call of this.#analysis.usesOf({ in: at, node: fn }).calls) {
      this.check(walk, call.in, call.node, name, call.certainty === 'proved' ? certainty : 'possible');
    }
  }

  /** What a function returns may get to a global with a name that nobody can tell, in other objects, too far to be followed. */
  #maybeGlobal(walk: ValueWalk, name: string, certainty: Certainty): void {
    this.#filled ??= filledGlobal(this.#analysis.program) ?? null;
    if (this.#filled === null) return;
    const message = `scripts that find the object with \`${name}\` in a global may call it: names are made up here`;
    walk.out.refuse(this.#filled.in, this.#filled.node, 'barrier/stored', message, certainty);
  }

  #given(walk: ValueWalk, at: ModelFile, call: Call, object: Node, name: string, certainty: Certainty): void {
    if (unwrap(call.callee) === object) return;
    const api = at.file.calleeOf(call);
    if (api === '#Object.freeze' || api === '#Object.seal' || api === '#Object.assign') {
      // What is copied is found in objects that nobody knows.
      if (api === '#Object.assign') walk.property(at, name, undefined, object, 'possible');
      return this.check(walk, at, call, name, certainty);
    }
    const value = this.#analysis.resolver.valueOf(at, call.callee);
    if (value && value.kind !== 'external') return;
    if (api !== undefined && isHarmless(api)) return;
    if (!value && this.#isOwnMethod(call)) return;
    if (api !== undefined && takesOptions(api, name)) {
      return walk.out.refuse(at, object, 'barrier/escapes', `\`${name}\` is an option of a framework`, certainty);
    }
    const callee = at.file.textOf(call.callee).slice(0, 40);
    const isNamed = object.type === 'Identifier';
    // An object that is kept under a name and also handed to somebody: whether they call the member can't be told.
    const message = `the object with \`${name}\` is given to \`${callee}\`, which may call it`;
    if (!isNamed || api === undefined) walk.out.refuse(at, object, 'barrier/escapes', message, certainty);
    else walk.out.refuse(at, object, 'barrier/escapes', message, 'possible');
  }

  /** A method that only the program has: it reads the member by its name. */
  #isOwnMethod(call: Call): boolean {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression') return false;
    const name = keyName(callee.property, callee.computed);
    return name !== undefined && this.#analysis.definitionsOf(name).length > 0 && !this.#analysis.isCommonName(name);
  }

  /** An object in an object. */
  #inner(walk: ValueWalk, at: ModelFile, property: TSESTree.Property, name: string, certainty: Certainty): void {
    if (property.parent.type === 'ObjectExpression') this.check(walk, at, property.parent, name, certainty);
  }
}

function isInvoked(fn: Node): boolean {
  return fn.parent?.type === 'CallExpression' && fn.parent.callee === fn && isFunction(fn);
}

function takesOptions(api: string, name: string): boolean {
  return FRAMEWORKS.some(({ methods, receiver, also }) =>
    Object.entries(methods).some(
      ([method, registrations]) =>
        [receiver, ...also].some((one) => `${one}.${method}` === api) &&
        registrations.some((registration) => registration.kind === 'options' && registration.keys.includes(name)),
    ),
  );
}
