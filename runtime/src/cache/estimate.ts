/** About how much memory a value takes. */

const POINTER = 8;
const OBJECT_HEADER = 24;
/** After so many parts the rest is taken to be like them. */
const MOST_PARTS = 1_000;

/**
 * Bytes, estimated: what V8 really takes can't be asked for. Strings count two bytes a letter where they must, buffers
 * their length, objects a header and a pointer for each property; what is met twice counts once.
 */
export function estimateBytes(value: unknown): number {
  const seen = new Set<object>();
  const open: unknown[] = [value];
  let bytes = 0;
  let parts = 0;
  while (open.length > 0 && parts < MOST_PARTS) {
    parts++;
    const next = open.pop();
    if (typeof next !== 'object' || next === null) {
      bytes += bytesOfPrimitive(next);
      continue;
    }
    if (seen.has(next)) continue;
    seen.add(next);
    bytes += OBJECT_HEADER + bytesInside(next, open);
  }
  return Math.max(1, Math.ceil(bytes * (1 + open.length / parts)));
}

function bytesOfPrimitive(value: unknown): number {
  if (typeof value === 'string') return OBJECT_HEADER + value.length * (isLatin1(value) ? 1 : 2);
  return typeof value === 'bigint' ? OBJECT_HEADER : POINTER;
}

/** A look at the first letters; a long text is one kind for the most part. */
function isLatin1(text: string): boolean {
  const end = Math.min(text.length, 100);
  for (let i = 0; i < end; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
}

/** Of the object itself; what is in it is left to be looked at. */
function bytesInside(value: object, open: unknown[]): number {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  const inner: unknown[] =
    value instanceof Map
      ? [...value.keys(), ...value.values()]
      : value instanceof Set
        ? [...value]
        : Object.values(value);
  for (const part of inner) open.push(part);
  return inner.length * POINTER;
}
