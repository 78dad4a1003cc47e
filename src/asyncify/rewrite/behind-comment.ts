/** Where the end of a line is, for what is added behind its last statement. */

/** The offset behind a line comment that follows on the same line; the same offset where there is none. */
export function behindComment(text: string, offset: number): number {
  return offset + (/^[ \t]*\/\/[^\r\n]*/.exec(text.slice(offset))?.[0].length ?? 0);
}
