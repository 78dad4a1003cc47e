/** What values a serializer is made for. */

/** `string`, `number`, `boolean`; a list of one kind as `[kind]`; an object by its properties, in their order. */
export type Shape = 'string' | 'number' | 'boolean' | readonly [Shape] | { readonly [name: string]: Shape };

/** More properties than this in one object, or more objects in each other, and nothing is gained. */
const MOST_PROPERTIES = 100;
const DEEPEST = 8;

/** The shape of a value, if it has one: undefined where lists are empty or mixed, or something is null. */
export function shapeOf(value: unknown, depth = 0): Shape | undefined {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value as 'string' | 'number' | 'boolean';
    case 'object':
      return value === null || depth > DEEPEST ? undefined : shapeOfObject(value, depth);
    default:
      return undefined;
  }
}

function shapeOfObject(value: object, depth: number): Shape | undefined {
  if (Array.isArray(value)) {
    const item = shapeOf(value[0], depth + 1);
    return item && [item];
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || entries.length > MOST_PROPERTIES) return undefined;
  const shapes: Record<string, Shape> = {};
  for (const [name, inner] of entries) {
    const shape = shapeOf(inner, depth + 1);
    // A list of what isn't Latin-1 can't be written byte by byte; nor is `__proto__` a property like others.
    if (shape === undefined || !/^[ -\xff]*$/.test(name) || name === '__proto__') return undefined;
    shapes[name] = shape;
  }
  return shapes;
}
