/** Generated parts of hand-written Markdown: a part stands between two marker comments. */

/**
 * The text with the part of that name replaced.
 * @returns undefined where the text has no such markers
 */
export function replacePart(text: string, name: string, part: string): string | undefined {
  const begin = `<!-- generated: ${name} -->`;
  const end = `<!-- /generated: ${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1) return undefined;
  return `${text.slice(0, from)}${markedPart(name, part)}${text.slice(to + end.length)}`;
}

/** A part with its markers around it. */
export function markedPart(name: string, part: string): string {
  return `<!-- generated: ${name} -->\n\n${part.trim()}\n\n<!-- /generated: ${name} -->`;
}
