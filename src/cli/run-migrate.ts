/** What `perfmig plan` and `perfmig apply` do: migrate, then write every format asked for. */
import { codemods } from '../catalog/codemods.ts';
import { rules } from '../catalog/rules.ts';
import type { Codemod, Migration, MigrationReporter } from '../contracts.ts';
import { lazyTypeGate } from '../engine/gates/lazy.ts';
import { lazyTypes } from '../engine/types/lazy.ts';
import { migrate, type MigrateOptions } from '../engine/migrate.ts';
import type { Chooser } from '../engine/migrate/choose.ts';
import { UsageError } from '../project/errors.ts';
import { fromRoot } from '../project/paths.ts';
import type { Verifier } from '../engine/apply/commit.ts';
import { runCommand } from '../engine/verify/run-command.ts';
import { commandVerifier } from '../engine/verify/verifier.ts';
import { migrationReporters } from '../reporters/migration/index.ts';
import { canvas } from '../reporters/pretty/paint.ts';
import { transformOptions } from './transform-options.ts';
import { chooseCodemods } from './choose-codemods.ts';
import { FAILED, OVER_LIMIT, OK } from './exit-codes.ts';
import { askForUnits, Left } from './interactive/ask.ts';
import type { CardStyle } from './interactive/card.ts';
import { checkTerminal } from './interactive/terminal-lines.ts';
import { askedPath, checkList, seenBy, writeLeftovers } from './leftovers-file.ts';
import type { MigrateFlags } from './migrate-options.ts';
import { checkFolders, parseOutputs, type Output } from './outputs.ts';
import { trackProgress } from './progress.ts';
import { tell, writeOut } from './streams.ts';
import { terminalStyle } from './terminal.ts';
import { writeFileAtomically } from './write-file.ts';

/**
 * Runs either command.
 * @returns the exit code
 * @throws {PerfmigError}
 */
export async function runMigrate(paths: readonly string[], flags: MigrateFlags, signal: AbortSignal): Promise<number> {
  const outputs = parseOutputs(flags.format ?? [], migrationReporters);
  checkFolders(outputs);
  const list = askedPath(flags.leftovers);
  checkList(list);
  if (flags.interactive) checkTerminal();
  const options = await optionsFor(paths, flags, signal);
  const migration = await migrateOrLeave(options, flags, signal);
  if (!migration) return OK;
  const notes = writeLeftovers(migration, list, flags.only === undefined, codemods);
  const told = { ...migration, notes: [...migration.notes, ...notes] };
  for (const output of outputs) await write(output, told, flags);
  return exitCodeFor(migration);
}

/** Undefined where somebody who was asked left. */
async function migrateOrLeave(
  options: Omit<MigrateOptions, 'onProgress'>,
  flags: MigrateFlags,
  signal: AbortSignal,
): Promise<Migration | undefined> {
  const progress = trackProgress(process.stderr, signal);
  const choose: Chooser | undefined =
    flags.interactive &&
    ((questions) => {
      progress.stop();
      return askForUnits({ ...screen(flags), codemods: options.codemods })(questions);
    });
  try {
    return await migrate({ ...options, onProgress: progress.update, ...(choose && { choose }) });
  } catch (error) {
    if (!(error instanceof Left)) throw error;
    const kept =
      error.kept === 0 || flags.dryRun ? '' : '; your answers are kept, and the same command goes on from there';
    tell(`nothing was written${kept}`);
    return undefined;
  } finally {
    progress.stop();
  }
}

/** Lines of a terminal that doesn't say. */
const STANDARD_HEIGHT = 24;

function screen({ color }: MigrateFlags): Omit<CardStyle, 'root' | 'codemods'> {
  const style = terminalStyle(process.stderr, process.env, color);
  return { ...canvas(style.color, style.width), height: process.stderr.rows || STANDARD_HEIGHT };
}

async function optionsFor(
  paths: readonly string[],
  flags: MigrateFlags,
  signal: AbortSignal,
): Promise<Omit<MigrateOptions, 'onProgress'>> {
  const cwd = process.cwd();
  const { target, publicApi, context, maxFunctions, allowHazard = [], only = [], dryRun = false } = flags;
  const vendor = flags.vendor ?? false;
  if (vendor && target !== 'runtime') throw new UsageError('--vendor copies the runtime: say --target runtime too');
  const explainEdges = flags.explainEdges ?? false;
  const loadTransform = async (path: string): Promise<Codemod> => {
    const { transformCodemod } = await import('../engine/transforms/jscodeshift.ts');
    return transformCodemod(path, fromRoot(cwd, path), transformOptions(flags.option ?? []));
  };
  const chosen = await chooseCodemods(codemods, flags.codemod ?? [], cwd, loadTransform);
  return {
    ...{ cwd, paths, rules, only, dryRun, signal },
    codemods: chosen,
    options: { target, vendor, publicApi, context, maxFunctions, allowHazards: allowHazard, explainEdges },
    allowDirty: flags.allowDirty ?? false,
    mark: flags.mark ?? false,
    seenCodemods: seenBy(
      chosen.map(({ id }) => id),
      codemods,
    ),
    furtherArguments: [
      ...(flags.option ?? []).flatMap((option) => ['--option', option]),
      ...(flags.types ? [] : ['--no-types']),
    ],
    typesOf: lazyTypes,
    ...(flags.types && { typeGate: lazyTypeGate }),
    ...(flags.verify !== undefined && { verifier: verifierFor(flags.verify, cwd, signal) }),
  };
}

function verifierFor(command: string, cwd: string, signal: AbortSignal): Verifier {
  return commandVerifier(command, () => runCommand(command, cwd, signal), tell);
}

async function write(
  { reporter, path }: Output<MigrationReporter>,
  migration: Migration,
  flags: MigrateFlags,
): Promise<void> {
  const { color, width } = terminalStyle(process.stdout, process.env, flags.color);
  if (path === undefined) await writeOut(reporter.format(migration, { color, width }));
  else writeFileAtomically(path, reporter.format(migration, { color: false, width }));
}

/** A run in which every file failed must not look like one in which there was nothing to do. */
function exitCodeFor({ summary, failures, lookedAt }: Migration): number {
  if (summary.rolledBack > 0) return OVER_LIMIT;
  const failed = new Set(failures.map(({ path }) => path)).size;
  return summary.sites === 0 && failed > 0 && (failed >= lookedAt || failures.some(isFatal)) ? FAILED : OK;
}

function isFatal({ path, stage }: Migration['failures'][number]): boolean {
  return stage === 'plan' && path === '.';
}
