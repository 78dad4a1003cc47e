/**
 * Matches globs without backtracking: patterns come from the analysed project, and none may make perfmig hang. Libraries
 * turn globs into regular expressions; one `.gitignore` line with three `**` kept such a one busy for 14 seconds a path.
 */

/** One part of a path: constant text, or wildcards among characters. */
type Segment = string | readonly Token[];
type Token = { readonly kind: 'star' } | { readonly kind: 'one'; readonly accepts: (char: string) => boolean };

/** A compiled glob; `**` stands for any number of folders. */
export type Glob = readonly (Segment | typeof ANY_FOLDERS)[];

const ANY_FOLDERS = Symbol('**');
const STAR: Token = { kind: 'star' };

/** A glob of brace expressions that would become more patterns than this is refused. */
const MOST_PATTERNS = 200;

/**
 * Compiles a glob of `*`, `?`, `[a-z]`, `[!a-z]`, `**` and `\` before what stands for itself. It is matched from the
 * start of a path; `a/**` is all that lies in `a`.
 */
export function compileGlob(pattern: string): Glob {
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.');
  return parts.flatMap((part, index): Glob => {
    if (part !== '**') return [compileSegment(part)];
    return index > 0 && index === parts.length - 1 ? [ANY_FOLDERS, [STAR]] : [ANY_FOLDERS];
  });
}

/** Whether a glob is a whole path, with `/` between its parts. Takes at most the product of both lengths. */
export function matchesGlob(glob: Glob, path: string): boolean {
  return matchesRun(
    glob,
    path.split('/'),
    (part) => part === ANY_FOLDERS,
    (part, name) => part !== ANY_FOLDERS && matchesSegment(part, name),
  );
}

/** `src/*.{js,ts}` as `src/*.js` and `src/*.ts`; undefined where there would be too many. */
export function expandBraces(pattern: string): readonly string[] | undefined {
  const done: string[] = [];
  const open = [pattern];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const alternatives = splitFirstBrace(next);
    if (alternatives === undefined) done.push(next);
    else open.push(...alternatives.toReversed());
    if (done.length + open.length > MOST_PATTERNS) return undefined;
  }
  return done;
}

/** The ways to read the first `{a,b}` of a pattern, or undefined where it has none. */
function splitFirstBrace(pattern: string): readonly string[] | undefined {
  const start = pattern.search(/(?<!\\)\{/);
  const cuts = [start];
  let depth = 0;
  for (let i = start; start >= 0 && i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') i++;
    else if (char === '{') depth++;
    else if (char === ',' && depth === 1) cuts.push(i);
    else if (char === '}' && --depth === 0) return alternativesAt(pattern, [...cuts, i]);
  }
  return undefined;
}

function alternativesAt(pattern: string, cuts: readonly number[]): readonly string[] {
  const [before, after] = [pattern.slice(0, cuts[0]), pattern.slice((cuts.at(-1) ?? 0) + 1)];
  return cuts.slice(1).map((end, i) => `${before}${pattern.slice((cuts[i] ?? 0) + 1, end)}${after}`);
}

function compileSegment(text: string): Segment {
  const tokens: Token[] = [];
  let constant = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    const set = char === '[' ? readSet(text, i) : undefined;
    if (char === '*') tokens.push(STAR);
    else if (char === '?') tokens.push({ kind: 'one', accepts: () => true });
    else if (set) {
      tokens.push({ kind: 'one', accepts: set.accepts });
      i = set.end;
    } else {
      const literal = char === '\\' ? (text[++i] ?? '\\') : char;
      constant += literal;
      tokens.push({ kind: 'one', accepts: (other) => other === literal });
    }
  }
  return constant.length === tokens.length ? constant : tokens;
}

/** `[a-z]` or `[!a-z]` from `start` on; undefined where nothing closes it. */
function readSet(
  text: string,
  start: number,
): { readonly accepts: (char: string) => boolean; readonly end: number } | undefined {
  const isNegated = text[start + 1] === '!' || text[start + 1] === '^';
  const from = start + (isNegated ? 2 : 1);
  const end = text.indexOf(']', from + 1);
  if (end === -1) return undefined;
  const ranges: (readonly [low: string, high: string])[] = [];
  for (let i = from; i < end; i++) {
    const low = text[i] === '\\' && i + 1 < end ? (text[++i] ?? '') : (text[i] ?? '');
    const isRange = text[i + 1] === '-' && i + 2 < end;
    ranges.push([low, isRange ? (text[(i += 2)] ?? '') : low]);
  }
  return { accepts: (char) => ranges.some(([low, high]) => low <= char && char <= high) !== isNegated, end };
}

function matchesSegment(segment: Segment, name: string): boolean {
  if (typeof segment === 'string') return segment === name;
  return matchesRun(
    segment,
    name,
    (token) => token.kind === 'star',
    (token, char) => token.kind === 'one' && token.accepts(char),
  );
}

/** Matches items against a pattern with stars. Only the last star need be tried again: what it takes, the earlier ones needn't. */
function matchesRun<Part, Item>(
  pattern: readonly Part[],
  items: ArrayLike<Item>,
  isStar: (part: Part) => boolean,
  fits: (part: Part, item: Item) => boolean,
): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < items.length;) {
    const part = pattern[at];
    const item = items[i] as Item;
    if (part !== undefined && isStar(part)) [star, resume] = [at++, i];
    else if (part !== undefined && fits(part, item)) [at, i] = [at + 1, i + 1];
    else if (star === -1) return false;
    else [at, i] = [star + 1, ++resume];
  }
  return pattern.slice(at).every(isStar);
}
