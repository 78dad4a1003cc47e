/** What was read of files, for as long as they don't change. */
import type { Stats } from 'node:fs';
import { LRUCache } from 'lru-cache';

/** What tells one state of a file from another. */
type Identity = Pick<Stats, 'mtimeMs' | 'ctimeMs' | 'size' | 'ino' | 'dev'>;

interface Entry {
  readonly identity: Identity;
  readonly value: unknown;
}

/**
 * How long a file must have been left alone, in milliseconds, before its times tell one state from the next: the
 * coarsest clock of a file system in use (FAT) goes in steps of two seconds.
 */
const SETTLED_MS = 2_000;
const KEYS: readonly (keyof Identity)[] = ['mtimeMs', 'ctimeMs', 'size', 'ino', 'dev'];

/** Values made of files, each valid for one state of its file. */
export class ContentCache {
  readonly #entries: LRUCache<string, Entry> | undefined;

  /** @param maxBytes of the files' sizes together; 0 keeps nothing */
  constructor(maxBytes: number) {
    if (maxBytes > 0) this.#entries = new LRUCache({ maxSize: maxBytes });
  }

  /** Whether it keeps anything at all; if not, nobody need ask for a file's state. */
  get isOn(): boolean {
    return this.#entries !== undefined;
  }

  /** Bytes of the files whose contents are kept. */
  get bytes(): number {
    return this.#entries?.calculatedSize ?? 0;
  }

  /** What was made of the file in this state. */
  get(key: string, stats: Stats): { readonly value: unknown } | undefined {
    const entry = this.#entries?.get(key);
    return entry && KEYS.every((name) => entry.identity[name] === stats[name]) ? entry : undefined;
  }

  /**
   * Keeps what was made of the file.
   * @param stats of before it was read
   * @param statsAt when they were asked for, in milliseconds since 1970
   */
  set(key: string, stats: Stats, statsAt: number, value: unknown): void {
    // A file that was changed just now may change once more, and its time stay the same.
    if (statsAt - Math.max(stats.mtimeMs, stats.ctimeMs) <= SETTLED_MS) return;
    const { mtimeMs, ctimeMs, size, ino, dev } = stats;
    this.#entries?.set(key, { identity: { mtimeMs, ctimeMs, size, ino, dev }, value }, { size: size + key.length });
  }
}
