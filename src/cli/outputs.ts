/** Where reports go: `--format json` to standard output, `--format json=report.json` to a file. */
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../project/errors.ts';
import { suggestion } from '../project/nearest.ts';

/** One report to write; without a path it goes to standard output. */
export interface Output<Reporter> {
  readonly reporter: Reporter;
  /** Absolute. */
  readonly path?: string;
}

/**
 * Reads the values of `--format`; without any it is pretty on standard output.
 * @throws {UsageError} for an unknown format, an empty path, or two formats for one place
 */
export function parseOutputs<Reporter>(
  values: readonly string[],
  reporters: Readonly<Record<string, Reporter>>,
): readonly Output<Reporter>[] {
  const outputs = (values.length === 0 ? ['pretty'] : values).map((value) => parseOutput(value, reporters));
  const places = outputs.map(({ path }) => path ?? 'standard output');
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice !== undefined) throw new UsageError(`two formats for ${twice}; give one of them another path: format=path`);
  return outputs;
}

function parseOutput<Reporter>(value: string, reporters: Readonly<Record<string, Reporter>>): Output<Reporter> {
  const [, name = '', path] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? [];
  const reporter = Object.hasOwn(reporters, name) ? reporters[name] : undefined;
  if (reporter === undefined) {
    const known = Object.keys(reporters);
    throw new UsageError(`unknown format '${name}'${suggestion(name, known)} (there are ${known.join(', ')})`);
  }
  if (path === '') throw new UsageError(`no path behind '${value}'`);
  return path === undefined ? { reporter } : { reporter, path: resolve(path) };
}

/**
 * Makes sure, before the work, that there is a folder for each file.
 * @throws {UsageError} where there is none
 */
export function checkFolders(outputs: readonly Pick<Output<unknown>, 'path'>[]): void {
  for (const { path } of outputs) {
    if (path === undefined) continue;
    const folder = statSync(dirname(path), { throwIfNoEntry: false });
    if (folder?.isDirectory() !== true) throw new UsageError(`no such folder for a report: ${dirname(path)}`);
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    if (isFolder) throw new UsageError(`a report can't take the place of a folder: ${path}`);
  }
}
