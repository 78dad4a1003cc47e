/** An entry as Redis keeps it. */
import { deserialize, serialize } from 'node:v8';

/** What a value was loaded under; another state now means that it was dropped since. */
export interface Marks {
  /** Changes when everything is dropped. */
  readonly epoch: string;
  /** Each tag with what it was; changes when the tag is dropped. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A value with its marks. */
export interface Entry extends Marks {
  /** `undefined` says that there is none. */
  readonly value: unknown;
}

/**
 * As a text. Values are kept as `structuredClone` would: dates, maps, sets, big integers and typed arrays stay what
 * they are, which JSON would change.
 * @throws for what can't be cloned: functions, and objects that hold such
 */
export function encode({ epoch, tags, value }: Entry): string {
  const content = value === undefined ? {} : { v: serialize(value).toString('base64') };
  return JSON.stringify({ e: epoch, t: tags, ...content });
}

/** @throws for what no `encode` of this or an older Node made */
export function decode(text: string): Entry {
  const { e, t, v } = JSON.parse(text) as { e: string; t: Readonly<Record<string, string>>; v?: string };
  const value: unknown = v === undefined ? undefined : deserialize(Buffer.from(v, 'base64'));
  return { epoch: e, tags: t, value };
}
