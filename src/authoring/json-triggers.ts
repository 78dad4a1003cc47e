/** Patterns of text for the triggers of the json rules: what a file must hold to be parsed for one of them. */

/** Characters over which a function's code is looked through for a second mention. */
const REACH = 2500;

/** A callee: `JSON.parse`, `JSON?.parse`, `JSON['parse']`; the call's bracket is not part of it. */
export function callee(method: 'parse' | 'stringify' | '(?:parse|stringify)'): string {
  return `JSON\\s*(?:\\?\\.|\\.|\\[)\\s*['"\`]?${method}\\b['"\`]?\\]?`;
}

/** The same where the pattern has begun before: also `globalThis.JSON.parse`. */
export function laterCallee(method: 'parse' | 'stringify'): string {
  return `(?:(?:globalThis|global|window)\\s*\\??\\.\\s*)?${callee(method)}`;
}

/** JSON or one of its methods under another name: `const { parse } = JSON`, `const text = JSON.stringify;`. */
export const RENAMED = new RegExp(
  `JSON(?![\\w$])(?<=(?:[=:(,]|\\|\\||\\?\\?)\\s*(?:(?:globalThis|global|window)\\s*\\.\\s*)?JSON)(?:(?<=[=|?]\\s*[\\w.]{0,30})(?!\\s*(?:\\?\\.|\\.|\\[))|(?<=[=:|?]\\s*[\\w.]{0,30})\\s*\\.\\s*(?:parse|stringify)\\b(?!\\s*(?:\\?\\.\\s*)?\\())`,
);

/** Text in which brackets close, three levels deep; it may hold `\u{2028}`, `;` and line breaks. */
function balanced(inside: string, depth = 3): string {
  const level = `(?:${inside}|\\((?:${depth === 0 ? '[^()]' : balanced('[^()]', depth - 1)}){0,400}\\))`;
  return level;
}

/** What may stand between a call's brackets. */
export const ARGUMENTS = `(?:${balanced('[^()]')}){0,600}?`;

/** The result of a JSON call kept under a name, and a use of the name further on, in which `\\1` is the name. */
export function keptAndUsed(method: 'parse' | 'stringify', use: string): RegExp {
  const call = callee(method);
  return new RegExp(
    `${call}(?<=(?<![\\w$])([\\w$]{1,80})\\s*(?::[^=;]{1,40})?=[^=;]{0,60}?${call})[^]{0,${REACH}}?(?:${use})`,
  );
}

/** A pattern that begins with a JSON call, and files in which that may have any name. */
export function jsonTriggers(...patterns: readonly (RegExp | string)[]): readonly RegExp[] {
  return [RENAMED, ...patterns.map((pattern) => new RegExp(pattern))];
}
