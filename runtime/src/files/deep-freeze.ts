/** Values that several share, and none may change. */

/** The same, read-only all through. */
export type Frozen<Value> = Value extends object ? { readonly [Key in keyof Value]: Frozen<Value[Key]> } : Value;

/** Freezes a value made by `JSON.parse`, which has no circles. */
export function deepFreeze<Value>(value: Value): Frozen<Value> {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    Object.freeze(next);
    for (const inner of Object.values(next)) open.push(inner);
  }
  return value as Frozen<Value>;
}
