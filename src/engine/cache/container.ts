/** The form of every file of the cache: a line that says what it is, then its content. */
import { hashOf } from './stamp.ts';

/** Counts up when the meaning of a file changes. */
const FORMAT = 1;

/** What a file must have been made by and for. */
export interface Origin {
  readonly tool: string;
  readonly place: string;
}

interface Header extends Origin {
  readonly perfmig: 'cache';
  readonly format: number;
  /** Hash of the content. */
  readonly sum: string;
}

/** A file's content, or why it can't be used. */
export type Opened =
  { readonly kind: 'content'; readonly content: Buffer } | { readonly kind: 'unusable'; readonly why: string };

/** Puts the line before the content. */
export function pack({ tool, place }: Origin, content: Uint8Array): Buffer {
  const header: Header = { perfmig: 'cache', format: FORMAT, tool, place, sum: hashOf(content) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), content]);
}

/** What a file is asked for; without a tool, whichever made it will do. */
export type Wanted = Pick<Origin, 'place'> & Partial<Origin>;

/** Takes the content out again, if all of it is there and it was made by this tool for this place. */
export function unpack(bytes: Buffer, { tool, place }: Wanted): Opened {
  const end = bytes.indexOf('\n');
  const header = headerIn(bytes.toString('utf8', 0, Math.max(end, 0)));
  if (header?.perfmig !== 'cache') return { kind: 'unusable', why: 'it is broken' };
  if (header.format !== FORMAT || (tool !== undefined && header.tool !== tool))
    return { kind: 'unusable', why: 'another perfmig or Node made it' };
  if (header.place !== place) return { kind: 'unusable', why: 'it was made elsewhere' };
  const content = bytes.subarray(end + 1);
  return header.sum === hashOf(content) ? { kind: 'content', content } : { kind: 'unusable', why: 'it is broken' };
}

function headerIn(line: string): Partial<Header> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
