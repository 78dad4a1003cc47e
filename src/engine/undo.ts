/** `undo`: takes back the last apply, or one unit of it. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Codemod, Unit } from '../contracts.ts';
import { TreeError, UsageError } from '../project/errors.ts';
import { suggestion } from '../project/nearest.ts';
import { fromRoot } from '../project/paths.ts';
import { decode, encode } from '../project/decode.ts';
import { projectRoot } from '../project/root.ts';
import type { FileSystem } from './apply/file-system.ts';
import { Journal, type JournalEntry, type JournalFile } from './apply/journal.ts';
import { takeLock } from './apply/lock.ts';
import { restoreEntry } from './apply/restore.ts';
import { stateFolder } from './apply/state-folder.ts';
import { hashAt, realTarget } from './apply/target.ts';
import { Transaction } from './apply/transaction.ts';
import { filesOf } from './plan/changes.ts';
import { derivePlan, type Finishers } from './plan/derive.ts';

export interface UndoOptions {
  /** Absolute. */
  readonly cwd: string;
  /** Id of the one unit to take back. */
  readonly unit?: string;
  /** Takes back files edited since as well. */
  readonly force: boolean;
  /** Finds the codemods of a unit, for their `finish`. */
  readonly codemodsFor: (ids: readonly string[]) => Promise<readonly Codemod[]>;
  readonly fs: FileSystem;
}

export type Undone =
  | { readonly kind: 'nothing'; readonly left: readonly string[] }
  | {
      readonly kind: 'undone';
      readonly codemods: readonly string[];
      /** When the apply began, ISO 8601. */
      readonly started: string;
      readonly interrupted: boolean;
      /** Relative to the current folder. */
      readonly restored: readonly string[];
      /** Edited since, and left. */
      readonly left: readonly string[];
    };

/** What the steps of one undo share. */
interface Undoing extends UndoOptions {
  readonly journal: Journal;
  /** The folder in which `.perfmig` lies. */
  readonly top: string;
  readonly state: string;
}

/**
 * Takes back the latest apply of the repository or project around `cwd` that has anything left to take back.
 * @throws {UsageError} for a unit that is in no apply
 * @throws {TreeError} where a file of the one unit was edited since
 * @throws {BusyError} where another perfmig is at work
 */
export async function undo(options: UndoOptions): Promise<Undone> {
  const state = stateFolder(projectRoot(realpathSync.native(options.cwd)));
  if (!existsSync(join(state, 'journal'))) {
    if (options.unit !== undefined) throw unknownUnit(options.unit, []);
    return { kind: 'nothing', left: [] };
  }
  const lock = await takeLock(options.fs, state);
  try {
    const journal = new Journal(options.fs, state);
    journal.sweep();
    const undoing = { ...options, journal, top: dirname(state), state };
    return options.unit === undefined ? undoLast(undoing) : await undoUnit(undoing, options.unit);
  } finally {
    lock.release();
  }
}

function undoLast({ journal, top, cwd, fs, force }: Undoing): Undone {
  const skipped: string[] = [];
  const toPath = (path: string): string => fromRoot(realpathSync.native(cwd), join(top, path));
  for (const entry of journal.entries()) {
    const { restored, left } = restoreEntry(fs, journal, top, entry, force);
    const isInterrupted = entry.status === 'writing';
    if (left.length === 0) journal.remove(entry);
    if (restored.length === 0 && !isInterrupted) {
      skipped.push(...left.map(toPath));
      continue;
    }
    return {
      kind: 'undone',
      ...{ codemods: entry.codemods, started: entry.started, interrupted: isInterrupted },
      restored: restored.map(toPath),
      left: left.map(toPath),
    };
  }
  return { kind: 'nothing', left: skipped };
}

async function undoUnit(undoing: Undoing, id: string): Promise<Undone> {
  const { journal, top, cwd, force, state, fs } = undoing;
  const entries = journal.entries();
  const entry = entries.find(({ units }) => units.some((unit) => unit.id === id && unit.status === 'applied'));
  const unit = entry?.units.find((candidate) => candidate.id === id);
  if (!entry || !unit) throw unknownUnit(id, entries);
  const files = journalFiles(top, entry, unit);
  const edited = files.filter((file) => !isOurs(file, hashAt(join(top, file.path))));
  if (edited.length > 0 && !force) {
    const names = edited.map(({ path }) => fromRoot(cwd, join(top, path))).join(', ');
    throw new TreeError(`unit ${id} is left: edited since it was applied: ${names}; --force overwrites that`);
  }
  const units = entry.units.map((one) => (one.id === id ? { ...one, status: 'rolled-back' as const } : one));
  const finishers = new Map((await undoing.codemodsFor(entry.codemods)).map((codemod) => [codemod.id, codemod]));
  const contents = contentsWithout(undoing, entry, units, finishers, files);
  const transaction = Transaction.resume({ fs, state, root: join(top, entry.root) }, entry);
  finishAll(transaction.write(contents, force));
  if (units.some(({ status }) => status === 'applied')) transaction.finish(units);
  else journal.remove(entry);
  const restored = files.map(({ path }) => fromRoot(realpathSync.native(cwd), join(top, path)));
  const { codemods, started } = entry;
  return { kind: 'undone', codemods, started, interrupted: false, restored, left: [] };
}

function finishAll(work: Iterator<void>): void {
  while (work.next().done !== true);
}

function unknownUnit(id: string, entries: readonly JournalEntry[]): UsageError {
  const ids = entries.flatMap(({ units }) => units.filter(({ status }) => status === 'applied').map((unit) => unit.id));
  const known =
    ids.length === 0 ? 'nothing is applied' : `there are ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ' …' : ''}`;
  return new UsageError(`no applied unit '${id}'${suggestion(id, ids)} (${known})`);
}

function isOurs({ before, written }: JournalFile, hash: string | null): boolean {
  return hash === before || written.includes(hash);
}

function journalFiles(top: string, entry: JournalEntry, unit: Unit): readonly JournalFile[] {
  const root = join(top, entry.root);
  const paths = new Set(filesOf(unit).map((path) => fromRoot(top, realTarget(root, path))));
  return entry.files.filter(({ path }) => paths.has(path));
}

/** What the unit's files hold once all other units of the entry are made without it. */
function contentsWithout(
  { journal, top }: Undoing,
  entry: JournalEntry,
  units: readonly Unit[],
  finishers: Finishers,
  files: readonly JournalFile[],
): ReadonlyMap<string, Uint8Array | null> {
  const root = join(top, entry.root);
  const fileAt = (path: string): JournalFile | undefined =>
    entry.files.find((file) => file.path === fromRoot(top, realTarget(root, path)));
  const originals = (path: string): string | undefined => {
    const file = fileAt(path);
    return file === undefined || file.before === null ? undefined : decode(journal.originalOf(entry, file))?.text;
  };
  const planned = units.map((unit) => (unit.status === 'applied' ? { ...unit, status: 'planned' as const } : unit));
  const plan = derivePlan(planned, originals, finishers);
  const after = new Map(plan.files.map((file) => [fileAt(file.path), file.after]));
  return new Map(
    files.map((file) => {
      const text = after.get(file);
      const path = fromRoot(root, join(top, file.path));
      if (text !== undefined) return [path, encode({ text, encoding: file.encoding, bom: file.bom })];
      return [path, file.before === null ? null : journal.originalOf(entry, file)];
    }),
  );
}
