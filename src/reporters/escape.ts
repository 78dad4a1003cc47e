/** Makes text from outside fit to be shown on a terminal. */

/** Control and format characters (bidi overrides and zero-width ones among them), line separators, half surrogates. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Shows every character that could move the cursor, colour, reorder or hide text as an escape such as `\x1b`. */
export function escapeControl(text: string): string {
  return text.replace(UNSAFE, visibleEscape);
}

/** Writes the same characters in JSON text as `\u001b`, so that it reads the same and can be shown as it is. */
export function escapeInJson(json: string): string {
  return json.replace(UNSAFE, (character) => (character === '\n' ? character : unitEscapes(character)));
}

function visibleEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  return code > 0xff ? unitEscapes(character) : `\\x${hex(code, 2)}`;
}

function unitEscapes(character: string): string {
  return Array.from({ length: character.length }, (_, at) => `\\u${hex(character.charCodeAt(at), 4)}`).join('');
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
