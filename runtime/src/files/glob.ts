/** Patterns of file names. */

/** Whether a name with slashes fits: `*` and `?` stand for what isn't a slash, `**` for any number of folders. */
export function matches(pattern: string, name: string): boolean {
  return fitAll(pattern.split('/'), name.split('/'));
}

/** How many folders deep names that fit may lie. */
export function depthOf(pattern: string): number {
  const steps = pattern.split('/');
  return steps.includes('**') ? Infinity : steps.length;
}

function fitAll(patterns: readonly string[], names: readonly string[]): boolean {
  return fits(patterns, names, (pattern) => pattern === '**', fitOne);
}

function fitOne(pattern: string, name: string): boolean {
  return fits(
    pattern,
    name,
    (sign) => sign === '*',
    (sign, letter) => sign === '?' || sign === letter,
  );
}

/** Takes no longer than the product of both lengths: of all stars only the last is ever tried again. */
function fits(
  pattern: ArrayLike<string>,
  items: ArrayLike<string>,
  isStar: (sign: string) => boolean,
  fit: (sign: string, item: string) => boolean,
): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < items.length;) {
    const sign = pattern[at];
    if (sign !== undefined && isStar(sign)) {
      star = at++;
      resume = i;
    } else if (sign !== undefined && fit(sign, items[i] ?? '')) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
  while (isStar(pattern[at] ?? '')) at++;
  return at === pattern.length;
}
