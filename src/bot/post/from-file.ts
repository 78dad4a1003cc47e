/** Reads what another job has found. That job may have run a stranger's code, so nothing in the file is trusted. */
import { readFileSync, statSync } from 'node:fs';
import { Ajv } from 'ajv';
import { reasonOf, UsageError } from '../../project/errors.ts';
import { toolFolder } from '../../project/tool.ts';
import type { CiJson } from '../../reporters/ci-json.ts';
import { join } from 'node:path';

/** Larger results are none of perfmig's. */
const MOST_BYTES = 10_000_000;
const MOST_CHARACTERS = 1_000;
const MOST_ITEMS = 10_000;

/** Names that are shown as commands or in addresses. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  commit: /^[0-9a-f]{40,64}$/,
  codemod: /^[a-z][a-z-]{0,40}$/,
  rule: /^[a-z][a-z-]{0,40}$/,
  fingerprint: /^[0-9a-f]{1,64}$/,
  blob: /^[0-9a-f]{40,64}$/,
};

/**
 * A comparison as `--format json` wrote it. Rewrites are left out: a made-up one would carry our name.
 * @throws {UsageError} where the file can't be read, or is not what perfmig writes
 */
export function readComparison(path: string): CiJson {
  const value = parse(path);
  const schema = JSON.parse(readFileSync(join(toolFolder(), 'schema/ci.json'), 'utf8')) as object;
  const isValid = new Ajv().compile<CiJson>(schema);
  if (!isValid(value)) {
    const [error] = isValid.errors ?? [];
    throw unusable(path, `${error?.instancePath.slice(0, 100) || 'it'} ${error?.message ?? ''}`);
  }
  const fault = faultIn(value, '');
  if (fault !== undefined) throw unusable(path, fault);
  return { ...value, new: value.new.map(({ suggestion: _, ...finding }) => finding) };
}

function parse(path: string): unknown {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) throw unusable(path, `it has more than ${MOST_BYTES / 1e6} MB`);
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw unusable(path, error instanceof SyntaxError ? 'it is no JSON' : reasonOf(error));
  }
}

/** What the schema can't say: how long texts are, and what names are made of. */
function faultIn(value: unknown, key: string): string | undefined {
  if (typeof value === 'string') {
    if (value.length > MOST_CHARACTERS) return `a text in "${key}" is too long`;
    return PATTERNS[key]?.test(value) === false ? `"${key}" is no name of perfmig's` : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value) && value.length > MOST_ITEMS) return `"${key}" is too long`;
  for (const [name, inner] of Object.entries(value)) {
    const fault = faultIn(inner, Array.isArray(value) ? key : name);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function unusable(path: string, reason: string): UsageError {
  return new UsageError(`can't post ${path}: ${reason}; perfmig ci --format json=FILE writes what --from reads`);
}
