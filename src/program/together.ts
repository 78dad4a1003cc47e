/** Which files are ever loaded into the same process. */
import type { LinkedFile } from './link-state.ts';
import type { Resolve } from './linker.ts';

/** Whether two files (by path) may be part of one running program. */
export type Together = (one: string, other: string) => boolean;

/** With more starting points than this (tests, mostly) the search isn't worth its time. */
const MAX_ROOTS = 2000;

/**
 * Files are together if some file that nobody imports leads to both: the pages
 * of a front end and the handlers of its server are not, though they share a
 * repository and names.
 */
export function loadedTogether(files: Iterable<LinkedFile>, resolve: Resolve): Together {
  const imports = new Map<string, readonly string[]>();
  for (const { facts } of files) {
    imports.set(facts.path, [...new Set(facts.imports.flatMap((specifier) => resolve(facts.path, specifier) ?? []))]);
  }
  const imported = new Set([...imports.values()].flat());
  const roots = [...imports.keys()].filter((path) => !imported.has(path));
  if (roots.length > MAX_ROOTS) return () => true;
  const rootsOf = new Map<string, Set<number>>();
  for (const [i, root] of roots.entries()) mark(root, i, imports, rootsOf);
  return (one, other) => {
    // A file nobody imports may be loaded by name, and files that only import each other have no root.
    if (one === other || !imported.has(one) || !imported.has(other)) return true;
    const [ofOne, ofOther] = [rootsOf.get(one), rootsOf.get(other)];
    return !ofOne || !ofOther || [...ofOne].some((root) => ofOther.has(root));
  };
}

function mark(
  root: string,
  id: number,
  imports: ReadonlyMap<string, readonly string[]>,
  rootsOf: Map<string, Set<number>>,
): void {
  const stack = [root];
  for (let path = stack.pop(); path !== undefined; path = stack.pop()) {
    const marks = rootsOf.get(path) ?? new Set<number>();
    if (marks.has(id)) continue;
    rootsOf.set(path, marks.add(id));
    stack.push(...(imports.get(path) ?? []));
  }
}
