/** A key for arguments that are plain values. */

/** Different for different lists: `1` and `'1'`, `undefined` and nothing are told apart. */
export function primitivesKey(...args: readonly unknown[]): string {
  return args.map(primitiveKey).join(',');
}

function primitiveKey(value: unknown): string {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`shared needs the option \`key\` for an argument that is a ${typeof value}`);
  }
  return `${typeof value}:${typeof value === 'string' ? JSON.stringify(value) : String(value)}`;
}
