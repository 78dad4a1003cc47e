/** Paths as relative URIs. */

/** Half a surrogate pair, which no URI can hold. */
const HALF_PAIRS = /\p{Cs}/gu;

/** A path with `/` as a URI reference that names the same file and nothing else, whatever is in its names. */
export function uriOf(path: string): string {
  return path.replace(HALF_PAIRS, '\ufffd').split('/').map(encodeURIComponent).join('/');
}
