/** `--option key=value`: what jscodeshift's own command line hands to transforms. */
import { UsageError } from '../project/errors.ts';

/**
 * Reads the options: values that are JSON become what they say, others stay texts, and a key alone is `true`.
 * @throws {UsageError} where a key is missing
 */
export function transformOptions(values: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(values.map(readOption));
}

function readOption(value: string): readonly [string, unknown] {
  const [, key = '', text] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? [];
  if (key === '') throw new UsageError(`--option ${value}: a key is missing; write --option key=value`);
  return [key, text === undefined ? true : readValue(text)];
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
