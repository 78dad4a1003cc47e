/** How numbers read, in every format for people, in a terminal and in a browser. */

/** Points with three digits, or all digits before the point: `0.0312`, `54`, `1,204`. */
export function points(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}

/** `1 finding`, `2 findings`. */
export function count(value: number, noun: string, nouns = `${noun}s`): string {
  return `${value.toLocaleString('en-US')} ${value === 1 ? noun : nouns}`;
}

/** Milliseconds as people say them: `340 ms`, `1.2 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
