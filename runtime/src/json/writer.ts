/** A function that writes values of one shape as JSON, byte by byte. */
import type { Shape } from './shape.ts';
import { BYTES, STATE, writeNumber, writeString } from './write-primitives.ts';

/** The JSON of a value; undefined for one of another shape, which is `JSON.stringify`'s then. */
export type Writer = (value: unknown) => string | undefined;

/** Bytes for a number at most, with a comma. */
const NUMBER_BYTES = 26;

/**
 * Makes the function. It takes nothing for granted: of each object it checks that it has these properties, in this
 * order and no others, of each value its type; so what it writes is what `JSON.stringify` would.
 * @throws {EvalError} where the process allows no code made of texts
 */
export function writerOf(shape: Shape): Writer {
  const source = new WriterSource();
  const root = source.functionOf(shape);
  const body = `${source.functions.join('\n')}
    return (value) => {
      // A getter of the value may come back here, while the memory is in use.
      if (state.isBusy) return undefined;
      state.isBusy = true;
      try {
        const end = ${root}(value, 0);
        return end < 0 ? undefined : BYTES.latin1Slice(0, end);
      } finally {
        state.isBusy = false;
      }
    };`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- names of properties are in it as string literals
  const make = new Function('BYTES', 'SIZE', 'writeString', 'writeNumber', 'names', 'state', body) as (
    ...given: readonly unknown[]
  ) => Writer;
  return make(BYTES, BYTES.length, writeString, writeNumber, source.names, STATE);
}

/** Each function takes a value and where to write it, and gives where it ends; -1 where it isn't of the shape. */
class WriterSource {
  readonly functions: string[] = [];
  readonly names: (readonly string[])[] = [];

  functionOf(shape: Shape): string {
    if (shape === 'string') return 'writeString';
    if (shape === 'number') return 'writeNumber';
    if (shape === 'boolean') return this.#add(BOOLEAN);
    return Array.isArray(shape) ? this.#listOf(shape[0] as Shape) : this.#objectOf(Object.entries(shape));
  }

  #add(body: string): string {
    const name = `write${this.functions.length}`;
    this.functions.push(`function ${name}(value, at) {${body}}`);
    return name;
  }

  #listOf(item: Shape): string {
    const write = this.functionOf(item);
    return this.#add(`
      if (!Array.isArray(value) || value.toJSON !== undefined) return -1;
      const { length } = value;
      if (at + 2 > SIZE) return -1;
      BYTES[at++] = 91;
      for (let i = 0; i < length; i++) {
        if (i > 0) BYTES[at++] = 44;
        at = ${write}(value[i], at);
        if (at < 0 || at + 2 > SIZE) return -1;
      }
      BYTES[at++] = 93;
      return at;`);
  }

  #objectOf(properties: readonly (readonly [string, Shape])[]): string {
    const index = this.names.push(properties.map(([name]) => name)) - 1;
    const writes = properties.map(([name, shape], i) => {
      const text = `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`;
      return `if (at + ${text.length + 2} > SIZE) return -1;
        ${bytesOf(text)}
        at = ${this.functionOf(shape)}(value[${JSON.stringify(name)}], at);
        if (at < 0) return -1;`;
    });
    return this.#add(`
      if (typeof value !== 'object' || value === null || value.toJSON !== undefined) return -1;
      // What for-in finds is the object's own then.
      if (Object.getPrototypeOf(value) !== Object.prototype) return -1;
      let count = 0;
      for (const name in value) if (name !== names[${index}][count++]) return -1;
      if (count !== ${properties.length}) return -1;
      ${writes.join('\n')}
      if (at + 1 > SIZE) return -1;
      BYTES[at++] = 125;
      return at;`);
  }
}

const BOOLEAN = `
  if (typeof value !== 'boolean' || at + ${NUMBER_BYTES} > SIZE) return -1;
  if (value) { ${bytesOf('true')} } else { ${bytesOf('false')} }
  return at;`;

/** Statements that write a text that is known beforehand. */
function bytesOf(text: string): string {
  const stores = Array.from(text, (letter, i) => `BYTES[at + ${i}] = ${letter.charCodeAt(0)};`);
  return `${stores.join(' ')} at += ${text.length};`;
}
