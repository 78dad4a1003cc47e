/** The module specifiers a text names, found without parsing it. */

const SPECIFIER = /(?:\bfrom|\bimport|\brequire(?:\.resolve)?)\s*\(?\s*(['"`])([^'"`\n$]+)\1/g;
/** `require(__dirname + '/x')`, `path.join(__dirname, 'routes', …)`, `new URL('./w.js', import.meta.url)`. */
const BUILT = /__dirname|import\.meta|require\s*\(\s*[^'"`)\s]|import\s*\(\s*[^'"`)\s]|filename\s*:/;

/**
 * What a text imports, for the module graph. May name too many (a specifier in
 * a comment), never one too few that is written as a plain string.
 */
export function scanSpecifiers(text: string): readonly string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(SPECIFIER)) if (match[2] !== undefined) found.add(match[2]);
  return [...found];
}

/** Whether the text builds specifiers, which only its tree tells. */
export function buildsSpecifiers(text: string): boolean {
  return BUILT.test(text);
}
