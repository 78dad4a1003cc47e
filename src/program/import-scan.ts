/** The module specifiers a text names, found without parsing it. */

const SPECIFIER = /(?:\bfrom|\bimport|\brequire(?:\.resolve)?)\s*\(?\s*(['"`])([^'"`\n$]+)\1/g;
/** A specifier that isn't a plain string, and files named to be run by a worker. */
const BUILT = /\brequire\s*\(\s*[^'"`)\s]|\bimport\s*\(\s*[^'"`)\s]|\bnew\s+(?:Worker|Piscina|Tinypool)\b/;
/** A module of Node or of a package handed on: `module.exports = require('fs')`, `{ read: fs.readFileSync }`. */
const HANDED_ON =
  /(?:\bexport\s*(?:\*|\{[^}]*\})\s*from|\bexports?\b[^;\n]{0,80}=\s*(?:[\w.]+\()*require\()\s*['"](?:node:)?[\w@]|[:=]\s*(?:[\w.]+\.)?\w+Sync\s*(?:[,;}\n]|$)/;

/** Packages whose objects are made in one file and used in others, by names that tell nothing: `db.prepare(sql).all()`. */
const OBJECTS = /['"](?:node:sqlite|better-sqlite3(?:-multiple-ciphers)?|libsql)['"]/;
const EXPORTS = /\bexports?\b/;

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

/** Whether the text hands on what it imports from outside the program. */
export function handsOn(text: string): boolean {
  return HANDED_ON.test(text) || (OBJECTS.test(text) && EXPORTS.test(text));
}

/** Exports of another module passed on without their names: `export * from`, `module.exports = require(…)`. */
const PASSES_ON = /\bexport\s*\*|\b__exportStar\b|\bexports\s*=\s*(?:[\w.$]+\(\s*)*require\b|\.\.\.\s*require\b/;

/** Whether the text passes on all that another module exports. */
export function passesOn(text: string): boolean {
  return PASSES_ON.test(text);
}
