/** From what a caller calls a key to what entries are kept under. */
import { hash } from 'node:crypto';
import { canonical } from './canonical.ts';

/** Strings, numbers and the like stand for themselves; all else is a text that no such string can be. */
export type Id = string | number | boolean;

/** Begins what isn't the caller's own string. */
const MARK = '\0';

/**
 * What entries of this key are kept under.
 * @throws {UncacheableKeyError} for what can't be told from others
 */
export function idOf(key: unknown): Id {
  if (typeof key === 'string') return key.charCodeAt(0) === 0 ? `${MARK}s${key}` : key;
  if (typeof key === 'boolean' || (typeof key === 'number' && Number.isFinite(key))) return key;
  const text = canonical(key);
  return typeof key === 'object' && key !== null ? `${MARK}h${digest(text)}` : `${MARK}${text}`;
}

/**
 * A short text for a key of any kind, the same in every process: what entries are kept under where several share them.
 * @param key values equal but for the order of properties have the same; see the page of the cache
 * @param version another one makes all keys others: raise it when values of another form are kept
 * @throws {UncacheableKeyError} for a function, a symbol, an object of a class, or a circle
 */
export function keyOf(key: unknown, namespace: string, version: number | string = 1): string {
  return sharedKey(idOf(key), namespace, version);
}

/** The same of an id. */
export function sharedKey(id: Id, namespace: string, version: number | string): string {
  return `${namespace}:${digest(JSON.stringify([namespace, version, id]))}`;
}

/** 43 characters; that two texts have the same is not to be expected in the life of the universe. */
function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}
