/** Classes: their members, what they extend, and who extends them. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../../contracts.ts';
import { isClass, keyName } from '../../syntax/node.ts';
import type { ModelFile } from './model-file.ts';
import type { Resolver } from './resolver.ts';
import type { ClassLike } from './values.ts';

/** A class in its file. */
export interface PlacedClass {
  readonly in: ModelFile;
  readonly node: ClassLike;
}

type Member = TSESTree.MethodDefinition | TSESTree.PropertyDefinition | TSESTree.TSParameterProperty;

/** The member of a class that has this name, its own ones alone. Overloads have several; the one with a body counts. */
export function classMember(node: ClassLike, name: string, isStatic: boolean): Member | undefined {
  if (!isClass(node)) return undefined;
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
    if (member.type === 'MethodDefinition' && !isStatic && member.kind === 'constructor') {
      const parameter = member.value.params.find((param) => parameterName(param) === name);
      if (parameter?.type === 'TSParameterProperty') return parameter;
    }
    const isIt = member.static === isStatic && keyName(member.key, member.computed) === name;
    if (
      isIt &&
      !(member.type === 'MethodDefinition' && (member.value.type as string) === 'TSEmptyBodyFunctionExpression')
    ) {
      return member;
    }
  }
  return undefined;
}

function parameterName(param: Node): string | undefined {
  if (param.type !== 'TSParameterProperty') return undefined;
  const target = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
  return target.name;
}

/** The class of the program that a class extends. */
export function superOf(resolver: Resolver, { in: at, node }: PlacedClass): PlacedClass | undefined {
  if (!isClass(node) || !node.superClass) return undefined;
  const value = resolver.valueOf(at, node.superClass);
  return value?.kind === 'class' || value?.kind === 'function' ? value : undefined;
}

/** What a class extends that is none of the program's: a path, or `?` where that can't be told. */
export function foreignSuper(resolver: Resolver, placed: PlacedClass): string | undefined {
  for (let at: PlacedClass | undefined = placed, depth = 0; at && depth < 20; at = superOf(resolver, at), depth++) {
    if (!isClass(at.node) || !at.node.superClass || superOf(resolver, at)) continue;
    return at.in.file.apiOf(at.node.superClass) ?? '?';
  }
  return undefined;
}

/** A class and all it extends, within the program. */
export function ancestorsOf(resolver: Resolver, placed: PlacedClass): readonly PlacedClass[] {
  const found = [placed];
  for (let at = superOf(resolver, placed); at && found.length < 20; at = superOf(resolver, at)) found.push(at);
  return found;
}

/** All classes of a program with what they extend. */
export class Hierarchy {
  readonly #resolver: Resolver;
  #below: ReadonlyMap<Node, readonly PlacedClass[]> | undefined;

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  /** A class, all it extends and all that extend any of these: where one overrides a method, all are called by its name. */
  familyOf(placed: PlacedClass): readonly PlacedClass[] {
    const family = new Map<Node, PlacedClass>();
    const queue = [...ancestorsOf(this.#resolver, placed)];
    for (let one = queue.pop(); one; one = queue.pop()) {
      if (family.has(one.node)) continue;
      family.set(one.node, one);
      queue.push(...this.subclassesOf(one));
    }
    return [...family.values()];
  }

  subclassesOf({ node }: PlacedClass): readonly PlacedClass[] {
    this.#below ??= this.#index();
    return this.#below.get(node) ?? [];
  }

  all(): readonly PlacedClass[] {
    return [...this.#resolver.program.files.values()].flatMap((at) =>
      [...at.file.nodes('ClassDeclaration'), ...at.file.nodes('ClassExpression')].map((node) => ({ in: at, node })),
    );
  }

  #index(): ReadonlyMap<Node, readonly PlacedClass[]> {
    const below = new Map<Node, PlacedClass[]>();
    for (const placed of this.all()) {
      const above = superOf(this.#resolver, placed);
      if (!above) continue;
      const known = below.get(above.node);
      if (known) known.push(placed);
      else below.set(above.node, [placed]);
    }
    return below;
  }
}
