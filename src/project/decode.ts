/** Bytes to text, in the encodings source files come in. */

export type Encoding = 'utf8' | 'utf16le' | 'utf16be';

/** Text without its byte-order mark, so that offsets are those an editor shows. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  /** Whether the file begins with a byte-order mark. */
  readonly bom: boolean;
}

/** How far into a file NUL bytes are looked for; as far as git looks. */
const BINARY_PROBE_BYTES = 8000;

/** Decodes UTF-8 with or without a byte-order mark, and UTF-16 with one; undefined where the bytes are no text. */
export function decode(bytes: Buffer): DecodedText | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: bytes.toString('utf16le', 2), encoding: 'utf16le', bom: true };
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return { text: bigEndianText(bytes.subarray(2)), encoding: 'utf16be', bom: true };
  }
  if (bytes.subarray(0, BINARY_PROBE_BYTES).includes(0)) return undefined;
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { text: bytes.toString('utf8', bom ? 3 : 0), encoding: 'utf8', bom };
}

function bigEndianText(bytes: Buffer): string {
  const wholeUnits = bytes.length - (bytes.length % 2);
  return Buffer.from(bytes.subarray(0, wholeUnits)).swap16().toString('utf16le');
}

/** The bytes that `decode` reads as this text; for well-formed text its exact inverse. */
export function encode({ text, encoding, bom }: DecodedText): Buffer {
  const marked = bom ? `\uFEFF${text}` : text;
  if (encoding === 'utf8') return Buffer.from(marked, 'utf8');
  const bytes = Buffer.from(marked, 'utf16le');
  return encoding === 'utf16le' ? bytes : bytes.swap16();
}
