/** What makes a call that one, wherever its line moves to. */
import type { Place } from '../contracts.ts';

/**
 * Names a call by its file, what is called, what its line says without indentation, where in that line it stands, and
 * which of the lines that say the same it is. Not by its line: that moves with every import added above.
 * @param text the file's text, in which the place is
 */
export function siteIdentity(text: string, { path, line, column }: Place, api: string): string {
  const lines = text.split('\n', line);
  const [raw = ''] = lines.slice(-1);
  const said = raw.trim();
  const indent = raw.length - raw.trimStart().length;
  const ordinal = lines.filter((one) => one.trim() === said).length;
  return [path, api, said, column - indent, ordinal].join('\0');
}
