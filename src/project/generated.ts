/** Tells files that no person writes: minified, bundled or far too large to be source. */

const KILOBYTE = 1000;
const MEGABYTE = 1000 * KILOBYTE;

/** More than any source file; the parser would need some twenty times as much memory. */
const LARGEST_SOURCE_BYTES = 30 * MEGABYTE;

/** Why a file is left out by its name or size alone, or undefined. */
export function skipBeforeReading(path: string, bytes: number): string | undefined {
  if (/\.min\.[cm]?js$/.test(path)) return 'minified, by its name';
  if (bytes > LARGEST_SOURCE_BYTES) return `larger than ${LARGEST_SOURCE_BYTES / MEGABYTE} MB`;
  return undefined;
}

/** Why a text is left out by its shape, or undefined. */
export function skipByShape(text: string): string | undefined {
  if (text.length <= 50 * KILOBYTE) return undefined;
  const { lines, longest } = lineLengths(text);
  const average = text.length / lines;
  if (average > 1000) return `minified or generated: ${Math.round(average)} characters a line`;
  if (text.length > MEGABYTE && (average > 300 || longest > 50 * KILOBYTE)) {
    return `minified or generated: ${(text.length / MEGABYTE).toFixed(1)} MB with a line of ${longest} characters`;
  }
  return undefined;
}

function lineLengths(text: string): { readonly lines: number; readonly longest: number } {
  let lines = 0;
  let longest = 0;
  for (let start = 0; start < text.length; lines++) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    longest = Math.max(longest, end - start);
    start = end + 1;
  }
  return { lines, longest };
}
