/** Reads package.json and tsconfig.json files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { Failure } from '../contracts.ts';
import { decode } from './decode.ts';
import { reasonOf } from './errors.ts';

export type JsonFile =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'failure'; readonly failure: Failure };

/** `strict` is JSON; `comments` allows comments, trailing commas and an empty file, as TypeScript does. */
export type JsonDialect = 'strict' | 'comments';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value read from JSON is an object, and no array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that should be a string; undefined where it is anything else. */
export function stringIn(json: JsonObject, key: string): string | undefined {
  const value = json[key];
  return typeof value === 'string' ? value : undefined;
}

/** Every string in a value, however deep it nests: `exports` maps conditions to targets. */
export function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Reads one file; `path` is relative to `root`. Never throws. */
export function readJson(root: string, path: string, dialect: JsonDialect): JsonFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(root, path));
  } catch (error) {
    return { kind: 'failure', failure: { path, stage: 'read', message: reasonOf(error) } };
  }
  const text = decode(bytes)?.text;
  if (text === undefined) return broken(path, 'looks binary');
  const plain = plainJson(text);
  if (plain) return plain;
  const errors: ParseError[] = [];
  const isLoose = dialect === 'comments';
  const options = { disallowComments: !isLoose, allowTrailingComma: isLoose, allowEmptyContent: isLoose };
  let value: unknown;
  try {
    value = parse(text, errors, options);
  } catch (error) {
    return broken(path, reasonOf(error));
  }
  const [first] = errors;
  return first === undefined ? { kind: 'value', value } : broken(path, describe(text, first));
}

/** Brackets in a text that may be nested without anybody's stack running out. */
const MOST_BRACKETS = 1_000;

/** What most files are is read in a tenth of the time; undefined where there is more to be said. */
function plainJson(text: string): JsonFile | undefined {
  if ((text.match(/[[{]/g)?.length ?? 0) > MOST_BRACKETS) return undefined;
  try {
    return { kind: 'value', value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function broken(path: string, message: string): JsonFile {
  return { kind: 'failure', failure: { path, stage: 'config', message: `not valid JSON: ${message}` } };
}

/** `PropertyNameExpected` at an offset becomes `property name expected at 3:1`. */
function describe(text: string, { error, offset }: ParseError): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  const words = printParseErrorCode(error).replace(/(?<=[a-z])[A-Z]/g, ' $&');
  return `${words.toLowerCase()} at ${line}:${column}`;
}
