/** Loads jscodeshift transforms, in whatever dialect and module system they are written. */
import { createJiti } from 'jiti';
import type { Parser } from 'jscodeshift';
import { reasonOf, UsageError } from '../../project/errors.ts';
import { isObject, type JsonObject } from '../../project/json-file.ts';

/** What a transform gets beside the file. */
export interface TransformApi {
  readonly j: unknown;
  readonly jscodeshift: unknown;
  readonly stats: (name: string, quantity?: number) => void;
  readonly report: (message: string) => void;
}

export type TransformFunction = (
  file: { readonly path: string; readonly source: string },
  api: TransformApi,
  options: Readonly<Record<string, unknown>>,
) => unknown;

/** A parser by name, or one of the transform's own. */
export type TransformParser = string | Parser;

export interface LoadedTransform {
  readonly run: TransformFunction;
  readonly parser: TransformParser | undefined;
}

/**
 * Loads a transform. This runs its code, so it is only for paths that a user has named.
 * @param path absolute
 * @throws {UsageError} where it can't be loaded, or exports no function
 */
export async function loadTransform(path: string): Promise<LoadedTransform> {
  let loaded: unknown;
  try {
    // No cache: a dry run writes nothing anywhere.
    loaded = await createJiti(import.meta.url, { fsCache: false, interopDefault: false }).import(path);
  } catch (error) {
    const [reason = ''] = reasonOf(error).split('\n');
    throw new UsageError(`can't load the transform ${path}: ${reason}`, { cause: error });
  }
  const layers = [loaded, member(loaded, 'default'), member(member(loaded, 'default'), 'default')];
  const run = layers.find((layer) => typeof layer === 'function') as TransformFunction | undefined;
  if (!run) throw new UsageError(`${path} exports no transform: a default export that is a function`);
  const parser = layers.map((layer) => member(layer, 'parser')).find((value) => value !== undefined);
  if (parser === undefined || typeof parser === 'string' || isParser(parser)) return { run, parser };
  throw new UsageError(`${path}: its export \`parser\` is neither a name nor an object with a function \`parse\``);
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'function' && !isObject(value)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function isParser(value: unknown): value is Parser & JsonObject {
  return isObject(value) && typeof value['parse'] === 'function';
}
