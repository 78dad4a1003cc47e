/** Disks that die or fill up at a chosen operation. */
import { disk, type FileSystem } from '../../../src/engine/apply/file-system.ts';

/** What happens at an operation: nothing, or it throws. `half` writes some bytes first. */
type Fault = (operation: keyof FileSystem, index: number) => 'none' | 'before' | 'half';

class DiskError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** The real disk without waiting for it, since no test can cut the power.  */
export const quickDisk: FileSystem = { ...disk, sync: () => undefined };

/** The real disk, with faults. `count` is the number of operations so far. */
function faulty(fault: Fault, code: string): { readonly fs: FileSystem; readonly count: () => number } {
  let count = 0;
  const guarded = Object.entries(disk).map(
    ([name, run]: [string, (...args: never[]) => unknown]): [string, unknown] => [
      name,
      (...args: never[]) => {
        const outcome = fault(name as keyof FileSystem, ++count);
        if (outcome === 'none') return name === 'sync' ? undefined : run(...args);
        if (outcome === 'half' && name === 'write') {
          const [file, bytes] = args as unknown as [number, Uint8Array];
          disk.write(file, bytes.subarray(0, bytes.length >> 1));
        }
        throw new DiskError(code);
      },
    ],
  );
  const fs: unknown = Object.fromEntries(guarded);
  return { fs: fs as FileSystem, count: () => count };
}

/** Counts operations, and nothing else. */
export const counting = (): ReturnType<typeof faulty> => faulty(() => 'none', '');

/** From the n-th operation on nothing reaches the disk any more, as after kill -9; the n-th may be half done. */
export function dyingAt(n: number, half: boolean): FileSystem {
  return faulty((_, index) => (index < n ? 'none' : half && index === n ? 'half' : 'before'), 'KILLED').fs;
}

/** The n-th operation fails as on a full disk; `full` makes every later one that needs room fail too. */
export function fullAt(n: number, full: boolean): FileSystem {
  const needsRoom = new Set<keyof FileSystem>(['create', 'write', 'makeFolder']);
  return faulty((name, index) => {
    if (index === n) return 'half';
    return full && index > n && needsRoom.has(name) ? 'half' : 'none';
  }, 'ENOSPC').fs;
}
