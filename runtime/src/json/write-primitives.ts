/** Writing strings and numbers into one shared stretch of memory. */

/** Longer texts are written by `JSON.stringify`. It is used within one call at a time, and never across an await. */
export const BYTES = Buffer.allocUnsafeSlow(1024 * 1024);

/** Whether a value is being written. */
export const STATE = { isBusy: false };

/** Without what JSON escapes, and what takes more than a byte. */
const PLAIN = /^[ !#-[\]-\xff]*$/;
/** From this length a regular expression and a copy by the system are faster than letter by letter. */
const LONG = 40;
const QUOTE = 34;
const BACKSLASH = 92;
const FIRST_PRINTABLE = 32;
const LAST_LATIN1 = 255;
const ZERO = 48;
/** Bytes of a number at most. */
const NUMBER_BYTES = 26;

/** Where the string ends that is written at `at`; -1 for what isn't one, or not plain, or too long. */
export function writeString(value: unknown, at: number): number {
  if (typeof value !== 'string') return -1;
  const { length } = value;
  if (at + length + 2 > BYTES.length) return -1;
  let end = at;
  BYTES[end++] = QUOTE;
  if (length >= LONG) {
    if (!PLAIN.test(value)) return -1;
    end += BYTES.write(value, end, 'latin1');
  } else {
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code < FIRST_PRINTABLE || code === QUOTE || code === BACKSLASH || code > LAST_LATIN1) return -1;
      BYTES[end++] = code;
    }
  }
  BYTES[end++] = QUOTE;
  return end;
}

/** Where the number ends; -1 for what isn't one, or not finite. */
export function writeNumber(value: unknown, at: number): number {
  if (typeof value !== 'number' || value - value !== 0 || at + NUMBER_BYTES > BYTES.length) return -1;
  return value >= 0 && value < 1e9 && Math.trunc(value) === value
    ? writeWhole(value, at)
    : writeText(String(value), at);
}

function writeWhole(value: number, at: number): number {
  let digits = 1;
  for (let power = 10; value >= power; power *= 10) digits++;
  let rest = value | 0;
  for (let i = at + digits - 1; i >= at; i--) {
    const tenth = (rest / 10) | 0;
    BYTES[i] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  return at + digits;
}

function writeText(text: string, at: number): number {
  for (let i = 0; i < text.length; i++) BYTES[at + i] = text.charCodeAt(i);
  return at + text.length;
}
