/** Whether a value of some type may be an instance of some class. */
import { ts } from 'ts-morph';
import type { TypeAnswer } from '../../contracts.ts';

const NULLISH = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;

/** Types that may hold anything, or nothing that is known here. */
const OPEN =
  ts.TypeFlags.Any |
  ts.TypeFlags.Unknown |
  ts.TypeFlags.Never |
  ts.TypeFlags.NonPrimitive |
  ts.TypeFlags.Instantiable |
  ts.TypeFlags.Intersection;

/** Whether every part of the type is an array or a tuple. */
export function isArray(checker: ts.TypeChecker, type: ts.Type): boolean {
  const parts = partsOf(type);
  return parts.length > 0 && parts.every((part) => checker.isArrayType(part) || checker.isTupleType(part));
}

/**
 * `yes`: the member is declared by the first of the classes. `no`: no instance of any of them fits the type, nor the
 * type any of them.
 */
export function mayBeOwner(
  checker: ts.TypeChecker,
  type: ts.Type,
  name: string,
  owners: readonly ts.ClassDeclaration[],
): TypeAnswer {
  const parts = partsOf(type);
  const [first] = owners;
  if (!first || parts.length === 0 || parts.some((part) => isOpen(checker, part))) return 'unknown';
  if (parts.every((part) => isDeclaredIn(checker.getPropertyOfType(part, name), first))) return 'yes';
  if (owners.some(isGeneric)) return 'unknown';
  const instances = owners.map((owner) => checker.getTypeAtLocation(owner));
  const fits = (part: ts.Type): boolean =>
    instances.some((one) => checker.isTypeAssignableTo(one, part) || checker.isTypeAssignableTo(part, one));
  return parts.some(fits) ? 'unknown' : 'no';
}

function partsOf(type: ts.Type): readonly ts.Type[] {
  const parts = type.isUnion() ? type.types : [type];
  return parts.filter(({ flags }) => (flags & NULLISH) === 0);
}

/** Anything may be put in place of `T`, and of a part of `List<T>`. */
function isOpen(checker: ts.TypeChecker, type: ts.Type): boolean {
  if ((type.flags & OPEN) !== 0) return true;
  const isReference = (type.flags & ts.TypeFlags.Object) !== 0 && 'target' in type;
  return (
    isReference &&
    checker.getTypeArguments(type as ts.TypeReference).some((one) => one !== type && (one.flags & OPEN) !== 0)
  );
}

/** A class with parameters of its own, or one that extends something else than a plain name. */
function isGeneric({ typeParameters, heritageClauses }: ts.ClassDeclaration): boolean {
  return (
    typeParameters !== undefined ||
    (heritageClauses?.some(({ types }) => types.some(({ expression }) => !ts.isIdentifier(expression))) ?? false)
  );
}

function isDeclaredIn(property: ts.Symbol | undefined, owner: ts.ClassDeclaration): boolean {
  const declarations = property?.declarations ?? [];
  return declarations.length > 0 && declarations.every(({ parent }) => parent === owner);
}
