/** Text without which a file has no two waits in a row: a loop with an `await` in it, or one value awaited after another. */

/** Code of a function that neither ends, at the start of a line, nor is followed by another. */
const SAME_FUNCTION = '(?:(?!\\n[^\\s]|\\bfunction\\s+[\\w$]+\\s*\\()[^])';

export const TRIGGERS: readonly RegExp[] = [
  new RegExp(`\\b(?:for|while)\\s*\\(${SAME_FUNCTION}{0,1500}?\\bawait\\b`),
  /=\s*\(*await\b[^]{0,400}?;?\s*\n\s*(?:(?:const|let|var)\s)?[^=;(]{1,120}=\s*\(*await\b/,
];
