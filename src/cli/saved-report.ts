/** Reads what `analyze --format json` saved. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type * as ajvModule from 'ajv';
import { reasonOf, UsageError } from '../project/errors.ts';
import { isObject } from '../project/json-file.ts';
import { toolFolder } from '../project/tool.ts';
import type { AnalyzeJson } from '../reporters/analyze-json.ts';

const VERSION = 1;

/**
 * Reads a report and checks that it is one.
 * @param file a path, or `-` for standard input
 * @throws {UsageError} where it can't be read, is no JSON, or no report of this version
 */
export async function readSavedReport(file: string): Promise<AnalyzeJson> {
  const name = file === '-' ? 'standard input' : file;
  const value = parsed(name, file === '-' ? await text(process.stdin) : textOf(file));
  if (!isObject(value)) throw unusable(name, 'it is no JSON object');
  if (Array.isArray(value['units'])) throw unusable(name, 'it is of perfmig plan or apply, not of analyze');
  if (!isObject(value['summary']) || !Array.isArray(value['files'])) {
    throw unusable(name, 'it is no report of perfmig analyze');
  }
  if (value['version'] !== VERSION) {
    throw unusable(name, `its version is ${JSON.stringify(value['version'])}, this perfmig knows ${VERSION}`);
  }
  const fault = schemaFault(value);
  if (fault !== undefined) throw unusable(name, fault);
  return value as unknown as AnalyzeJson;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw new UsageError(`can't read the report ${file}: ${reasonOf(error)}`, { cause: error });
  }
}

function parsed(name: string, json: string): unknown {
  if (json.trim() === '') throw unusable(name, 'it is empty');
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const isCut = /end of JSON|Unterminated/.test(reason);
    throw unusable(name, isCut ? 'it is not valid JSON: it ends too early' : 'it is not valid JSON', error);
  }
}

/** What doesn't obey the schema, in words; undefined where all does. Keys that a later perfmig adds are no fault. */
function schemaFault(value: object): string | undefined {
  const { Ajv } = createRequire(import.meta.url)('ajv') as typeof ajvModule;
  const schema = readFileSync(join(toolFolder(), 'schema/analyze.json'), 'utf8');
  const open: unknown = JSON.parse(schema, (key, item: unknown) =>
    key === 'additionalProperties' && item === false ? true : item,
  );
  const ajv = new Ajv({ strict: false });
  if (ajv.validate(open as object, value)) return undefined;
  const [error] = ajv.errors ?? [];
  return `${error?.instancePath.slice(1).replaceAll('/', '.') || 'it'} ${error?.message ?? 'is not valid'}`;
}

function unusable(name: string, reason: string, cause?: unknown): UsageError {
  const advice = 'save one with perfmig analyze --format json=FILE';
  return new UsageError(`can't use the report ${name}: ${reason}; ${advice}`, { cause });
}
