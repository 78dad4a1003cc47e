/** Reads one configuration file and says where in it each setting stands. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import type { Configuration } from '../../contracts/configuration.ts';
import { decode } from '../decode.ts';
import { ConfigError, reasonOf } from '../errors.ts';
import { CONFIG_NAMES } from '../source-names.ts';
import type { Check } from './check.ts';

/** The key under which a package.json holds a configuration. */
export const PACKAGE_KEY = 'perfmig';

/** Keys and indices that lead to a setting. */
export type Way = readonly (string | number)[];

/** One configuration. It holds for its folder and all below it. */
export interface ConfigLayer {
  /** Absolute. */
  readonly folder: string;
  /** Its file, absolute. */
  readonly path: string;
  /** What people are told it is: its path, relative to the root where it lies inside. */
  readonly name: string;
  readonly settings: Configuration;
  /** `perfmig.config.json:12`, the line a setting begins on. */
  readonly placeOf: (way: Way) => string;
}

/** A configuration file to read. */
export interface ConfigSource {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  /** Where its globs start from. Default: its folder. */
  readonly folder?: string;
}

/** Longer files are no configuration. */
const MOST_BYTES = 1_000_000;

/**
 * Reads a configuration file; of a package.json, its key.
 * @throws {ConfigError} where it can't be read, or holds anything unknown
 */
export function readLayer(source: ConfigSource, check: Check): ConfigLayer {
  const { path, name, folder = dirname(path) } = source;
  const text = textOf(path, name);
  const isPackage = path.endsWith('package.json');
  const whole = parseText(text, name, isPackage);
  const start: Way = isPackage ? [PACKAGE_KEY] : [];
  const tree = findNodeAtLocation(whole, [...start]) ?? whole;
  const settings: unknown = getNodeValue(tree);
  const fault = check(settings);
  if (fault !== undefined) {
    const at = (fault.isKey ? keyNode(tree, fault.way) : undefined) ?? nodeAt(tree, fault.way);
    throw new ConfigError(`${name}:${positionOf(text, at.offset)}: ${fault.message}`);
  }
  const placeOf = (way: Way): string => `${name}:${lineOf(text, (keyNode(tree, way) ?? nodeAt(tree, way)).offset)}`;
  return { folder, path, name, settings: settings as Configuration, placeOf };
}

function textOf(path: string, name: string): string {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw new ConfigError(`${name}: not a file`);
    if (stats.size > MOST_BYTES)
      throw new ConfigError(`${name}: larger than ${MOST_BYTES / 1e6} MB, so no configuration`);
    const text = decode(readFileSync(path))?.text;
    if (text === undefined) throw new ConfigError(`${name}: looks binary; a configuration is JSON`);
    return text;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`can't read the configuration ${name}: ${reasonOf(error)}`, { cause: error });
  }
}

function parseText(text: string, name: string, strict: boolean): Node {
  const errors: ParseError[] = [];
  let tree: Node | undefined;
  try {
    tree = parseTree(text, errors, { disallowComments: strict, allowTrailingComma: !strict });
  } catch (error) {
    throw new ConfigError(`${name}: nested too deeply`, { cause: error });
  }
  const [first] = errors;
  if (first === undefined && tree !== undefined) return tree;
  const words =
    first === undefined ? 'it is empty' : printParseErrorCode(first.error).replace(/(?<=[a-z])[A-Z]/g, ' $&');
  throw new ConfigError(`${name}:${positionOf(text, first?.offset ?? 0)}: not valid JSON: ${words.toLowerCase()}`);
}

/** The innermost node on the way that is there. */
function nodeAt(tree: Node, way: Way): Node {
  for (let length = way.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, way.slice(0, length));
    if (node) return node;
  }
  return tree;
}

/** The key under which a setting stands. */
function keyNode(tree: Node, way: Way): Node | undefined {
  const { parent } = nodeAt(tree, way);
  return parent?.type === 'property' && way.length > 0 ? parent.children?.[0] : undefined;
}

function positionOf(text: string, offset: number): string {
  return `${lineOf(text, offset)}:${offset - text.lastIndexOf('\n', offset - 1)}`;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The configuration files that lie in a folder, absolute paths. */
export function configPathsIn(folder: string, holdsKey: boolean): readonly string[] {
  const names = [...CONFIG_NAMES, ...(holdsKey ? ['package.json'] : [])];
  return names.map((name) => join(folder, name)).filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}
