/** Helpers compilers put around a required module. */

const INTEROP =
  /^(?:__importStar|__importDefault|__toESM|__toCommonJS|_?interopRequire(?:Default|Wildcard)|_?interop(?:Default|Namespace)(?:Legacy|Compat)?\d*)$/;

/** Whether a function of this name hands back the module it is given. */
export function isInteropHelper(name: string): boolean {
  return INTEROP.test(name);
}
