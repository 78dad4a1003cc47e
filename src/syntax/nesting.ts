/** Finds code nested so deeply that the native parser would use up the stack and end the process without a word. */

/** What is said of code that no tree can be made of, or none walked. */
export const TOO_DEEP = 'nested too deeply to be analysed';

/** Where code nests too deeply. The deepest of 18,000 files counts 410; with 8 MB of stack the parser bears 20,000. */
const LIMIT = 8000;
/** A pair of brackets, or an element of JSX, makes several levels of the tree; an operator or a prefix one. */
const BRACKET = 8;

const KIND = {
  word: 0,
  space: 1,
  newline: 2,
  quote: 3,
  open: 4,
  close: 5,
  end: 6,
  operator: 7,
  angle: 8,
  slash: 9,
  escape: 10,
} as const;

const CHARACTERS: readonly (readonly [kind: number, characters: string])[] = [
  [KIND.space, ' \t\r\v\f'],
  [KIND.newline, '\n'],
  [KIND.quote, `'"`],
  [KIND.open, '([{'],
  [KIND.close, ')]}'],
  [KIND.end, ';,'],
  [KIND.operator, '.?:=+-*%&|^!~`'],
  [KIND.angle, '<>'],
  [KIND.slash, '/'],
  [KIND.escape, '\\'],
];

/** The kind of each ASCII character. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return CHARACTERS.find(([, characters]) => characters.includes(character))?.[0] ?? KIND.word;
});

/** Statements that hold a statement nest without a bracket, `else if … else if …`; so do operators that are words. */
const KEYWORDS: ReadonlyMap<string, 'holder' | 'label' | 'prefix'> = new Map([
  ['if', 'holder'],
  ['for', 'holder'],
  ['else', 'holder'],
  ['while', 'holder'],
  ['case', 'label'],
  ['default', 'label'],
  ['new', 'prefix'],
  ['void', 'prefix'],
  ['await', 'prefix'],
  ['yield', 'prefix'],
  ['delete', 'prefix'],
  ['typeof', 'prefix'],
]);
const LONGEST_KEYWORD = 7;

/** Shorter texts can't use up the stack, not even half of it in a worker thread. */
const SHORT = 8000;

/**
 * The offset at which a text nests too deeply to be parsed, or undefined. Counts brackets around, and operators in the
 * statements around; takes strings and comments for what they are, regular expressions and templates for code.
 */
export function tooDeepAt(text: string): number | undefined {
  return text.length > SHORT ? new NestingScan(text).run() : undefined;
}

interface Level {
  readonly closer: string;
  /** What `depth` and `base` were outside. */
  readonly depth: number;
  readonly base: number;
}

class NestingScan {
  readonly #text: string;
  readonly #levels: Level[] = [];
  #at = 0;
  #depth = 0;
  /** What `depth` is between two statements of this level. */
  #base = 0;
  /** The kind of the last character that means something, and whether a line ended since. */
  #last: number = KIND.end;
  #lineEnded = false;

  constructor(text: string) {
    this.#text = text;
  }

  run(): number | undefined {
    while (this.#at < this.#text.length) {
      this.#step(this.#kindAt(this.#at));
      if (this.#depth > LIMIT) return Math.min(this.#at, this.#text.length - 1);
    }
    return undefined;
  }

  #kindAt(at: number): number {
    return KINDS[this.#text.charCodeAt(at)] ?? KIND.word;
  }

  #step(kind: number): void {
    const from = this.#at++;
    if (kind === KIND.space) return;
    if (kind === KIND.newline) this.#lineEnded = true;
    else if (kind === KIND.slash) this.#slash(from);
    else {
      if (this.#lineEnded) this.#endLine(kind);
      const last = this.#last;
      this.#last = kind;
      if (kind === KIND.word) this.#word(from, last);
      else if (kind === KIND.quote) this.#skipString(from);
      else if (kind === KIND.open) this.#open(from);
      else if (kind === KIND.close) this.#close(from);
      else if (kind === KIND.end) this.#depth = this.#base;
      else if (kind === KIND.escape) this.#at++;
      else if (kind === KIND.angle) this.#angle(from);
      else this.#depth++;
    }
  }

  /** A statement ends with its line, unless an operator says that it goes on. */
  #endLine(next: number): void {
    this.#lineEnded = false;
    const goesOn = this.#last === KIND.operator || next === KIND.operator || next === KIND.open || next === KIND.close;
    if (!goesOn) this.#depth = this.#base;
  }

  #word(from: number, last: number): void {
    const text = this.#text;
    let at = from + 1;
    while ((KINDS[text.charCodeAt(at)] ?? KIND.word) === KIND.word && at < text.length) at++;
    this.#at = at;
    const keyword = at - from <= LONGEST_KEYWORD ? KEYWORDS.get(text.slice(from, at)) : undefined;
    if (keyword === 'holder') this.#deepenStatement(1);
    else if (keyword === 'label') this.#depth = this.#base;
    // `a as b as c`, `for (;;) x`.
    else if (keyword === 'prefix' || last === KIND.word || last === KIND.close) this.#depth++;
    if (keyword === 'prefix') this.#last = KIND.operator;
  }

  #deepenStatement(by: number): void {
    const outside = this.#levels.at(-1);
    const least = outside ? outside.depth + BRACKET : 0;
    this.#base = Math.max(least, this.#base + by);
    this.#depth = Math.max(this.#base, this.#depth + by);
  }

  #open(from: number): void {
    const character = this.#text[from];
    const closer = character === '(' ? ')' : character === '[' ? ']' : '}';
    this.#levels.push({ closer, depth: this.#depth, base: this.#base });
    this.#base = this.#depth += BRACKET;
  }

  /** Closes what is open of its kind, and what a regular expression left open in it. */
  #close(from: number): void {
    const index = this.#levels.findLastIndex(({ closer }) => closer === this.#text[from]);
    const level = this.#levels[index];
    if (!level) return;
    this.#levels.length = index;
    this.#base = level.base;
    this.#depth = level.depth + 1;
  }

  /** `<a>` opens an element of JSX, as `f<a>` does not; `</a>` closes one. */
  #angle(from: number): void {
    this.#depth++;
    if (this.#text[from] === '>') {
      // The arrow of a function goes on in the next line.
      if (this.#text[from - 1] === '=') this.#last = KIND.operator;
      return;
    }
    const next = this.#text[from + 1] ?? '';
    if (next === '/') this.#deepenStatement(-BRACKET);
    else if (/[\w$>]/.test(next) && !/[\w$.)]/.test(this.#text[from - 1] ?? '')) this.#deepenStatement(BRACKET);
  }

  #slash(from: number): void {
    const next = this.#text[from + 1];
    if (next === '/' && this.#text[from - 1] !== ':') this.#skipTo(this.#text.indexOf('\n', from));
    else if (next === '*') this.#skipTo(this.#text.indexOf('*/', from + 2) + 2);
    else if (next === '>') this.#deepenStatement(-BRACKET);
  }

  #skipTo(at: number): void {
    this.#at = at > this.#at ? at : this.#text.length;
  }

  /** A quote without its like in the same line is an apostrophe. */
  #skipString(from: number): void {
    for (let at = from + 1; at < this.#text.length; at++) {
      const character = this.#text[at];
      if (character === '\n') return;
      if (character === '\\') at++;
      else if (character === this.#text[from]) {
        this.#at = at + 1;
        return;
      }
    }
  }
}
