/** One text for all values that are equal, and another for each that isn't. */
import { UncacheableKeyError } from './errors.ts';

/** Deeper values are no keys; and no call stack is long enough for all. */
const DEEPEST = 200;

/** A place in a list where nothing is; no value has this text. */
const HOLE = 'hole';

type Path = readonly string[];

/**
 * The text that stands for a value. The order of an object's properties, and of the entries of a `Map` or a `Set`,
 * doesn't matter; 1 and '1', undefined and absent, dates and their numbers are told apart.
 * @throws {UncacheableKeyError} for a function, a symbol, an object of a class, or a circle, with where it is
 */
export function canonical(value: unknown): string {
  return textOf(value, [], new Set());
}

function textOf(value: unknown, path: Path, above: Set<object>): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return `n${value}`;
    case 'bigint':
      return `i${value}`;
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'object':
      return value === null ? 'null' : textOfObject(value, path, above);
    default:
      throw new UncacheableKeyError(path, `is a ${typeof value}`);
  }
}

function textOfObject(value: object, path: Path, above: Set<object>): string {
  if (above.has(value)) throw new UncacheableKeyError(path, 'leads back to itself');
  if (path.length > DEEPEST) throw new UncacheableKeyError(path.slice(0, 3), `is more than ${DEEPEST} deep`);
  above.add(value);
  const text = Array.isArray(value) ? textOfArray(value, path, above) : textOfOther(value, path, above);
  above.delete(value);
  return text;
}

function textOfArray(values: readonly unknown[], path: Path, above: Set<object>): string {
  const count = Object.keys(values).length;
  // A hole is another thing than undefined.
  const texts = Array.from(values, (value, i) => (i in values ? textOf(value, [...path, String(i)], above) : HOLE));
  const filled = texts.filter((text) => text !== HOLE).length;
  if (count !== filled) throw new UncacheableKeyError(path, 'is a list with properties of its own');
  return `[${texts.join()}]`;
}

function textOfOther(value: object, path: Path, above: Set<object>): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return `{${propertiesOf(value, path, above)}}`;
  const text = containerText(value, prototype, path, above) ?? plainText(value);
  if (text === undefined) throw new UncacheableKeyError(path, `is an object of the class ${classOf(value)}`);
  if (Reflect.ownKeys(value).length > ownCount(value)) throw new UncacheableKeyError(path, 'has properties of its own');
  return text;
}

function containerText(value: object, prototype: unknown, path: Path, above: Set<object>): string | undefined {
  if (value instanceof Map && prototype === Map.prototype) return `Map{${entriesOf(value, path, above)}}`;
  if (value instanceof Set && prototype === Set.prototype) return `Set{${membersOf(value, path, above)}}`;
  return undefined;
}

function propertiesOf(value: object, path: Path, above: Set<object>): string {
  const names = Reflect.ownKeys(value).map((name) => {
    if (typeof name === 'symbol') throw new UncacheableKeyError(path, `has a property ${String(name)}`);
    return name;
  });
  const properties = value as Readonly<Record<string, unknown>>;
  return names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${textOf(properties[name], [...path, name], above)}`)
    .join();
}

function entriesOf(map: ReadonlyMap<unknown, unknown>, path: Path, above: Set<object>): string {
  const texts = [...map].map(([key, value]) => {
    const name = textOf(key, [...path, 'a key'], above);
    return `${name}=>${textOf(value, [...path, name], above)}`;
  });
  return texts.sort().join();
}

function membersOf(set: ReadonlySet<unknown>, path: Path, above: Set<object>): string {
  return [...set]
    .map((member) => textOf(member, [...path, 'a member'], above))
    .sort()
    .join();
}

/** The text of what is no container. */
function plainText(value: object): string | undefined {
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (value instanceof RegExp) return `RegExp(${JSON.stringify(String(value))})`;
  if (value instanceof URL) return `URL(${JSON.stringify(value.href)})`;
  if (!ArrayBuffer.isView(value)) return undefined;
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return `${classOf(value)}(${bytes.toString('base64')})`;
}

/** Properties that every object of its class has: `lastIndex` of a regular expression, the places of a list of bytes. */
function ownCount(value: object): number {
  if (value instanceof RegExp) return 1;
  if (value instanceof URL) return Infinity;
  return ArrayBuffer.isView(value) && 'length' in value ? Number(value.length) : 0;
}

function classOf(value: object): string {
  const { constructor } = value as { readonly constructor?: { readonly name?: string } };
  return constructor?.name ?? 'without a name';
}
