/** What a file that waits for a fixed time holds. */

/** Names under which helpers sleep; those made in the file itself hold a `new Promise` over a timer. */
const NAMED =
  '(?:async|await|promise)?_?(?:[sS]leep|[dD]elay|[wW]ait|[pP]ause|[sS]nooze|[tT]imeout|setTimeout)\\w{0,20}';
const DECLARED =
  '\\b(?:(?:function|const|let|var)\\s+\\1\\b|\\1\\s*(?:[=:]|\\([^()]{0,100}\\)\\s*(?::[^{};]{0,60})?\\{))';

export const waitTriggers: readonly RegExp[] = [
  /\bsetTimeout\b(?<=new\s+Promise\b[^;]{0,150}setTimeout)/,
  new RegExp(`\\bawait\\s+(?:[\\w$]+\\s*\\.\\s*){0,3}${NAMED}\\s*\\(`),
  new RegExp(`\\b${NAMED}\\s*\\([^()]{0,80}\\)\\s*\\.\\s*then\\s*\\(`),
  // A timer whose callback names a function declared before it.
  new RegExp(`\\bsetTimeout\\s*\\([^;]{0,120}?\\b([\\w$]{1,60})\\b(?=\\s*[(,.)])(?<=${DECLARED}[^]{0,4000})`),
  /\bclearInterval\s*\((?<=\bif\b[^]{0,300}clearInterval\s*\()(?<=\bsetInterval\s*\([^]{0,2000})/,
  // Attempts with no pause at all.
  /\btry\b(?<=(?:\bwhile\s*\(\s*(?:true|1)\s*\)|\bfor\s*\(\s*;\s*;\s*\))\s*\{[^{}]{0,200}try)/,
];
