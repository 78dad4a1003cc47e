/** Renaming over a file that somebody may have open. */
import type { Io } from './io.ts';

/** What Windows says while another program, often a virus scanner, holds the file open. */
const HELD_OPEN: readonly unknown[] = ['EPERM', 'EACCES', 'EBUSY'];
const FIRST_REST_MS = 10;
const LONGEST_REST_MS = 200;
/** How long it is tried, in milliseconds, as scanners take a second or two. */
const MOST_MS = 5_000;

/** Renames; on Windows again and again for five seconds, where the target is held open. Elsewhere such errors are final. */
export async function renameOver(
  { rename }: Pick<Io, 'rename'>,
  from: string,
  to: string,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  const end = performance.now() + MOST_MS;
  for (let restMs = FIRST_REST_MS; ; restMs = Math.min(restMs * 2, LONGEST_REST_MS)) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const isHeld = platform === 'win32' && HELD_OPEN.includes((error as NodeJS.ErrnoException).code);
      if (!isHeld || performance.now() + restMs > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
}
