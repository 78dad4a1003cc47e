/** What callers of child processes may leave out. */

/** Arguments may be left out, and options come second then. */
export function argsAndOptions<Options extends object>(
  args: readonly string[] | Options | null | undefined,
  options: Options | null | undefined,
): [args: readonly string[], options: Partial<Options>] {
  if (Array.isArray(args)) return [args as readonly string[], options || {}];
  return [[], options || (args as Options | null | undefined) || {}];
}
