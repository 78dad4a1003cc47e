/** Text from outside in comments on GitHub and GitLab, where more than Markdown has a meaning. */
import { text } from '../markdown/escape.ts';

/** A space of no width, written so that nothing before the last reader takes it out. */
const BREAK = '&#8203;';

/**
 * Text that shows as it is and does nothing: names nobody (`@team`), refers to nothing (`#1`, `!1`, `~label`, `GH-1`),
 * links nowhere, and is no quick action.
 */
export function prose(raw: string): string {
  return text(raw)
    .replace(/(\\?[@#~]|[!$%^])(?=[\w"[\\])/g, `$1${BREAK}`)
    .replace(/^\//, `${BREAK}/`)
    .replace(/:\/\//g, `:${BREAK}//`)
    .replace(/\bwww\./gi, `www${BREAK}.`)
    .replace(/\bGH-(?=\d)/gi, `GH${BREAK}-`);
}

/** A fenced block: its fence is longer than any run of backticks in it. */
export function fenced(lines: readonly string[], language: string): readonly string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence];
}
