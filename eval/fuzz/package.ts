/** One package: migrated, migrated again, taken back. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Migration } from '../../src/contracts.ts';
import { apply, undo } from '../../src/index.ts';
import { readSource } from '../../src/project/read-source.ts';
import { syntaxFault } from '../../src/syntax/parse.ts';

/** What became of it. */
export interface Fuzzed {
  readonly name: string;
  readonly files: number;
  readonly lines: number;
  readonly sites: number;
  readonly converted: number;
  /** Planned ones. */
  readonly units: number;
  readonly changed: number;
  /** Wall-clock. */
  readonly seconds: number;
  /** What must never be; one line each. */
  readonly faults: readonly string[];
}

type Contents = ReadonlyMap<string, string>;

const SOURCE = /\.[cm]?[jt]sx?$/;

/** Works in the folder, which holds a copy. */
export async function fuzzPackage(name: string, folder: string, files: number): Promise<Fuzzed> {
  const before = contentsOf(folder);
  const lines = [...before].reduce((sum, [path, text]) => sum + (SOURCE.test(path) ? text.split('\n').length : 0), 0);
  const started = performance.now();
  const about = { name, files, lines };
  const done = (result: Omit<Fuzzed, keyof typeof about | 'seconds'>): Fuzzed => ({
    ...{ ...about, ...result },
    seconds: (performance.now() - started) / 1000,
  });
  try {
    const first = await migrate(folder);
    const after = contentsOf(folder);
    const changed = [...after].filter(([path, text]) => before.get(path) !== text);
    const faults = [...faultsOf(first), ...changed.flatMap((file) => brokenBy(file, before))];
    const second = await migrate(folder);
    if (second.summary.converted > 0) faults.push(`a second run converts ${second.summary.converted} more`);
    for (let left = await undo({ cwd: folder }); left.kind !== 'nothing'; left = await undo({ cwd: folder })) continue;
    const restored = contentsOf(folder);
    const isBack = restored.size === before.size && [...before].every(([path, text]) => restored.get(path) === text);
    if (!isBack) faults.push('undo leaves other files than there were');
    const { sites, converted } = first.summary;
    const units = first.units.filter(({ status }) => status === 'applied').length;
    return done({ sites, converted, units, changed: changed.length, faults });
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return done({ sites: 0, converted: 0, units: 0, changed: 0, faults: [`throws ${reason}`] });
  }
}

function migrate(cwd: string): Promise<Migration> {
  return apply({ cwd, codemods: ['async'], options: { context: 'all', publicApi: 'break' }, types: false });
}

/** A codemod that fails, and units that a gate had to take back: what they wrote did not parse. */
function faultsOf({ failures, refusals }: Migration): readonly string[] {
  return [
    ...failures.filter(({ stage }) => stage === 'plan').map(({ path, message }) => `${path}: ${message}`),
    ...refusals
      .filter(({ code }) => code === 'gate/parse' || code === 'gate/unawaited')
      .map(({ path, line, code, message }) => `${path}:${line}: ${code}: ${message}`),
  ];
}

function brokenBy([path, text]: readonly [string, string], before: Contents): readonly string[] {
  if (!SOURCE.test(path)) return [];
  const fault = syntaxFault(path, text);
  const old = before.get(path);
  if (!fault || (old !== undefined && syntaxFault(path, old))) return [];
  return [`${path} no longer parses: ${fault.message}`];
}

/** Every text file but perfmig's own notes. */
function contentsOf(folder: string): Contents {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('.perfmig/'));
  return new Map(
    paths.map((path) => {
      const source = readSource(join(folder, path));
      return [path, source.kind === 'text' ? source.text : readFileSync(join(folder, path), 'latin1')];
    }),
  );
}
