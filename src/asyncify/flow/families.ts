/** Methods that override one another, or implement the same interface: they become async together. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../../contracts.ts';
import { decoratorsOf, interfacesOf, isClass, isFunction, keyName } from '../../syntax/node.ts';
import { ancestorsOf, foreignSuper, type Hierarchy, type PlacedClass } from '../model/hierarchy.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Resolver } from '../model/resolver.ts';
import { typeNamed } from '../model/type-names.ts';
import { nodeOf, type ClassLike } from '../model/values.ts';
import { foreignMembers } from './foreign-members.ts';
import type { Analysis } from './analysis.ts';
import type { Certainty } from './uses.ts';
import type { ValueWalk } from './walk.ts';

/** Hierarchies of one program. */
export class Families {
  readonly #analysis: Analysis;
  readonly #resolver: Resolver;
  readonly #hierarchy: Hierarchy;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
    this.#resolver = analysis.resolver;
    this.#hierarchy = analysis.hierarchy;
  }

  /** Collects what has to change with a member of a class, and refuses what is declared outside. */
  check(walk: ValueWalk, at: ModelFile, node: ClassLike, name: string, isStatic: boolean, certainty: Certainty): void {
    const placed = { in: at, node };
    this.#foreign(walk, placed, name, certainty);
    if (this.#analysis.isPublicClass(node) && !isHidden(node, name)) {
      walk.out.refuse(
        walk.fn.in,
        walk.fn.node,
        'barrier/public-api',
        'a method of a class the package exports',
        certainty,
      );
    }
    if (!isHidden(node, name)) this.#exported(walk, placed, certainty);
    const family = this.#rootsOf(placed, name, isStatic).flatMap((root) => this.#hierarchy.familyOf(root));
    for (const other of [placed, ...family]) this.#join(walk, other, name, isStatic, certainty);
    if (!isStatic) this.#interfaces(walk, placed, name, certainty);
  }

  /** Who loads the file may make an instance and call the method. */
  #exported(walk: ValueWalk, { in: at, node }: PlacedClass, certainty: Certainty): void {
    const exported = [...at.exports.names.keys()].find((name) => {
      const value = this.#resolver.exported(at, name);
      return value !== undefined && nodeOf(value) === node;
    });
    if (exported !== undefined) this.#analysis.exports.checkLoaded(walk, at, exported, certainty);
  }

  /** The highest classes that declare the member, abstract ones too. */
  #rootsOf(placed: PlacedClass, name: string, isStatic: boolean): readonly PlacedClass[] {
    const declaring = ancestorsOf(this.#resolver, placed).filter(
      (one) => declared(one.node, name, isStatic).length > 0,
    );
    return declaring.slice(-1);
  }

  #join(
    { out, fn }: ValueWalk,
    { in: at, node }: PlacedClass,
    name: string,
    isStatic: boolean,
    certainty: Certainty,
  ): void {
    for (const member of declared(node, name, isStatic)) {
      const value = 'value' in member ? member.value : undefined;
      if (member.type === 'TSAbstractMethodDefinition' || (value?.type as string) === 'TSEmptyBodyFunctionExpression') {
        out.types.set(member, { in: at, node: member });
      } else if (member.type === 'MethodDefinition' && member.kind !== 'method') {
        out.refuse(
          at,
          member,
          'barrier/accessor',
          `a ${member.kind}ter of this name is in the same hierarchy`,
          certainty,
        );
      } else if (value && isFunction(value)) {
        if (value !== fn.node) out.together.set(value, { in: at, node: value });
      } else if (value && member.type !== 'PropertyDefinition') {
        out.refuse(at, member, 'barrier/ambiguous', 'another member of the same hierarchy has this name', certainty);
      }
      if (decoratorsOf(member).length > 0 && value && value === fn.node) {
        out.refuse(at, member, 'barrier/decorator', 'a decorator may use the method', certainty);
      }
    }
  }

  #foreign({ out, fn }: ValueWalk, placed: PlacedClass, name: string, certainty: Certainty): void {
    const foreign = foreignSuper(this.#resolver, placed);
    if (foreign === undefined) return;
    const members = foreignMembers(foreign);
    if (members !== undefined && !members.has(name)) return;
    const message =
      members === undefined
        ? `a method of a class that extends ${foreign === '?' ? 'something unknown' : foreign}, which may have it too`
        : `overrides ${foreign}.${name}`;
    out.refuse(fn.in, fn.node, 'barrier/external-hierarchy', message, certainty);
  }

  #interfaces(walk: ValueWalk, placed: PlacedClass, name: string, certainty: Certainty): void {
    for (const one of ancestorsOf(this.#resolver, placed)) {
      if (!isClass(one.node)) continue;
      for (const { expression } of interfacesOf(one.node)) {
        const found =
          expression.type === 'Identifier' ? typeNamed(this.#resolver.program, one.in, expression.name) : undefined;
        if (found?.node.type === 'TSInterfaceDeclaration') this.interface(walk, found.in, found.node, name, certainty);
        else if (!found) {
          const message = 'the class implements an interface that is declared outside the program';
          walk.out.refuse(walk.fn.in, walk.fn.node, 'barrier/external-hierarchy', message, certainty);
        }
      }
    }
  }

  /** The member of an interface, and all classes that implement it. */
  interface(
    walk: ValueWalk,
    at: ModelFile,
    node: TSESTree.TSInterfaceDeclaration,
    name: string,
    certainty: Certainty,
    depth = 0,
  ): void {
    if (depth > 6) return;
    for (const member of node.body.body) {
      if (member.type !== 'TSMethodSignature' && member.type !== 'TSPropertySignature') continue;
      if (keyName(member.key, member.computed) !== name) continue;
      walk.out.types.set(member, { in: at, node: member });
      for (const other of this.#implementing(node.id.name)) this.#join(walk, other, name, false, certainty);
    }
    for (const { expression } of node.extends) {
      const above =
        expression.type === 'Identifier' ? typeNamed(this.#resolver.program, at, expression.name) : undefined;
      if (above?.node.type === 'TSInterfaceDeclaration') {
        this.interface(walk, above.in, above.node, name, certainty, depth + 1);
      }
    }
  }

  #implementing(name: string): readonly PlacedClass[] {
    const direct = this.#hierarchy
      .all()
      .filter(
        ({ node }) =>
          isClass(node) &&
          interfacesOf(node).some(({ expression }) => expression.type === 'Identifier' && expression.name === name),
      );
    return direct.flatMap((one) => [one, ...this.#hierarchy.familyOf(one)]);
  }
}

/** The members of a class that have this name: a method with its overloads. */
function declared(node: ClassLike, name: string, isStatic: boolean): readonly TSESTree.ClassElement[] {
  if (!isClass(node)) return [];
  return node.body.body.filter(
    (member) =>
      'key' in member &&
      'static' in member &&
      member.static === isStatic &&
      keyName(member.key as Node, member.computed) === name,
  );
}

/** `private`, `protected` and `#` members are nobody else's. */
function isHidden(node: ClassLike, name: string): boolean {
  if (name.startsWith('#') || name.startsWith('_')) return true;
  return [...declared(node, name, false), ...declared(node, name, true)].some(
    (member) =>
      'accessibility' in member && (member.accessibility === 'private' || member.accessibility === 'protected'),
  );
}
