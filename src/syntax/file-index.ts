/** Things of a file by a key, indexed when they are first asked for. */
import type { SourceFile } from '../contracts.ts';

/** Makes a question answered from an index of each file; `entriesOf` lists what is in it. */
export function fileIndex<Entry>(
  entriesOf: (file: SourceFile) => Iterable<readonly [key: string, entry: Entry]>,
): (file: SourceFile, key: string) => readonly Entry[] {
  const indices = new WeakMap<SourceFile, ReadonlyMap<string, readonly Entry[]>>();
  return (file, key) => {
    const index = indices.get(file) ?? grouped(entriesOf(file));
    indices.set(file, index);
    return index.get(key) ?? [];
  };
}

function grouped<Entry>(entries: Iterable<readonly [string, Entry]>): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const [key, entry] of entries) {
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}
