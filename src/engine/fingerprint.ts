/** Names for findings that survive moved lines, reformatting and other edits around them. */
import { createHash } from 'node:crypto';

/** What makes a finding that one, wherever its file lies. */
export interface Identity {
  readonly rule: string;
  readonly scope: string;
  readonly shape: string;
}

/** Hexadecimal digits; 64 bits tell a million findings apart. */
const DIGITS = 16;

/**
 * Identifies the findings of one file by rule, enclosing functions, what the
 * code says, and their number among those alike. Not by line: that moves. Not by
 * their count: one mended and one new would go unnoticed.
 */
export class Identities {
  readonly #seen = new Map<string, number>();

  /** To be asked for the findings of a file in their order. */
  next({ rule, scope, shape }: Identity): string {
    const key = [rule, scope, shape].join('\0');
    const ordinal = this.#seen.get(key) ?? 0;
    this.#seen.set(key, ordinal + 1);
    return hash(`${key}\0${ordinal}`);
  }
}

/** The name of a finding in the file at `path`. For another path it tells what the name was before a move. */
export function fingerprintOf(path: string, identity: string): string {
  return hash(`${path}\0${identity}`);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS);
}
