/** Text without which a file starts nothing for a whole list. */

export const TRIGGERS: readonly RegExp[] = [
  // A mapping in place, a spread one, or a name that may hold one.
  /\b(?:all|allSettled|any|race)\s*\(\s*(?:\[\s*\.\.\.|[\w$.]+\s*,?\s*\)|[^;]{0,200}?(?:\bmap|\bflatMap|\bfrom)\s*\()/,
  /\.forEach\s*\(\s*async\b/,
];
