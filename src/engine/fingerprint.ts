/** A name for a finding that survives moved lines and other edits around it. */
import { createHash } from 'node:crypto';

export interface Identity {
  readonly rule: string;
  readonly path: string;
  readonly scope: string;
  readonly normalized: string;
}

/**
 * Names findings by rule, path, enclosing functions, the code with its white
 * space folded, and their number among those alike. Not by line: that moves.
 */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  next({ rule, path, scope, normalized }: Identity): string {
    const key = [rule, path, scope, normalized].join('\0');
    const ordinal = this.#seen.get(key) ?? 0;
    this.#seen.set(key, ordinal + 1);
    return createHash('sha256').update(`${key}\0${ordinal}`).digest('hex').slice(0, 16);
  }
}
