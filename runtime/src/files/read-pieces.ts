/** Reading a file in pieces, for what is too large to hold. */
import { StringDecoder } from 'node:string_decoder';
import { withPath } from './errors.ts';
import type { Io } from './io.ts';

/** How a file is read in pieces. */
export interface PiecesOptions {
  /** Bytes of a piece; 1,048,576 (1 MiB) by default, where a stream of 64 KiB takes about three times as long. */
  readonly pieceBytes?: number | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

const PIECE_BYTES = 1024 * 1024;

/**
 * The bytes of a file, piece by piece, each read when it is asked for. Leaving the loop closes the file.
 * @throws what the system says, with the path, and the signal's reason
 */
export async function* readPieces(
  io: Io,
  path: string,
  { pieceBytes = PIECE_BYTES, signal }: PiecesOptions,
): AsyncGenerator<Buffer, void, undefined> {
  signal?.throwIfAborted();
  try {
    const file = await io.open(path, 'r');
    try {
      for (;;) {
        signal?.throwIfAborted();
        const piece = Buffer.allocUnsafe(pieceBytes);
        const size = await io.read(file, piece);
        if (size === 0) return;
        yield piece.subarray(0, size);
      }
    } finally {
      await io.close(file);
    }
  } catch (error) {
    throw withPath(error, path);
  }
}

/** The lines of a file in UTF-8, without their ends (`\n` or `\r\n`); of a last line that is empty there is none. */
export async function* readLines(
  io: Io,
  path: string,
  options: PiecesOptions,
): AsyncGenerator<string, void, undefined> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const piece of readPieces(io, path, options)) {
    const lines = (rest + decoder.write(piece)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}
