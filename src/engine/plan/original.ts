/** Files as they are before anything is changed: bytes, text and hash. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../../contracts.ts';
import { decode, encode, type Encoding } from '../../project/decode.ts';
import { codeOf, reasonOf } from '../../project/errors.ts';

/** One file as read. */
export interface Original {
  readonly text: string;
  readonly encoding: Encoding;
  readonly bom: boolean;
  /** Of the bytes. */
  readonly hash: string;
}

/** SHA-256, in hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads each file once and remembers what it was, so that a plan is made from one state of it. */
export class OriginalFiles {
  readonly #root: string;
  readonly #files = new Map<string, Original | undefined>();
  readonly #failures: Failure[] = [];

  /** @param root absolute; paths are relative to it */
  constructor(root: string) {
    this.#root = root;
  }

  /** What went wrong with files other than that they are not there. */
  get failures(): readonly Failure[] {
    return this.#failures;
  }

  /** Undefined where there is none, or none whose text can be written back without loss. */
  get(path: string): Original | undefined {
    if (!this.#files.has(path)) this.#files.set(path, this.#read(path));
    return this.#files.get(path);
  }

  /** The text of a file, without a byte-order mark. */
  readonly text = (path: string): string | undefined => this.get(path)?.text;

  /** The bytes of a file whose text has become `text`, in the encoding it was read in; UTF-8 for a new one. */
  bytesFor(path: string, text: string): Buffer {
    const { encoding = 'utf8', bom = false } = this.get(path) ?? {};
    return encode({ text, encoding, bom });
  }

  #read(path: string): Original | undefined {
    let bytes: Buffer;
    try {
      bytes = readFileSync(join(this.#root, path));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') this.#fail(path, 'read', reasonOf(error));
      return undefined;
    }
    const decoded = decode(bytes);
    if (decoded && encode(decoded).equals(bytes)) return { ...decoded, hash: hashOf(bytes) };
    this.#fail(path, 'skip', decoded ? 'not valid UTF-8, so it could not be written back as it is' : 'looks binary');
    return undefined;
  }

  #fail(path: string, stage: Failure['stage'], message: string): void {
    this.#failures.push({ path, stage, message });
  }
}
