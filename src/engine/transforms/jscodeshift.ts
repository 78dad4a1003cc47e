/** Makes codemods of jscodeshift transforms, which run unchanged. Loads jscodeshift, so import it late. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import jscodeshift, { type Parser } from 'jscodeshift';
import getParser from 'jscodeshift/src/getParser.js';
import { placeOf, reportedFiles, unitId } from '../../authoring/codemod.ts';
import type { Codemod, CodemodPlan, Failure, PlanInput, Unit } from '../../contracts.ts';
import { lineEdits } from './line-edits.ts';
import { loadTransform, type LoadedTransform, type TransformApi, type TransformParser } from './load.ts';

/** What a transform counts and says while it runs. */
interface Sayings {
  readonly stats: Map<string, number>;
  readonly reports: string[];
}

/**
 * The codemod that a transform is: one unit for each file it changes.
 * @param path absolute
 * @param id what reports call it
 * @throws {UsageError} where the transform can't be loaded
 */
export async function transformCodemod(
  path: string,
  id: string,
  options: Readonly<Record<string, unknown>>,
): Promise<Codemod> {
  const transform = await loadTransform(path);
  return {
    id,
    summary: `the jscodeshift transform ${id}`,
    rules: [],
    safety: 'review',
    gains: 'Whatever the transform is for',
    loses: 'Whatever the transform does besides',
    plan: (input) => withoutStdout(() => planFiles(transform, id, options, input)),
  };
}

async function planFiles(
  transform: LoadedTransform,
  id: string,
  options: Readonly<Record<string, unknown>>,
  input: PlanInput,
): Promise<CodemodPlan> {
  const sayings: Sayings = { stats: new Map(), reports: [] };
  const units: Unit[] = [];
  const failures: Failure[] = [];
  for (const path of reportedFiles(input.project)) {
    const source = input.read(path);
    if (source === undefined) continue;
    try {
      const file = { path: join(input.project.root, path), source };
      const result = await transform.run(file, apiFor(path, transform.parser, options, sayings), options);
      units.push(...unitFor(id, path, source, result));
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
      failures.push({ path, stage: 'plan', message: `transform ${id} failed on this file: ${reason}` });
    }
    await setImmediate();
    input.signal?.throwIfAborted();
  }
  const counts = [...sayings.stats].map(([name, count]) => `${name}: ${count}`);
  return { units, failures, notes: [...sayings.reports, ...counts] };
}

function apiFor(
  path: string,
  parser: TransformParser | undefined,
  options: Readonly<Record<string, unknown>>,
  { stats, reports }: Sayings,
): TransformApi {
  const j = jscodeshift.withParser(parserFor(path, parser ?? (options['parser'] as TransformParser | undefined)));
  return {
    j,
    jscodeshift: j,
    stats: (name, quantity = 1) => void stats.set(name, (stats.get(name) ?? 0) + quantity),
    report: (message) => void reports.push(`${path}: ${message}`),
  };
}

/** As the transform says, but TypeScript is always read as such, and JSX too where there may be some. */
function parserFor(path: string, wanted: TransformParser | undefined): Parser {
  if (typeof wanted === 'object') return wanted;
  const isTypeScript = /\.[cm]?tsx?$/.test(path);
  const byName = wanted === 'ts' || wanted === 'tsx' || isTypeScript;
  if (byName) return getParser(/\.[cm]?ts$/.test(path) && wanted !== 'tsx' ? 'ts' : 'tsx');
  return getParser(wanted ?? 'babel');
}

function unitFor(id: string, path: string, source: string, result: unknown): readonly Unit[] {
  if (result === undefined || result === null || result === '' || result === source) return [];
  if (typeof result !== 'string') throw new Error(`it returned ${typeof result}, not a text`);
  const edits = lineEdits(source, result);
  const [first] = edits;
  if (!first) return [];
  return [
    {
      id: unitId(nameOf(id), path),
      codemod: id,
      sites: [{ path, ...placeOf(source, first.span), api: id }],
      changes: [{ kind: 'edit', path, edits }],
      ...{ safety: 'review', functionsMadeAsync: [], hazards: [], status: 'planned' },
    },
  ];
}

/** `cjs` for `node_modules/5to6-codemod/transforms/cjs.js`. */
function nameOf(id: string): string {
  return id.replace(/^.*\//, '').replace(/\.[^.]*$/, '') || 'transform';
}

/** Standard output is for the report alone; what transforms print there goes to standard error. */
async function withoutStdout<Result>(work: () => Promise<Result>): Promise<Result> {
  const { log, info } = console;
  console.log = console.error;
  console.info = console.error;
  try {
    return await work();
  } finally {
    Object.assign(console, { log, info });
  }
}
